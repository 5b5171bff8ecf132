import { createHash } from 'node:crypto';
import type { Deliveries } from './deliveries';
import type { Faults, RefundEnd } from './faults';
import type { Records } from './records';

/** The platform's own accounts, as its documentation shows them. */
export const PLATFORM_APPID = 'wxd2565e6a04246fd1';
export const PLATFORM_MCHID = '1800780001';

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
  /** Of its refunds, in all; missing where there is none. */
  refundedFee?: number;
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
  state: 'PROCESSING' | RefundEnd;
  /** How it will end; missing in folders of before. */
  endsAs?: RefundEnd;
  functionName: string;
  createdAt: number;
  /** When it reached the payer; null until then, and where it never does. */
  succeededAt: number | null;
  isNotified: boolean;
}

export interface PaymentOptions {
  payments: Records<Payment>;
  refunds: Records<Refund>;
  deliveries: Deliveries;
  faults: () => Faults;
  now: () => number;
  appId: string;
  envId: string;
  hasFunction: (name: string) => boolean;
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

/** 32 characters made from a text: the platform's random ones are the same in every run here. */
export const nonceOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 32).toUpperCase();

/** The payer has another openid at the platform's own account: a function that mixes the two up shall notice here. */
export const platformOpenid = (openid: string): string =>
  `platform-${createHash('sha256').update(openid).digest('hex').slice(0, 20)}`;
