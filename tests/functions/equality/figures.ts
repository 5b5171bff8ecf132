// The figures of a history: as the simulator comes to them, and as the shop keeps them.
import { addDays, type BusinessDay } from '@shared/kernel';
import { priceShown } from '@shared/rules';
import { type MemberDay, readScenario, runScenario, type SimulationResult } from '@shared/simulate';
import { type DayRecord, recordOf } from '../../../cloudfunctions/_books/pages/record';
import type {
  CloseDocument,
  JournalDocument,
  LineDocument,
  MerchantDocument,
  OrderDocument,
  WalletDocument,
} from '../../../cloudfunctions/_store/documents';
import type { DayCredit, PageDayDocument, PageDocument } from '../../../cloudfunctions/_store/documents/pages';
import type { PoolDocument } from '../../../cloudfunctions/_store/documents/platform';
import { type ReadPage, readPage } from '../../../scripts/verify/books';
import { compare } from '../../../scripts/verify/compare';
import type { Difference } from '../../../shared/ledger';
import { all } from '../books';
import type { TestWorld } from '../world';
import type { History } from './generate';
import type { PlayedHistory } from './play';

/** The simulator's result of a history. Throws for a scenario that is none. */
export function simulated({ scenario }: History): SimulationResult {
  const read = readScenario(JSON.stringify(scenario));
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  return runScenario(read.scenario);
}

/** Yields where the shop's figures are not the simulator's, day by day, then member by member. */
export function* differencesOf(world: TestWorld, history: History, played: PlayedHistory): Generator<Difference> {
  const result = simulated(history);
  const shop = new ShopFigures(world, history, played.memberIds);
  const events = { check: 'equality', place: 'events', arises: 'their days' };
  yield* compare(
    events,
    'refused',
    result.refused.map(({ event }) => event),
    played.refused,
  );
  yield* compare(
    events,
    'reversals',
    result.reversals,
    [...played.reversals].sort((a, b) => a.event - b.event),
  );
  for (const day of result.days) {
    const where = { check: 'equality', place: `day ${day.day}`, arises: day.date };
    const { appreciation, dividend, release } = day;
    const found = shop.day(day.day);
    const sums = release && {
      static: Number(release.static),
      firstGeneration: Number(release.firstGeneration),
      secondGeneration: Number(release.secondGeneration),
      team: Number(release.team),
      sameRank: Number(release.sameRank),
    };
    const expected = {
      ...(dividend ? { turnover: day.turnover, dividend: { ...dividend, returned: Number(dividend.returned) } } : {}),
      ...(sums ? { release: sums } : {}),
      ...(appreciation ? { appreciation: appreciationOf(appreciation) } : {}),
    };
    for (const { id, days } of result.members) {
      const line = days.find((one) => one.day === day.day) ?? noLine(day.day);
      yield* compare({ ...where, place: `member ${id}, day ${day.day}` }, '', line, shop.line(id, day.day));
    }
    yield* compare(where, '', expected, found);
  }
  for (const { id, days: _days, ...member } of result.members) {
    const orders = member.orders.map(({ amount, granted, remaining }) => [amount, granted, remaining]);
    yield* compare(
      { check: 'equality', place: `member ${id}`, arises: 'the end' },
      '',
      { ...member, orders },
      shop.member(id),
    );
  }
  for (const { id, ...merchant } of result.merchants)
    yield* compare({ check: 'equality', place: `merchant ${id}`, arises: 'the end' }, '', merchant, shop.merchant(id));
  const last = result.days.at(-1)?.appreciation;
  const swept = { check: 'equality', place: 'pool', arises: 'the end' };
  if (last) yield* compare(swept, 'swept', last.sweptToPlatform, shop.pool?.state.swept);
}

const noLine = (day: number): MemberDay => ({
  day,
  proportional: 0,
  tier: 0,
  static: 0,
  firstGeneration: 0,
  secondGeneration: 0,
  team: 0,
  sameRank: 0,
  forcedExit: 0,
});

