import type { HeldCoupon } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';

type Worth = HeldCoupon['worth'];

const MILLION = 1_000_000;

/** A share that is taken off, as shops say it: 5% is 95, 10% is 9, 12.5% is 87.5. */
export function discountOf(rateMillionths: number): string {
  const tenths = Math.round((MILLION - rateMillionths) / 1_000);
  const [whole, part] = [Math.floor(tenths / 10), tenths % 10];
  if (part > 0) return `${whole}.${part}`;
  return whole % 10 === 0 ? String(whole / 10) : String(whole);
}

/** What it asks for: 满 100.00, or nothing. */
export const fromWords = (fromFen: number): string => (fromFen > 0 ? `满 ${showPlain(fromFen, 'cash')}` : '不限金额');

/** What it takes off, in words. */
export function worthWords(worth: Worth): string {
  if (worth.kind === 'fixed') return `减 ${showPlain(worth.offFen, 'cash')}`;
  const most = worth.mostFen === null ? '' : `，最多减 ${showPlain(worth.mostFen, 'cash')}`;
  return worth.rateMillionths >= MILLION ? `全免${most}` : `${discountOf(worth.rateMillionths)} 折${most}`;
}

/** 到 11-30 23:59 */
export const untilWords = (untilMs: number): string => `到 ${showMoment(untilMs)}`;
