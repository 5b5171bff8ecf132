import { exitQuotaFen, microPoints } from '@shared/kernel';
import type { Chance } from '../../localcloud/seed/chance';
import { inviteCodeOf, memberIdOf } from './crowd';
import { exitThreshold, type MemberDocument, type WalletDocument } from './live';

/** Where a member stands and since when. */
interface Joining {
  readonly number: number;
  /** -1 for nobody. */
  readonly referrer: number;
  readonly depth: number;
  readonly pageId: string | null;
  readonly joinDay: string;
  readonly joinedAtMs: number;
}

/** A member who has accepted the rules of all plans. */
export function memberOf({ number, referrer, depth, pageId, joinDay, joinedAtMs }: Joining): MemberDocument {
  const accepted = [{ version: 1, atMs: joinedAtMs }];
  const digits = String(number).padStart(8, '0');
  return {
    _id: memberIdOf(number),
    phoneHash: digits.repeat(8),
    phoneSealed: digits.repeat(7),
    phoneMasked: `139****${digits.slice(-4)}`,
    nickname: `会员${digits.slice(-4)}`,
    roles: [],
    shopId: null,
    referrerId: referrer < 0 ? null : memberIdOf(referrer),
    depth,
    joinDay,
    joinedAtMs,
    inviteCode: inviteCodeOf(number),
    pageId,
    accepted: { appreciation: accepted, dividend: accepted, release: accepted },
    isClosed: false,
  };
}

const MOST_POINTS = 50_000_000;
/** Out of a hundred. */
const WITH_POINTS = 60;
/** One member of so many holds more points than the exit quota lets. */
const EXIT_OF = 500;

/** The wallet of a new member. */
export const emptyWalletOf = (number: number): WalletDocument => ({
  _id: memberIdOf(number),
  pointsMicroPoints: 0,
  exitQuotaFen: 0,
  exitAt: null,
  exitCashFen: 0,
  level: 0,
  levelFromFen: null,
  spentSpendableCents: 0,
  spentCashFen: 0,
  stableCents: 0,
});

/**
 * A wallet with points or without. One of five hundred members holds more than the exit quota at `priceFen` for a point:
 * the next close sells for them.
 */
export function walletOf(number: number, chance: Chance, priceFen: number): WalletDocument {
  const empty = emptyWalletOf(number);
  const isDue = number % EXIT_OF === EXIT_OF >> 1;
  if (!chance.happens(WITH_POINTS) && !isDue) return empty;
  const points = microPoints(1_000_000 + chance.below(MOST_POINTS));
  const worthFen = Math.ceil((points * priceFen) / 1_000_000);
  const quota = exitQuotaFen(isDue ? Math.max(1, worthFen >> 1) : worthFen * 2 + chance.below(1_000_000));
  return { ...empty, pointsMicroPoints: points, exitQuotaFen: quota, exitAt: exitThreshold(quota, points), level: 1 };
}