type Appreciation = NonNullable<SimulationResult['days'][number]['appreciation']>;

const appreciationOf = ({ price, sweptToPlatform: _swept, forcedExits, ...figures }: Appreciation) => ({
  ...figures,
  price: priceShown(price),
  forcedExits: [...forcedExits].sort((a, b) => (a.member < b.member ? -1 : 1)),
});

/** What the shop keeps, by the names of the scenario. */
class ShopFigures {
  readonly pool: PoolDocument | undefined;
  readonly #closes: ReadonlyMap<string, CloseDocument>;
  readonly #wallets: ReadonlyMap<string, WalletDocument>;
  readonly #merchants: ReadonlyMap<string, MerchantDocument>;
  readonly #pages: readonly ReadPage[];
  readonly #records: readonly (DayRecord & Pick<PageDayDocument, 'day'>)[];
  readonly #journal: readonly JournalDocument[];
  readonly #lines: readonly LineDocument[];
  readonly #orders: readonly OrderDocument[];
  readonly #names: ReadonlyMap<string, string>;

  constructor(
    world: TestWorld,
    readonly history: History,
    readonly memberIds: ReadonlyMap<string, string>,
  ) {
    const byId = <T extends { readonly _id: string }>(collection: string) =>
      new Map(all<T>(world, collection).map((one) => [one._id, one]));
    this.pool = byId<PoolDocument>('platform').get('pool');
    this.#closes = byId('closes');
    this.#wallets = byId('wallets');
    this.#merchants = byId('merchants');
    this.#pages = all<PageDocument>(world, 'pages').map(readPage);
    this.#records = all<PageDayDocument>(world, 'pageDays').map((one) => ({ day: one.day, ...recordOf(one) }));
    this.#journal = all(world, 'journal');
    this.#lines = all(world, 'lines');
    this.#orders = all(world, 'orders');
    this.#names = new Map([...memberIds].map(([name, id]) => [id, name]));
  }

