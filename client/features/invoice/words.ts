import type { Invoice } from '@shared/contract';
import { isCreditCode } from '@shared/format';

/** 企业 · 电子普票 */
export const invoiceWords = ({ kind }: Invoice): string => `${kind === 'company' ? '企业' : '个人'} · 电子普票`;

/** What is wrong with each field of an invoice; null where it is right. */
export function invoiceFaults({ kind, title, taxNumber, email }: Invoice) {
  const taxFault =
    taxNumber.length !== 18 ? `税号要 18 位，现在 ${taxNumber.length} 位。` : '税号有一位不对。照营业执照再填一次。';
  return {
    title: title.trim() === '' ? (kind === 'company' ? '填公司全称。' : '填抬头，个人写姓名。') : null,
    taxNumber: kind === 'company' && !isCreditCode(taxNumber) ? taxFault : null,
    email: /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}$/.test(email)
      ? null
      : '邮箱不对。发票发到这里。',
  };
}
