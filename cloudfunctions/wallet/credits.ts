import type { Asset, AssetAmount, EntryKind } from '@shared/contract';
import { showPlain } from '@shared/format';
import { CLOSE_KINDS, type CloseKind, closeEntryId } from '../_books/closeLines';
import type { CloseOfDay } from '../_books/pages/days';
import type { DayCredit } from '../_store/documents/pages';

/** A statement line before its balance: of an event, or of a close. */
export interface Entry {
  readonly entryId: string;
  /** The entry of the journal that it is of. */
  readonly journalId: string;
  readonly kind: EntryKind;
  readonly asset: Asset;
  readonly units: number;
  /** What of the units changed the balance: a release pays what is owed first, and only the rest reaches it (rules §5). */
  readonly balanceUnits: number;
  readonly day: string;
  readonly atMs: number;
  readonly isOfClose: boolean;
  readonly plan: { readonly plan: 'appreciation' | 'dividend' | 'release'; readonly version: number } | null;
  readonly note: string;
  readonly orderId: string | null;
  readonly orderNo: string | null;
  /** Of a close's credits: what fell by as much as this rose, or the other way round. */
  readonly isOfCredit?: boolean;
  readonly otherSide?: AssetAmount;
  /** The other side of a line: shown only under its own asset, so that nothing is listed twice. */
  readonly isOtherSide: boolean;
}

/** Whether a close's credit of a kind changes an asset: what it brings, or what it takes that from. */
export const moves = (kind: CloseKind, asset: Asset): boolean =>
  kind.startsWith('dividend') ? asset === 'cash' || asset === 'quota' : asset === 'spendable' || asset === 'remaining';

/** What one credit paid under one kind, in units of its asset. */
function paidUnder(kind: CloseKind, { dividend, release }: DayCredit): number {
  switch (kind) {
    case 'dividend.proportional':
      return dividend?.proportionalFen ?? 0;
    case 'dividend.tier':
      return dividend?.tierFen ?? 0;
    case 'release.static':
      return release?.staticCents ?? 0;
    case 'release.firstGeneration':
      return release?.firstGenerationCents ?? 0;
    case 'release.secondGeneration':
      return release?.secondGenerationCents ?? 0;
    case 'release.team':
      return release?.teamCents ?? 0;
    case 'release.sameRank':
      return release?.sameRankCents ?? 0;
  }
}

/** Reads such an id; undefined for any other. */
export function readCloseEntryId(entryId: string): { day: string; memberId: string; kind: CloseKind } | undefined {
  const [, day, memberId, kind] = /^close:([\d-]{10}):(\w+):([\w.]+)$/.exec(entryId) ?? [];
  const known = CLOSE_KINDS.find((one) => one === kind);
  return day && memberId && known ? { day, memberId, kind: known } : undefined;
}

/** A note, with what of the line paid points that were owed. */
const noteWith = (note: string, owedCents: number): string =>
  [note, owedCents > 0 ? `其中 ${showPlain(owedCents, 'spendable')} 抵了欠的积分` : ''].filter(Boolean).join('；');

/** The short line under a credit's name. */
function noteOf(kind: CloseKind, credit: DayCredit, close: CloseOfDay | undefined): string {
  const { dividend, release } = credit;
  const pools = close?.dividend;
  if (kind === 'dividend.proportional' && dividend && pools) {
    const total = BigInt(pools.totalWeight);
    const whole = total <= BigInt(Number.MAX_SAFE_INTEGER) ? showPlain(Number(total), 'weight') : pools.totalWeight;
    return `${showPlain(dividend.weightMicroShares, 'weight')} / ${whole} 股 × ${showPlain(pools.proportionalPoolFen, 'quota')}`;
  }
  if (kind === 'dividend.tier' && dividend) return `第 ${dividend.tier} 档`;
  if (kind === 'release.static' && release) {
    const parts = release.orders.filter(([, , released]) => released > 0);
    return `${parts.length} 笔订单：${parts.map(([, , released]) => showPlain(released, 'remaining')).join(' + ')}`;
  }
  return '';
}

/** The lines of one close for one member, newest first as a statement lists them, other sides included. */
export function entriesOfCredit(
  memberId: string,
  day: string,
  atMs: number,
  credit: DayCredit,
  close: CloseOfDay | undefined,
): Entry[] {
  const entries: Entry[] = [];
  let owedLeft = credit.release?.owedCents ?? 0;
  for (const kind of CLOSE_KINDS) {
    const units = paidUnder(kind, credit);
    if (units === 0) continue;
    const isDividend = kind.startsWith('dividend');
    const toOwed = isDividend ? 0 : Math.min(owedLeft, units);
    owedLeft -= toOwed;
    const version = isDividend ? close?.dividendVersion : close?.releaseVersion;
    const common = {
      entryId: closeEntryId(day, memberId, kind),
      journalId: `close:${day}`,
      kind,
      day,
      atMs,
      isOfClose: true,
      isOfCredit: true,
      plan: version ? { plan: isDividend ? ('dividend' as const) : ('release' as const), version } : null,
      note: noteWith(noteOf(kind, credit, close), toOwed),
      orderId: null,
      orderNo: null,
    };
    const from = { asset: isDividend ? 'quota' : 'remaining', units: -units } as const;
    const to = { asset: isDividend ? 'cash' : 'spendable', units } as const;
    entries.push(
      { ...common, ...from, balanceUnits: -units, otherSide: to, isOtherSide: true },
      { ...common, ...to, balanceUnits: units - toOwed, otherSide: from, isOtherSide: false },
    );
  }
  return entries.reverse();
}