  #dateOf(day: number): string {
    return addDays(this.history.scenario.start as BusinessDay, day - 1);
  }

  day(day: number) {
    const date = this.#dateOf(day);
    const close = this.#closes.get(date);
    const { dividend, pool, release, totals } = close ?? {};
    const plan = this.history.scenario.plan;
    return {
      ...(plan.dividend
        ? {
            turnover: totals?.dividendFen,
            dividend: dividend && {
              proportionalPool: dividend.proportionalPoolFen,
              tierPool: dividend.tierPoolFen,
              paidProportional: dividend.paidProportionalFen,
              paidTier: dividend.paidTierFen,
              carried: dividend.carriedFen,
              returned: dividend.returnedProportionalFen + dividend.returnedTierFen,
            },
          }
        : {}),
      ...(plan.release
        ? {
            release: release && {
              static: release.staticCents,
              firstGeneration: release.firstGenerationCents,
              secondGeneration: release.secondGenerationCents,
              team: release.teamCents,
              sameRank: release.sameRankCents,
            },
          }
        : {}),
      ...(plan.appreciation
        ? {
            appreciation: pool && {
              pool: pool.poolFen,
              circulating: pool.circulatingMicroPoints,
              minted: pool.mintedMicroPoints,
              burned: pool.burnedMicroPoints,
              price: pool.priceShown,
              reservePoints: pool.reserveMicroPoints,
              stableOutstanding: pool.stableOutstandingCents,
              forcedExits: this.#exits(date),
            },
          }
        : {}),
    };
  }

  #exits(date: string) {
    const ids = this.#journal
      .filter(({ kind, day }) => kind === 'close.forcedExit' && day === date)
      .map(({ _id }) => _id);
    return this.#lines
      .filter(({ journalId, asset }) => asset === 'cash' && ids.includes(journalId))
      .map(({ memberId, inputs }) => ({
        member: this.#names.get(memberId)!,
        points: inputs.soldMicroPoints,
        gross: inputs.grossFen,
        fee: inputs.feeFen,
      }))
      .sort((a, b) => (a.member < b.member ? -1 : 1));
  }

  /** What one close credited to a member. */
  line(name: string, day: number): MemberDay {
    const date = this.#dateOf(day);
    const memberId = this.memberIds.get(name)!;
    const credit: DayCredit =
      this.#records.find((one) => one.day === date && one.credits[memberId])?.credits[memberId] ?? {};
    const exit = this.#lines.find(
      (one) =>
        one.memberId === memberId && one.day === date && one.kind === 'appreciation.forcedExit' && one.asset === 'cash',
    );
    return {
      day,
      proportional: credit.dividend?.proportionalFen ?? 0,
      tier: credit.dividend?.tierFen ?? 0,
      static: credit.release?.staticCents ?? 0,
      firstGeneration: credit.release?.firstGenerationCents ?? 0,
      secondGeneration: credit.release?.secondGenerationCents ?? 0,
      team: credit.release?.teamCents ?? 0,
      sameRank: credit.release?.sameRankCents ?? 0,
      forcedExit: exit?.units ?? 0,
    };
  }

  member(name: string) {
    const memberId = this.memberIds.get(name)!;
    const wallet = this.#wallets.get(memberId)!;
    const page = this.#pages.find(({ members }) => members.includes(memberId));
    const at = page?.members.indexOf(memberId) ?? -1;
    const isReleasing = this.history.scenario.plan.release !== undefined;
    const held = new Map(
      this.#pages.flatMap(({ orders, remaining }) => orders.map((id, nth) => [id, remaining[nth]!])),
    );
    return {
      cash: (page?.cash[at] ?? 0) + wallet.exitCashFen - wallet.spentCashFen,
      stable: wallet.stableCents,
      appreciating: wallet.pointsMicroPoints,
      exitQuota: wallet.exitQuotaFen,
      quota: page?.quota[at] ?? 0,
      weight: page?.weight[at] ?? 0,
      spendable: (page?.spendable[at] ?? 0) + (wallet.adjustedSpendableCents ?? 0) - wallet.spentSpendableCents,
      owed: {
        exitQuota: wallet.owedExitQuotaFen ?? 0,
        quota: wallet.owedQuotaFen ?? 0,
        spendable: page?.owedSpendable?.[at] ?? 0,
      },
      level: wallet.level,
      rank: isReleasing ? (page?.rank[at] ?? 0) : 0,
      teamVolume: isReleasing
        ? (page?.teamVolume[at] ?? 0) + (this.#includesOwn() ? (page?.ownVolume[at] ?? 0) : 0)
        : 0,
      orders: this.#orders
        .filter((order) => order.memberId === memberId && order.sequence !== null)
        .sort((a, b) => a.sequence! - b.sequence!)
        .flatMap((order) => ordersShown(order, held.get(order._id) ?? 0)),
    };
  }

  /** Whether the release in force on the last day counts one's own volume. */
  #includesOwn(): boolean {
    const { plan, events, days } = this.history.scenario;
    const blocks = [plan, ...events.filter(({ type, day }) => type === 'publish' && day < days).map((one) => one.plan)];
    const releases = blocks.flatMap((block) => (block as typeof plan).release ?? []);
    return (releases.at(-1) as { teamVolumeIncludesOwn?: boolean } | undefined)?.teamVolumeIncludesOwn === true;
  }

  merchant(id: string) {
    const { stableCents = 0, pointsMicroPoints = 0, cashFen = 0 } = this.#merchants.get(id) ?? {};
    return { stable: stableCents, appreciating: pointsMicroPoints, cash: cashFen };
  }
}

/** A release order as a result lists it, after what was reversed of it: amount, granted, remaining. */
function ordersShown({ cashFen, reversedFen = 0, reversals = [], grants }: OrderDocument, remaining: number) {
  const last = reversals.at(-1);
  return grants.flatMap((grant) =>
    grant.plan === 'release' && grant.multipleMillionths !== null
      ? [[cashFen - reversedFen, last?.grantedReleaseCents ?? grant.grantedReleaseCents, remaining]]
      : [],
  );
}
