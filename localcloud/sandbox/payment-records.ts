import { createHash } from 'node:crypto';

/** One order at the sandbox's cashier; its id is the merchant's order number. */
export interface Payment {
  _id: string;
  prepayId: string;
  body: string;
  attach: string;
  /** Fen. */
  totalFee: number;
  subMchId: string;
  openid: string;
  functionName: string;
  tradeType: string;
  nonceStr: string;
  state: 'NOTPAY' | 'SUCCESS' | 'CLOSED' | 'REFUND';
  createdAt: number;
  /** After this moment it can no longer be paid, ms. */
  expiresAt: number;
  transactionId: string;
  paidAt: number | null;
  /** Whether the callback answered errcode 0. */
  isNotified: boolean;
}

/** One refund; its id is the merchant's refund number. */
export interface Refund {
  _id: string;
  outTradeNo: string;
  refundId: string;
  /** Fen. */
  refundFee: number;
  state: 'PROCESSING' | 'SUCCESS';
  functionName: string;
  createdAt: number;
  succeededAt: number | null;
  isNotified: boolean;
}

function digitsOf(text: string, count: number): string {
  const hash = createHash('sha256').update(text).digest();
  return BigInt(`0x${hash.toString('hex')}`)
    .toString()
    .slice(0, count)
    .padStart(count, '0');
}

/** The platform's numbers are made from the merchant's: the same order has the same number in every run. */
export const transactionIdOf = (outTradeNo: string): string => `4200${digitsOf(outTradeNo, 24)}`;
export const refundIdOf = (outRefundNo: string): string => `5030${digitsOf(outRefundNo, 24)}`;
export const prepayIdOf = (outTradeNo: string): string =>
  `wx${createHash('sha256').update(`prepay:${outTradeNo}`).digest('hex').slice(0, 34)}`;

const beijing = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString();

/** `yyyyMMddHHmmss`, Beijing time. */
export const stampOf = (ms: number): string => beijing(ms).slice(0, 19).replaceAll(/\D/g, '');

/** `yyyy-MM-dd HH:mm:ss`, Beijing time. */
export const timeTextOf = (ms: number): string => beijing(ms).slice(0, 19).replace('T', ' ');

/** Reads `yyyyMMddHHmmss`, Beijing time; null when it is none. */
export function readStamp(text: string): number | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text)?.slice(1);
  if (!parts) return null;
  const [year, month, day, hour, minute, second] = parts;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  return Number.isNaN(ms) ? null : ms;
}
