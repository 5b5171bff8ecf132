// Plays a history: calls of many people one after another, some held between two of their steps while others do their
// whole work, some killed there and made again.

import { actionNamed } from '@shared/contract';
import * as fc from 'fast-check';
import type { AfterSalesDocument, OrderDocument } from '../../../cloudfunctions/_store/documents';
import { all } from '../books';
import type { Bazaar } from './bazaar';
import { type Call, Chance, isTooSlow, make } from './calls';
import { STEPS } from './steps';
import { faultsAtAnyTime, faultsAtTheEnd, type Ways } from './wholeness';

/** What misbehaves while one step is made. */
const MISCHIEF = {
  none: {},
  'notices come four times at once': { payCallback: { repeat: 3, isConcurrent: true } },
  'notices are lost': { payCallback: { isLost: true }, refundCallback: { isLost: true } },
  'notices are late': { payCallback: { delayMs: 3_600_000 }, refundCallback: { delayMs: 3_600_000, repeat: 1 } },
  'the cashier fails once': { failNext: { unifiedOrder: 1, refund: 1, closeOrder: 1, queryOrder: 1 } },
  'the cashier does not answer once': { silentNext: { unifiedOrder: 1, refund: 1, closeOrder: 1 } },
} as const;
type Mischief = keyof typeof MISCHIEF;

/** How a step meets another: alone, with another at its seam, killed there, or made twice at once. */
type Meeting =
  | { readonly is: 'alone' }
  | { readonly is: 'twice' }
  | { readonly is: 'killed'; readonly seam: number }
  | { readonly is: 'beside'; readonly seam: number; readonly other: number; readonly numbers: readonly number[] };

/** One step of a history. */
export interface Moment {
  /** Which of the steps that are possible then. */
  readonly draw: number;
  readonly numbers: readonly number[];
  readonly meeting: Meeting;
  readonly mischief: Mischief;
}

const numbers = fc.array(fc.noBias(fc.nat(10_000)), { minLength: 6, maxLength: 6 });
// Without a bias to small numbers: they name steps, and none of those is simpler than another.
const draw = fc.noBias(fc.nat(1_000_000));
const seamNo = fc.integer({ min: 1, max: 14 });

/** Histories by chance; a shorter one is simpler, and so is one in which nobody meets and nothing misbehaves. */
export const histories = (most: number): fc.Arbitrary<Moment[]> =>
  fc.array(
    fc.record({
      draw,
      numbers,
      meeting: fc.oneof(
        // Whoever is killed begins anew: that takes long.
        { weight: 16, arbitrary: fc.constant<Meeting>({ is: 'alone' }) },
        { weight: 3, arbitrary: fc.constant<Meeting>({ is: 'twice' }) },
        { weight: 1, arbitrary: fc.record({ is: fc.constant('killed' as const), seam: seamNo }) },
        {
          weight: 3,
          arbitrary: fc.record({ is: fc.constant('beside' as const), seam: seamNo, other: draw, numbers }),
        },
      ),
      mischief: fc.oneof(
        { weight: 8, arbitrary: fc.constant<Mischief>('none') },
        ...(Object.keys(MISCHIEF) as Mischief[]).map((one) => ({ weight: 1, arbitrary: fc.constant(one) })),
      ),
    }),
    { minLength: Math.ceil((most * 3) / 4), maxLength: most, size: 'max' },
  );

/** What was tried, and which ways through the machines were gone: over many histories. */
export interface Tally {
  readonly steps: Map<string, { done: number; refused: number }>;
  readonly refusals: Map<string, number>;
  readonly ways: Ways;
}
export const newTally = (): Tally => ({ steps: new Map(), refusals: new Map(), ways: new Map() });

class Player {
  #request = 0;
  readonly faults: string[] = [];
  /** What was done, for who looks into a failure. */
  readonly told: string[] = [];
  constructor(
    readonly bazaar: Bazaar,
    readonly tally: Tally,
  ) {}

  /** One of the calls that can be made now, the likelier ones more often. */
  ready(drawn: number, numbers: readonly number[]): readonly [name: string, call: Call] {
    this.#request += 1;
    const requestId = `history-${String(this.#request).padStart(6, '0')}`;
    const possible = Object.entries(STEPS).flatMap(([name, [weight, step]]) => {
      const call = step(this.bazaar, new Chance(numbers), requestId);
      return call ? [{ name, weight, call }] : [];
    });
    let left = drawn % possible.reduce((sum, { weight }) => sum + weight, 0);
    for (const { name, weight, call } of possible) {
      left -= weight;
      if (left < 0) return [name, call];
    }
    throw new Error('something can always be done');
  }

