import { type Ask, faultOf, maskAnswer, readableAnswer, tidyAnswer } from './index';

const TODAY = '2026-03-02';
const ask = (kind: Ask['kind'], more: Partial<Ask> = {}): Ask => ({
  key: 'a',
  label: '号码',
  kind,
  isRequired: true,
  hint: '',
  choices: [],
  ...more,
});

test.each<[Ask['kind'], string, ReturnType<typeof faultOf>, Partial<Ask>?]>([
  ['phone', '138 0532 5521', null],
  ['phone', '', 'missing'],
  ['phone', '', null, { isRequired: false }],
  ['phone', '1380532552', 'short'],
  ['phone', '138053255211', 'long'],
  ['phone', '12805325521', 'form'],
  ['account', '0532-85551234', null],
  ['account', '青岛85551234', 'form'],
  ['account', '123', 'short'],
  ['meterNumber', '12345', 'short'],
  ['meterNumber', '12345', null, { minLength: 5 }],
  ['meterNumber', '1234567', 'long', { maxLength: 6 }],
  ['meterNumber', '12345A7', 'form'],
  ['cardNumber', '1000 1132 0000 0000 019', null, { minLength: 16, maxLength: 19 }],
  ['idNumber', '999999199001010010', 'checkDigit'],
  ['idNumber', '11010519491231002x', null],
  ['idNumber', '11010519491231002', 'short'],
  ['name', '买买提·艾力', null],
  ['name', '张3', 'form'],
  ['text', '生日快乐', null],
  ['text', '祝你岁岁平安', 'long', { maxLength: 5 }],
  ['date', '2026-03-02', null],
  ['date', '2026-03-01', 'tooEarly'],
  ['date', '2026-03-02', 'tooEarly', { daysAhead: 1 }],
  ['date', '2026-02-30', 'noDate'],
  ['date', '3 月 2 日', 'form'],
  ['choice', '早课', null, { choices: ['早课', '晚课'] }],
  ['choice', '午课', 'noChoice', { choices: ['早课', '晚课'] }],
])('%s %j: %s', (kind, typed, fault, more = {}) => {
  const asked = ask(kind, more);
  expect(faultOf(asked, tidyAnswer(asked, typed), TODAY)).toBe(fault);
});

test.each<[Ask['kind'], string, string]>([
  ['phone', '13805325521', '138****5521'],
  ['account', '0532-85551234', '****1234'],
  ['meterNumber', '123456', '****56'],
  ['idNumber', '11010519491231002X', '1****X'],
  ['name', '陈静', '陈*'],
  ['text', '海天小区 3 栋', '海***'],
  ['date', '2026-03-02', '2026-03-02'],
  ['choice', '早课', '早课'],
])('%s %s is masked as %s', (kind, answer, shown) => {
  expect(maskAnswer(ask(kind), answer)).toBe(shown);
});

test('a number is read in groups', () => {
  expect(readableAnswer(ask('phone'), '13805325521')).toBe('138 0532 5521');
  expect(readableAnswer(ask('cardNumber'), '1000113200000000019')).toBe('1000 1132 0000 0000 019');
});
