import { type GivingTerms, givenInYear, type Taking } from '../rules';
import type { SeriesResult } from './result';
import type { Scenario, ScenarioSeries } from './scenario';

const DAY_MS = 86_400_000;

interface Edition {
  readonly number: number;
  readonly member: string;
  readonly day: number;
  readonly given: { readonly to: string; readonly day: number }[];
}

interface OnShelf {
  readonly of: ScenarioSeries;
  readonly editions: Edition[];
  /** How many somebody has taken, and what somebody holds, the longest held first. */
  readonly byMember: Map<string, number>;
  readonly held: Map<string, Edition[]>;
}

/** What somebody would give, as the rule asks for it. */
interface Gift {
  readonly heldSinceMs: number;
  readonly givenThisYear: number;
  readonly nowMs: number;
}

/** Somebody holds an edition from now on: the last of all they hold. */
function hold(held: Map<string, Edition[]>, member: string, edition: Edition): void {
  const own = held.get(member);
  if (own) own.push(edition);
  else held.set(member, [edition]);
}

/** The series of a run, who took which edition, and who holds it. */
export class Shelf {
  private readonly series: Map<string, OnShelf>;
  private readonly givenAtMs = new Map<string, readonly number[]>();
  readonly terms: GivingTerms;

  constructor(
    { series, giving }: Pick<Scenario, 'series' | 'giving'>,
    private readonly indexOfMerchant: (merchant: string) => number,
  ) {
    this.series = new Map(series.map((of) => [of.id, { of, editions: [], byMember: new Map(), held: new Map() }]));
    this.terms = { waitDays: giving?.waitDays ?? 0, perYear: giving?.perYear ?? Number.POSITIVE_INFINITY };
  }

  /** What a member would take of a series, and which merchant would be paid: -1 for none. */
  taking(id: string, member: string): Pick<Taking, 'series' | 'takenBefore'> & { readonly merchantAt: number } {
    const { of, editions, byMember } = this.series.get(id)!;
    const { supply, limit = null, price, merchant } = of;
    return {
      series: { id, supply, taken: editions.length, limit, price },
      takenBefore: byMember.get(member) ?? 0,
      merchantAt: merchant === undefined ? -1 : this.indexOfMerchant(merchant),
    };
  }

  /** The member has the next edition from now on. */
  take(id: string, member: string, day: number): void {
    const { editions, byMember, held } = this.series.get(id)!;
    const edition = { number: editions.length + 1, member, day, given: [] };
    editions.push(edition);
    byMember.set(member, (byMember.get(member) ?? 0) + 1);
    hold(held, member, edition);
  }

  /** What a member would give of a series on a day; null where none is held. */
  gift(id: string, member: string, day: number): Gift | null {
    const [edition] = this.series.get(id)!.held.get(member) ?? [];
    if (!edition) return null;
    const since = edition.given[edition.given.length - 1]?.day ?? edition.day;
    const nowMs = day * DAY_MS;
    const given = givenInYear(this.givenAtMs.get(member) ?? [], nowMs);
    return { heldSinceMs: since * DAY_MS, givenThisYear: given.length, nowMs };
  }

  /** What the member held longest is somebody else's from now on. */
  give(id: string, from: string, to: string, day: number): void {
    const { held } = this.series.get(id)!;
    const edition = held.get(from)!.shift()!;
    edition.given.push({ to, day });
    hold(held, to, edition);
    if (this.terms.perYear === Number.POSITIVE_INFINITY) return;
    const nowMs = day * DAY_MS;
    this.givenAtMs.set(from, [...givenInYear(this.givenAtMs.get(from) ?? [], nowMs), nowMs]);
  }

  /** What became of every series, in the order of the file. */
  results(): SeriesResult[] {
    return [...this.series.values()].map(({ of, editions }) => ({
      id: of.id,
      left: of.supply - editions.length,
      editions,
    }));
  }
}
