import { type BusinessDay, startOfBusinessDay } from '@shared/kernel';
import { Chance } from '../../localcloud/seed/chance';
import { type Crowd, PAGE_SIZE } from './crowd';
import { type InboxDocument, type MemberDocument, waitingGrant } from './live';
import { GOODS, orderOf } from './orders';
import { emptyWalletOf, memberOf } from './people';
import { type Engine, insert } from './shop';

/** What happens to a crowd on one day. */
interface DayPlan {
  /** Of a thousand members, how many have an order that settles, and how many newcomers there are. */
  readonly settlePerThousand: number;
  readonly joinPerThousand: number;
}

/** What the day brings, counted. */
export interface DayCounts {
  readonly orders: number;
  readonly joins: number;
}

/** The days of a shop, written one at a time before each is closed. */
export class Days {
  readonly #engine: Engine;
  readonly #crowd: Crowd;
  readonly #plan: DayPlan;
  /** Numbers of the next order and the next member. */
  #nextOrder: number;
  #nextMember: number;

  constructor(engine: Engine, crowd: Crowd, plan: DayPlan) {
    this.#engine = engine;
    this.#crowd = crowd;
    this.#plan = plan;
    this.#nextOrder = crowd.release.orders;
    this.#nextMember = crowd.members;
  }

  /** Orders whose return window ends in the quarter of an hour before `dueBeforeMs`, and those who join on the day. */
  async write(day: BusinessDay, dueBeforeMs: number): Promise<DayCounts> {
    const { members } = this.#crowd;
    const chance = new Chance(this.#nextOrder);
    const orders = Math.ceil((members * this.#plan.settlePerThousand) / 1000);
    const joins = Math.ceil((members * this.#plan.joinPerThousand) / 1000);
    await this.#writeOrders(orders, chance, dueBeforeMs);
    await this.#writeJoins(joins, chance, day);
    return { orders, joins };
  }

  async #writeOrders(count: number, chance: Chance, dueBeforeMs: number): Promise<void> {
    for (let written = 0; written < count; written += PAGE_SIZE) {
      const some = Array.from({ length: Math.min(PAGE_SIZE, count - written) }, () => {
        this.#nextOrder += 1;
        const dueAtMs = dueBeforeMs - 1 - chance.below(900_000);
        return orderOf(this.#nextOrder, chance.below(this.#crowd.members), chance.pick(GOODS), dueAtMs);
      });
      await insert(this.#engine, 'orders', some);
    }
  }

  async #writeJoins(count: number, chance: Chance, day: BusinessDay): Promise<void> {
    const joinedAtMs = startOfBusinessDay(day) + 1;
    const members = Array.from({ length: count }, () => {
      const referrer = chance.below(this.#crowd.members);
      const number = this.#nextMember++;
      const depth = this.#crowd.release.depth[referrer]! + 1;
      return { number, member: memberOf({ number, referrer, depth, pageId: null, joinDay: day, joinedAtMs }) };
    });
    if (count === 0) return;
    await insert(
      this.#engine,
      'members',
      members.map(({ member }) => member),
    );
    await insert(
      this.#engine,
      'wallets',
      members.map(({ number }) => emptyWalletOf(number)),
    );
    await insert(
      this.#engine,
      'inbox',
      members.map(({ member }) => joinItemOf(member)),
    );
  }
}

const joinItemOf = ({ _id, joinDay, joinedAtMs, referrerId, depth }: MemberDocument): InboxDocument =>
  waitingGrant({
    _id: `join:${_id}`,
    kind: 'join',
    memberId: _id,
    day: joinDay,
    atMs: joinedAtMs,
    referrerId,
    depth,
  });
