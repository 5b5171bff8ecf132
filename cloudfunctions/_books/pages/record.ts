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
function textOfCredit({ dividend, release }: DayCredit): string {
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

/** A record as it is stored: of a page's members, in their order, those who were credited or have a rank. */
export function packedRecord(
  members: readonly string[],
  credits: readonly (DayCredit | null)[],
  ranks: readonly number[],
): RecordTexts {
  const [those, texts, ofRanks]: [string[], string[], number[]] = [[], [], []];
  for (let at = 0; at < members.length; at += 1) {
    const credit = credits[at];
    if (!credit && ranks[at] === 0) continue;
    those.push(members[at]!);
    texts.push(credit ? textOfCredit(credit) : '');
    ofRanks.push(ranks[at]!);
  }
  return { members: textOfIds(those), credits: texts.join('|'), ranks: ofRanks.join(',') };
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
  if (typeof credits === 'string') return sumsOfText(credits);
  let [dividendFen, releaseCents, fallCents] = [0, 0, 0];
  for (const { dividend, release } of Object.values(credits)) {
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

const [COMMA, SEMICOLON, BAR, ZERO] = [...',;|0'].map((one) => one.charCodeAt(0)) as [number, number, number, number];

/** The same of packed credits in one go over the text: nothing is made of each of a thousand members for six figures. */
function sumsOfText(text: string): PaidSums {
  let [dividendFen, releaseCents, fallCents] = [0, 0, 0];
  let [group, field, number] = [0, 0, 0];
  for (let at = 0; at <= text.length; at += 1) {
    const code = at < text.length ? text.charCodeAt(at) : BAR;
    if (code !== COMMA && code !== SEMICOLON && code !== BAR) {
      number = number * 10 + (code - ZERO);
      continue;
    }
    if (group === 0) dividendFen += field >= 5 ? number : 0;
    else if (group === 1) releaseCents += field < 5 ? number : 0;
    else if (field === 1) fallCents += number;
    else if (field === 3) fallCents -= number;
    field = code === COMMA ? field + 1 : 0;
    group = code === COMMA ? group : code === SEMICOLON ? group + 1 : 0;
    number = 0;
  }
  return { dividendFen, releaseCents, fallCents };
}
