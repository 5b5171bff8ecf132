import type { DayCredit, PageDayDocument } from '../../_store/documents/pages';
import { idsOf, numbersOf, textOfIds } from './texts';

// The record of a page's day as it is stored: who was credited in one text, their credits and ranks, in the same order,
// in two more. A credit is groups parted by semicolons: the dividend's figures, the release's, then each order's fall.

/** What one close did on one page, by member. */
export interface DayRecord {
  readonly credits: Readonly<Record<string, DayCredit>>;
  readonly ranks: Readonly<Record<string, number>>;
}

/** The texts of a record. */
type RecordTexts = Required<Pick<PageDayDocument, 'members'>> & { readonly credits: string; readonly ranks: string };

/** One member's credit in one text. */
export function textOfCredit({ dividend, release }: DayCredit): string {
  const ofDividend = dividend
    ? `${dividend.weightMicroShares},${dividend.quotaBeforeFen},${dividend.tier},${dividend.proportionalDueFen},${dividend.tierDueFen},${dividend.proportionalFen},${dividend.tierFen}`
    : '';
  if (!release) return `${ofDividend};`;
  let text = `${ofDividend};${release.staticCents},${release.firstGenerationCents},${release.secondGenerationCents},${release.teamCents},${release.sameRankCents},${release.owedCents ?? 0}`;
  for (const [orderId, before, released, after] of release.orders) text += `;${orderId},${before},${released},${after}`;
  return text;
}

function dividendOf(text: string): NonNullable<DayCredit['dividend']> {
  const [weightMicroShares, quotaBeforeFen, tier, proportionalDueFen, tierDueFen, proportionalFen, tierFen] = numbersOf(
    text,
  ) as [number, number, number, number, number, number, number];
  return { weightMicroShares, quotaBeforeFen, tier, proportionalDueFen, tierDueFen, proportionalFen, tierFen };
}

type Release = NonNullable<DayCredit['release']>;

function fallOf(text: string): Release['orders'][number] {
  const comma = text.indexOf(',');
  const [before, released, after] = numbersOf(text.slice(comma + 1)) as [number, number, number];
  return [text.slice(0, comma), before, released, after];
}

function releaseOf(text: string, orders: readonly string[]): Release {
  const [staticCents, firstGenerationCents, secondGenerationCents, teamCents, sameRankCents, owedCents] = numbersOf(
    text,
  ) as [number, number, number, number, number, number];
  return {
    staticCents,
    firstGenerationCents,
    secondGenerationCents,
    teamCents,
    sameRankCents,
    ...(owedCents > 0 ? { owedCents } : {}),
    orders: orders.map(fallOf),
  };
}

/** One member's credit as it was written; undefined where nothing was credited. */
export function creditOfText(text: string): DayCredit | undefined {
  const [dividend = '', release = '', ...orders] = text.split(';');
  if (dividend === '' && release === '') return undefined;
  return {
    ...(dividend === '' ? {} : { dividend: dividendOf(dividend) }),
    ...(release === '' ? {} : { release: releaseOf(release, orders) }),
  };
}

/** One order's falls, as groups of credits name them. */
export const fallsOfTexts = (texts: readonly string[]): Release['orders'] => texts.map(fallOf);

/** A record as it is stored: those who were credited or have a rank, in the order of the page. */
export function packedRecord(members: readonly string[], { credits, ranks }: DayRecord): RecordTexts {
  const those: string[] = [];
  const creditTexts: string[] = [];
  const rankTexts: number[] = [];
  for (const memberId of members) {
    const credit = credits[memberId];
    const rank = ranks[memberId] ?? 0;
    if (!credit && rank === 0) continue;
    those.push(memberId);
    creditTexts.push(credit ? textOfCredit(credit) : '');
    rankTexts.push(rank);
  }
  return { members: textOfIds(those), credits: creditTexts.join('|'), ranks: rankTexts.join(',') };
}

/** A stored record, packed or of before, by member. */
export function recordOf({ members, credits, ranks }: Omit<PageDayDocument, '_id'>): DayRecord {
  if (typeof credits !== 'string' || typeof ranks !== 'string') return { credits, ranks } as DayRecord;
  const ids = idsOf(members ?? '');
  const texts = credits.split('|');
  const ofRanks = numbersOf(ranks);
  const record = { credits: {} as Record<string, DayCredit>, ranks: {} as Record<string, number> };
  for (const [at, memberId] of ids.entries()) {
    const credit = creditOfText(texts[at] ?? '');
    if (credit) record.credits[memberId] = credit;
    if (ofRanks[at]! > 0) record.ranks[memberId] = ofRanks[at]!;
  }
  return record;
}

/** What a record says was paid: dividends, releases, and what orders lost. */
export interface PaidSums {
  readonly dividendFen: number;
  readonly releaseCents: number;
  readonly fallCents: number;
}

/** Sums over the credits of a record, from what was written. */
export function paidSums({ credits }: Pick<PageDayDocument, 'credits'>): PaidSums {
  let [dividendFen, releaseCents, fallCents] = [0, 0, 0];
  for (const { dividend, release } of typeof credits === 'string' ? creditsIn(credits) : Object.values(credits)) {
    if (dividend) dividendFen += dividend.proportionalFen + dividend.tierFen;
    if (!release) continue;
    releaseCents +=
      release.staticCents +
      release.firstGenerationCents +
      release.secondGenerationCents +
      release.teamCents +
      release.sameRankCents;
    for (const [, before, , after] of release.orders) fallCents += before - after;
  }
  return { dividendFen, releaseCents, fallCents };
}

function* creditsIn(text: string): Generator<DayCredit> {
  for (const one of text.split('|')) {
    const credit = creditOfText(one);
    if (credit) yield credit;
  }
}
