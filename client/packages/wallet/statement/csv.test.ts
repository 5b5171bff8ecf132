import type { StatementLine } from '@shared/contract';
import { csvOf } from './csv';
import { ALL, askedBy, filterWords } from './filters';

const line: StatementLine = {
  entryId: 'order:O1:settle:0',
  kind: 'release.static',
  amount: { asset: 'spendable', units: -1_234_567 },
  sides: [{ asset: 'remaining', units: 1_234_567 }],
  balanceAfter: 5_000_000,
  atMs: Date.UTC(2026, 10, 21, 16, 6),
  day: '2026-11-21',
  isOfClose: true,
  plan: { plan: 'release', version: 3 },
  note: '=HYPERLINK("http://x","2 笔")',
  orderId: null,
  orderNo: '@MH1',
};

test('a file for spreadsheets: marked as UTF-8, figures to count with, no text that is taken for a formula', () => {
  const text = csvOf([line, { ...line, note: '＋1', balanceAfter: null, plan: null, orderNo: null, sides: [] }]);
  expect(text.startsWith('\uFEFF"业务日","时间"')).toBe(true);
  const [, first, second, end] = text.split('\r\n');
  expect(first).toBe(
    '"2026-11-21","2026-11-22 00:06","每日释放","可用积分","-12345.67","50000.00","待释放 12345.67","我的待释放 → 可用",' +
      '"积分释放 v3","\'@MH1","\'=HYPERLINK(""http://x"",""2 笔"")","order:O1:settle:0"',
  );
  expect(second).toContain('"\'＋1"');
  expect(end).toBe('');
});

test.each([
  [{}, {}, '全部类型 · 全部时间'],
  [{ period: 'thisMonth' }, { fromDay: '2026-01-01', toDay: '2026-01-31' }, '全部类型 · 本月'],
  [
    { period: 'lastMonth', asset: 'cash' },
    { asset: 'cash', fromDay: '2025-12-01', toDay: '2025-12-31' },
    '全部类型 · 上月',
  ],
  // Days the wrong way round are turned; an empty one is open.
  [
    { period: 'own', fromDay: '2026-01-05', toDay: '2025-12-30' },
    { fromDay: '2025-12-30', toDay: '2026-01-05' },
    '全部类型 · 2026-01-05 至 2025-12-30',
  ],
  [{ period: 'own', toDay: '2026-01-05' }, { toDay: '2026-01-05' }, '全部类型 · 最早 至 2026-01-05'],
  [{ group: 'dividend' }, { kinds: expect.arrayContaining(['dividend.tier']) }, '分红 · 全部时间'],
] as const)('%j asks for %j', (more, asked, words) => {
  const filter = { ...ALL, ...more };
  expect(askedBy(filter, Date.UTC(2026, 0, 15))).toEqual(asked);
  expect(filterWords(filter)).toBe(words);
});
