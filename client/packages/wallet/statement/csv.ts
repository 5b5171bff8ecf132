import type { StatementLine } from '@shared/contract';
import { ASSET_WORDS, showFullMoment, showPlain } from '@shared/format';
import { ENTRY_MOVES } from '../../../copy/entries';
import { ENTRY_WORDS, PLAN_WORDS } from '../../../copy/terms';

/** By which a spreadsheet knows that Chinese comes. */
const BYTE_ORDER_MARK = '\uFEFF';

const HEAD = [
  '业务日',
  '时间',
  '类型',
  '资产',
  '变动',
  '余额',
  '同时',
  '从哪里到哪里',
  '方案',
  '订单号',
  '说明',
  '编号',
];

/** A figure as a spreadsheet counts with it: no thousands, a plain minus. */
const figure = (units: number, asset: StatementLine['amount']['asset']): string =>
  showPlain(units, asset).replace(/,/g, '').replace('−', '-');

/** A text that no spreadsheet takes for a formula: what begins like one gets an apostrophe before it. */
const text = (words: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(words) ? `'${words}` : words);

/** A cell within its quotes. */
const cell = (words: string): string => `"${words.replace(/"/g, '""')}"`;

function rowOf(line: StatementLine): string {
  const { asset, units } = line.amount;
  const { kind, plan } = line;
  return [
    line.day,
    showFullMoment(line.atMs),
    ENTRY_WORDS[kind],
    ASSET_WORDS[asset],
    figure(units, asset),
    line.balanceAfter === null ? '' : figure(line.balanceAfter, asset),
    text(line.sides.map((side) => `${ASSET_WORDS[side.asset]} ${figure(side.units, side.asset)}`).join('；')),
    text(ENTRY_MOVES[kind].move),
    plan ? `${PLAN_WORDS[plan.plan]} v${plan.version}` : '',
    text(line.orderNo ?? ''),
    text(line.note),
    text(line.entryId),
  ]
    .map(cell)
    .join(',');
}

/** Lines of a statement as a file for spreadsheets: UTF-8 with its mark, one row each, the newest first. */
export const csvOf = (lines: readonly StatementLine[]): string =>
  `${BYTE_ORDER_MARK}${[HEAD.map(cell).join(','), ...lines.map(rowOf)].join('\r\n')}\r\n`;
