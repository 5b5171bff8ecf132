import type { OutputOf } from '@shared/contract';
import { writeYuan } from '../../../components/form/yuan';

type Payee = OutputOf<'admin.listPayees'>['payees'][number];

/** What a spreadsheet would take for a formula is text: it begins with an apostrophe. Long numbers are text as well. */
function cell(text: string): string {
  const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

/** A number that a spreadsheet would round: it is kept as text. */
const asText = (number: string): string => (number === '' ? '' : `\t${number}`);

const HEAD = ['会员号', '姓名', '身份证号', '手机号', '笔数', '提现金额', '手续费', '实付'];

/** Payees of a quarter as CSV, in yuan; with the mark by which a spreadsheet knows its letters. */
export const payeesCsv = (payees: readonly Payee[]): string =>
  `\uFEFF${[
    HEAD.join(','),
    ...payees.map((one) =>
      [
        cell(one.memberId),
        cell(one.name),
        asText(one.idNumber),
        cell(one.phoneMasked),
        String(one.withdrawals),
        writeYuan(one.amountFen),
        writeYuan(one.feeFen),
        writeYuan(one.arrivedFen),
      ].join(','),
    ),
  ].join('\r\n')}\r\n`;
