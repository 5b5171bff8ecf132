import { fen, microPoints } from '@shared/kernel';
import { type Account, type Difference, system, Tally } from '@shared/ledger';
import { priceShown } from '@shared/rules';
import type { CloseDocument, JournalDocument } from '../../cloudfunctions/_store/documents';
import type { Books } from './books';
import { atClose } from './closedDay';
import { compare } from './compare';
import { SERIAL_KINDS } from './serialKinds';

const isExit = ({ kind }: JournalDocument): boolean => kind === 'close.forcedExit' || kind === 'close.forcedExits';
/** Events of the strict order of the open day, and the closes' own: never beside a close of another day. */
const isSerial = ({ kind }: JournalDocument): boolean =>
  kind === 'order.settle' || SERIAL_KINDS.includes(kind) || kind.startsWith('close.');

/** What the pool holds and is out against it, from what was booked. */
interface PoolFigures {
  readonly poolFen: bigint;
  readonly circulatingMicroPoints: bigint;
  readonly mintedMicroPoints: bigint;
  readonly burnedMicroPoints: bigint;
  readonly reserveMicroPoints: bigint;
  readonly stableOutstandingCents: bigint;
}

/** The pool's figures as the bookings make them. */
export function poolFiguresOf(booked: Tally): PoolFigures {
  const minted = -booked.units(system.issued, 'appreciating');
  const burned = booked.units(system.retired, 'appreciating');
  return {
    poolFen: booked.units(system.backingPool, 'cash'),
    circulatingMicroPoints: minted - burned,
    mintedMicroPoints: minted,
    burnedMicroPoints: burned,
    reserveMicroPoints: booked.units(system.exchangeReserve, 'appreciating'),
    stableOutstandingCents: -booked.units(system.issued, 'stable') - booked.units(system.retired, 'stable'),
  };
}

/** What was booked up to a day of what stands against the pool: to be led through the days in their order. */
export class PoolSoFar {
  readonly booked = new Tally();
  readonly #seedMicroPoints: number;
  readonly #besides: readonly JournalDocument[];

  constructor({ journal, pool }: Books) {
    this.#seedMicroPoints = pool?.seedMicroPoints ?? 0;
    this.#besides = journal.filter((entry) => !isSerial(entry) && entry.postings.some(touches));
  }

  /** Books the entries of a day up to its forced exits. */
  beginDay(entries: readonly JournalDocument[]): void {
    this.#book(entries.filter((entry) => !isExit(entry)));
  }

  /** Books the forced exits of a day. */
  endDay(entries: readonly JournalDocument[]): void {
    this.#book(entries.filter(isExit));
  }

  #book(entries: readonly JournalDocument[]): void {
    for (const { _id, postings } of entries) for (const posting of postings) this.booked.post(posting, _id);
  }

  /**
   * The accounts of which something of a later day may have been booked before this close ended: what the close saw of
   * them then cannot be told from the days alone. Empty as a rule.
   */
  overlapOf({ _id, finishedAtMs }: CloseDocument): ReadonlySet<Account> {
    const accounts = new Set<Account>();
    for (const { day, atMs, postings } of this.#besides)
      if (day > _id && atMs <= (finishedAtMs ?? 0)) for (const { from, to } of postings) accounts.add(from).add(to);
    return accounts;
  }

  /** Whether there is a pool. */
  get isOpen(): boolean {
    return this.booked.origin(system.backingPool, 'cash') !== undefined;
  }

  /** What the close kept of the pool as its day ended, and of the sums of what is held. */
  *checkAfter(close: CloseDocument): Generator<Difference> {
    if (this.overlapOf(close).size > 0) return;
    const where = atClose(close);
    const figures = poolFiguresOf(this.booked);
    const { priceShown: shown, ...found } = close.pool ?? {};
    yield* compare(where, 'pool', this.isOpen ? figures : {}, found);
    if (figures.circulatingMicroPoints > 0n) {
      const [pool, points] = [fen(Number(figures.poolFen)), microPoints(Number(figures.circulatingMicroPoints))];
      yield* compare(where, 'pool.priceShown', priceShown({ fen: pool, points }), shown);
    }
    const { holdings } = close.sealed;
    if (holdings?.verdict !== 'agrees') return;
    const held = figures.circulatingMicroPoints - BigInt(this.#seedMicroPoints) - figures.reserveMicroPoints;
    yield* compare(where, 'sealed.holdings.pointsMicroPoints', held, holdings.pointsMicroPoints);
    yield* compare(where, 'sealed.holdings.stableCents', figures.stableOutstandingCents, holdings.stableCents);
  }
}

const touches = ({ asset, from, to }: JournalDocument['postings'][number]): boolean =>
  ['appreciating', 'stable', 'exitQuota'].includes(asset) || isPool(from) || isPool(to);
const isPool = (account: Account): boolean => account === system.backingPool;
