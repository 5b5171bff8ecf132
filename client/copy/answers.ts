import type { AskFault, AskKind } from '@shared/asks';

/** What is wrong with a field, beneath it and in a refusal: first what is, then what to do. */
export const ANSWER_FAULTS = {
  missing: (label) => `${label}还没有填。`,
  form: (label) => `${label}里有不该有的字符。核对后再填。`,
  short: (label) => `${label}少了几位。核对后补全。`,
  long: (label) => `${label}多了几位。核对后再填。`,
  checkDigit: (label) => `${label}对不上校验位。逐位核对一遍。`,
  noDate: (label) => `${label}没有这一天。重选一天。`,
  tooEarly: (label) => `${label}太早了。选晚一些的一天。`,
  noChoice: (label) => `${label}没有这一项。重选一次。`,
} as const satisfies Record<AskFault, (label: string) => string>;

/** The same of a fault that came over the wire, which an older client may not know. */
export const answerWords = (label: string, fault: AskFault | undefined): string =>
  (fault === undefined ? undefined : ANSWER_FAULTS[fault])?.(label) ?? `${label}填得不对。改过再试。`;

/** What a field asks for, in the form of goods. */
export const ASK_KIND_WORDS = {
  phone: '手机号',
  account: '户号、账号',
  meterNumber: '表号',
  cardNumber: '卡号',
  idNumber: '身份证号',
  name: '姓名',
  text: '一句话',
  date: '日期',
  choice: '单选',
} as const satisfies Record<AskKind, string>;
