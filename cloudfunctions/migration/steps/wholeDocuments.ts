import { releaseSchema } from '@shared/plans';
import { finishBatch } from '../../_books/finish';
import { readMember } from '../../_books/member';
import { dayStates, orders, planVersions, wallets } from '../../_store/collections';
import { DAY_STATE_ID } from '../../_store/dayState';
import type { OrderDocument, WalletDocument } from '../../_store/documents';
import type { DayStateDocument } from '../../_store/documents/platform';
import { forEach, pass, type Step } from '../step';

/** Fields that older documents lack. */
type Older<T, K extends keyof T> = Omit<T, K> & Partial<Pick<T, K>>;
type OlderWallet = Older<WalletDocument, 'quotaGrantedFen' | 'weightGrantedMicroShares' | 'levels'>;
type OlderOrder = Older<OrderDocument, 'prepaidAtMs' | 'refundSentAtMs' | 'askedAtMs'>;
type OlderDayState = Older<DayStateDocument, 'isSealing' | 'plansRevision'>;

const BY_PLACING = [
  ['placedAtMs', 'desc'],
  ['_id', 'desc'],
] as const;

/** Bounds of the release tiers by version, each read once. */
class Tiers {
  readonly #read = new Map<number, Promise<readonly number[]>>();

  of(version: number): Promise<readonly number[]> {
    const known = this.#read.get(version) ?? this.#ask(version);
    this.#read.set(version, known);
    return known;
  }

  async #ask(version: number): Promise<readonly number[]> {
    const found = await planVersions.get(`release:${version}`);
    return found ? releaseSchema.parse(found.text).tiers.map(({ from }) => from) : [];
  }
}

/** The tier that an order reaches now, under the version by which it settled (rules §4, §5); 0 for none. */
async function levelOf({ grants, reversals }: OrderDocument, tiers: Tiers): Promise<number> {
  const last = reversals?.at(-1);
  if (last) return last.level;
  const grant = grants.find(({ plan }) => plan === 'release');
  return grant ? (await tiers.of(grant.version)).filter((from) => from <= grant.countedFen).length : 0;
}

/** How many of a member's orders reach each tier. */
async function levelsOf(memberId: string, tiers: Tiers): Promise<number[]> {
  const levels: number[] = [];
  const fields = { grants: true, reversals: true };
  for await (const order of orders.walk({ memberId }, { keys: BY_PLACING, fields })) {
    const level = await levelOf(order, tiers);
    while (levels.length < level) levels.push(0);
    if (level > 0) levels[level - 1]! += 1;
  }
  return levels;
}

/** What a wallet lacks. What was ever granted is no less than what is held: that stands for it. */
async function complete(wallet: OlderWallet, tiers: Tiers): Promise<void> {
  const changes: Record<string, unknown> = {};
  if (wallet.quotaGrantedFen === undefined || wallet.weightGrantedMicroShares === undefined) {
    const { member } = (await readMember(wallet._id)) ?? {};
    changes.quotaGrantedFen = member ? member.quota + member.quotaToday : 0;
    changes.weightGrantedMicroShares = member ? member.weight + member.weightToday : 0;
  }
  // Also where they are kept: counted on from an older wallet they were not all there.
  const levels = wallet.level > 0 ? await levelsOf(wallet._id, tiers) : [];
  const isOther = wallet.levels?.join() !== levels.join();
  if (wallet.levels === undefined || (wallet.level > 0 && isOther)) changes.levels = levels;
  if (Object.keys(changes).length > 0) await wallets.change(wallet._id, changes);
}

/**
 * An order of before the marks may have been given to the cashier, and its refund too: it is marked as if it had been,
 * at the earliest moment, so that the cashier is asked.
 */
async function mark(order: OlderOrder): Promise<void> {
  const changes: Record<string, unknown> = {};
  if (order.prepaidAtMs === undefined) changes.prepaidAtMs = order.cashFen > 0 ? order.placedAtMs : null;
  if (order.askedAtMs === undefined && order.state === 'awaitingPayment') changes.askedAtMs = 0;
  if (order.refundSentAtMs === undefined)
    changes.refundSentAtMs = order.state === 'refunding' ? order.changedAtMs : null;
  if (Object.keys(changes).length > 0) await orders.change(order._id, changes);
}

/** Documents of before some fields were kept get them, so that no code asks whether they are there. */
export const wholeDocuments: Step = {
  to: 4,
  name: 'documents',
  async passes() {
    // What a batch left to be written would come over what is written here.
    await finishBatch();
    const state = (await dayStates.get(DAY_STATE_ID)) as OlderDayState | null;
    if (state && (state.isSealing === undefined || state.plansRevision === undefined))
      await dayStates.change(DAY_STATE_ID, {
        isSealing: state.isSealing ?? false,
        plansRevision: state.plansRevision ?? 0,
      });
    const tiers = new Tiers();
    return [
      pass(
        wallets,
        { quotaGrantedFen: true, weightGrantedMicroShares: true, levels: true, level: true },
        (found: readonly OlderWallet[]) => forEach(found, (wallet) => complete(wallet, tiers)),
      ),
      pass(
        orders,
        {
          prepaidAtMs: true,
          askedAtMs: true,
          refundSentAtMs: true,
          cashFen: true,
          placedAtMs: true,
          changedAtMs: true,
          state: true,
        },
        (found: readonly OlderOrder[]) => forEach(found, mark),
      ),
    ];
  },
};