  /** Makes a call. Whatever it answers is in the contract, unless its worker was killed. */
  async make(name: string, call: Call, isKilled = false): Promise<void> {
    let reply = await make(this.bazaar, call);
    for (let times = 0; times < 4 && isTooSlow(this.bazaar.world, reply); times += 1)
      reply = await make(this.bazaar, call);
    const told = this.tally.steps.get(name) ?? { done: 0, refused: 0 };
    this.tally.steps.set(name, told);
    if (reply.ok) told.done += 1;
    else {
      told.refused += 1;
      this.tally.refusals.set(reply.code, (this.tally.refusals.get(reply.code) ?? 0) + 1);
      const known = [...(actionNamed(call.action)?.refusals ?? []), 'pay/impossible', 'request/inProgress'];
      if (!isKilled && !(known as string[]).includes(reply.code) && call.action !== 'payCallback')
        this.faults.push(
          `${name}: ${reply.code} ${reply.message} ${JSON.stringify(call.input)}`,
          ...this.bazaar.world.cloud.logs().slice(-3),
        );
    }
  }

  async play({ draw: drawn, numbers: some, meeting, mischief }: Moment): Promise<void> {
    const { world, seam } = this.bazaar;
    const [name, call] = this.ready(drawn, some);
    this.told.push(`${name} ${JSON.stringify(call.input)}, ${meeting.is}, ${mischief}`);
    world.cloud.setFaults(MISCHIEF[mischief]);
    if (meeting.is === 'alone') await this.make(name, call);
    else if (meeting.is === 'twice') await Promise.all([this.make(name, call), this.make(name, call)]);
    else await this.#meet(name, call, meeting);
    seam.open();
    world.cloud.setFaults({});
    this.faults.push(...faultsAtAnyTime(world));
  }

  async #meet(name: string, call: Call, meeting: Extract<Meeting, { seam: number }>): Promise<void> {
    const { world, seam } = this.bazaar;
    const held = seam.holdStep(meeting.seam);
    const running = this.make(name, call, meeting.is === 'killed');
    const isHeld = await Promise.race([held.reached.then(() => true), running.then(() => false)]);
    if (!isHeld) return;
    if (meeting.is === 'killed') {
      world.cloud.killWorker();
      held.release();
      await running;
      await this.make(name, call);
      return;
    }
    // Whoever has written in a transaction would only be waited for.
    const [otherName, other] = this.ready(meeting.other, meeting.numbers);
    if (!held.isLocking() && !isOfTime(call) && !isOfTime(other)) {
      this.told.push(`  beside, at ${meeting.seam}: ${otherName} ${JSON.stringify(other.input)}`);
      await this.make(otherName, other);
    }
    held.release();
    await running;
  }
}

/** Moving the clock waits for all that is under way: nobody is held meanwhile. */
const isOfTime = ({ action }: Call): boolean =>
  action === 'advance' || action === 'settlement' || action === 'dailyClose' || action === 'pay';

/** What those who work in the shop do at last: they send what is paid, decide what is asked of them. */
async function finish(bazaar: Bazaar): Promise<void> {
  const { world } = bazaar;
  const [first] = world.admins;
  for (let day = 0; day < 9; day += 1) {
    await world.advance('1d');
    for (const order of all<OrderDocument>(world, 'orders')) {
      const { _id: orderId, state, kind, topUps = [], isPlaced, isRefundPending } = order;
      if (!isPlaced || state !== 'paid' || isRefundPending) continue;
      for (const { state: at, skuId } of topUps)
        if (at === 'asked')
          await world.cloud.call('admin.judgeTopUp', { orderId, skuId, as: 'failed', reason: '没有充' }, first);
      if (kind === 'delivered')
        await world.cloud.call(
          'admin.ship',
          { orderId, carrier: '中通', trackingNo: `ZT${orderId.slice(-10)}${day}` },
          first,
        );
    }
    for (const one of all<AfterSalesDocument>(world, 'afterSales'))
      if (one.state === 'arbitration')
        await world.cloud.call(
          'admin.decideAfterSales',
          { caseId: one._id, decision: { for: 'shop' }, words: '维持' },
          first,
        );
    await world.cloud.trigger('settlement');
    await world.advance('20m');
    await world.cloud.trigger('settlement');
    await world.cloud.trigger('dailyClose');
  }
  await world.advance('1m');
}

/** Plays one history in a shop made anew. @returns what did not hold, first in time first. */
export async function faultsOf(bazaar: Bazaar, history: readonly Moment[], tally: Tally): Promise<string[]> {
  await bazaar.again();
  const player = new Player(bazaar, tally);
  for (const moment of history) {
    await player.play(moment);
    if (player.faults.length > 0) return [...player.faults, ...player.told];
  }
  await finish(bazaar);
  const faults = faultsAtTheEnd(bazaar.world, tally.ways);
  return faults.length > 0 ? [...faults, ...player.told] : [];
}
