import type { BusinessDay } from '@shared/kernel';
import { addDays, businessDayOf, daysBetween, startOfBusinessDay } from '@shared/kernel';
import { type Advance, targetOf } from '../clock';
import type { Records } from '../sandbox';
import { Crew, type Ground, type Lived, nothingLived } from './crew';
import type { Life } from './life';
import { playEvening, playJoining, playOrders } from './members';
import { playNoon, playPurses } from './purses';
import { playMorning, playVisits } from './shopfloor';
import { SLOTS } from './shopping';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What was missed while no clock was moved is made up for so long back, and no longer. */
const MADE_UP_FOR_MS = 2 * DAY_MS;

type Play = (crew: Crew, dayNumber: number, midnightMs: number) => Promise<void>;

const SLOTS_AT_MS = [10.4 * HOUR_MS, 13.2 * HOUR_MS, 18.7 * HOUR_MS];

/** The scenes of a day, each at its moment. */
const SCENES: readonly { readonly atMs: number; readonly words: string; readonly play: Play }[] = [
  { atMs: 9 * HOUR_MS, words: '店家补货、答退款、审提现、发货', play: playMorning },
  { atMs: 9.5 * HOUR_MS, words: '新会员加入', play: playJoining },
  ...Array.from({ length: SLOTS }, (_, slot) => ({
    atMs: SLOTS_AT_MS[slot]!,
    words: '会员下单付款',
    play: (crew: Crew, dayNumber: number) => playOrders(crew, dayNumber, slot),
  })),
  { atMs: 12 * HOUR_MS, words: '时间在走', play: playNoon },
  { atMs: 15.5 * HOUR_MS, words: '客人到店、入住', play: playVisits },
  { atMs: 16.5 * HOUR_MS, words: '会员用积分、提现', play: playPurses },
  { atMs: 20.5 * HOUR_MS, words: '会员收货', play: playEvening },
].sort((a, b) => a.atMs - b.atMs);

/** How far a move is, for those who watch it. */
export interface Moving {
  readonly fromMs: number;
  readonly toMs: number;
  /** What is done at this moment. */
  readonly words: string;
  readonly lived: Lived;
}

interface LivingOptions extends Ground {
  /** How far the demo data is, and the phones of its members who are on no list. */
  readonly demo: () => { state(): string; cast(): readonly string[] };
  readonly life: () => Records<Life>;
  readonly nextAt: () => number | undefined;
  advance(request: Advance): Promise<{ now: string; events: number }>;
}

/**
 * Lets the demo live while its clock is moved: on the way the shop sends what was paid, members buy, receive and join.
 * All by the actions that a client calls, one after the other; what happens on a day follows from the demo's seed and the
 * day's number. Accounts that visitors use (the listed ones, and their own) do nothing by themselves.
 */
export class Living {
  readonly #options: LivingOptions;
  #turn: Promise<unknown> = Promise.resolve();
  #moving: Moving | null = null;

  constructor(options: LivingOptions) {
    this.#options = options;
  }

  /** The move that is under way; null while none is. */
  get moving(): Moving | null {
    return this.#moving;
  }

  /** Moves the clock on, scene by scene; one move after the other. */
  move(request: Advance): Promise<{ now: string; events: number; lived: Lived }> {
    const move = this.#turn.then(() => this.#move(request));
    this.#turn = move.catch(() => undefined);
    return move;
  }

  async #move(request: Advance): Promise<{ now: string; events: number; lived: Lived }> {
    const { demo, now, nextAt, advance } = this.#options;
    const lived = nothingLived();
    const target = targetOf(request, now(), nextAt());
    if (demo().state() !== 'complete') return { ...(await advance(request)), lived };
    let events = 0;
    const go = async (ms: number, words: string): Promise<void> => {
      this.#moving = { fromMs, toMs: target, words, lived };
      if (ms <= now()) return;
      events += (await advance({ until: new Date(ms).toISOString() })).events;
    };
    const fromMs = now();
    try {
      const crew = await this.#crew(lived);
      for (const { atMs, words, play, dayNumber, midnightMs } of this.#scenes(crew.life, target)) {
        await go(atMs, '时间在走');
        this.#moving = { fromMs, toMs: target, words, lived };
        await play(crew, dayNumber, midnightMs);
        await crew.keep({ playedUntilMs: atMs, done: [] });
      }
      await go(target, '时间在走');
      return { now: new Date(now()).toISOString(), events, lived };
    } finally {
      this.#moving = null;
    }
  }

  /** Those who live on, as they are kept; at the first move everybody of the history who is not listed. */
  async #crew(lived: Lived): Promise<Crew> {
    const { life, demo, now } = this.#options;
    const records = life();
    const fresh: Life = {
      _id: 'life',
      bornDay: businessDayOf(now()),
      playedUntilMs: now(),
      joined: 0,
      sent: 0,
      // Those of one level join side by side: in whichever order, the same are chosen.
      cast: [...demo().cast()].sort().map((phone) => ({ phone, token: null, signedInAtMs: 0, addressId: null })),
      staffToken: null,
      staffSignedInAtMs: 0,
      open: [],
    };
    return new Crew(this.#options, records, records.get('life') ?? fresh, lived);
  }

  /** What is to be played up to a moment, in order: what a kill left undone comes first, at the time it is by then. */
  *#scenes({ bornDay, playedUntilMs }: Life, untilMs: number) {
    const sinceMs = Math.max(playedUntilMs, this.#options.now() - MADE_UP_FOR_MS);
    for (let day = businessDayOf(sinceMs); startOfBusinessDay(day) <= untilMs; day = addDays(day, 1)) {
      const midnightMs = startOfBusinessDay(day);
      const dayNumber = daysBetween(bornDay as BusinessDay, day);
      for (const scene of SCENES) {
        const atMs = midnightMs + scene.atMs;
        if (atMs > sinceMs && atMs <= untilMs) yield { ...scene, atMs, dayNumber, midnightMs };
      }
    }
  }
}
