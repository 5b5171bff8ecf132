import type { Taking } from '../rules';
import type { SeriesResult } from './result';
import type { ScenarioSeries } from './scenario';

interface OnShelf {
  readonly of: ScenarioSeries;
  readonly editions: { readonly number: number; readonly member: string; readonly day: number }[];
  readonly byMember: Map<string, number>;
}

/** The series of a run, and who took which edition. */
export class Shelf {
  private readonly series: Map<string, OnShelf>;

  constructor(
    series: readonly ScenarioSeries[],
    private readonly indexOfMerchant: (merchant: string) => number,
  ) {
    this.series = new Map(series.map((of) => [of.id, { of, editions: [], byMember: new Map() }]));
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
    const { editions, byMember } = this.series.get(id)!;
    editions.push({ number: editions.length + 1, member, day });
    byMember.set(member, (byMember.get(member) ?? 0) + 1);
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
