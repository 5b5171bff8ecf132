import type { GoodsKind, Me } from '@shared/contract';
import { businessDayOf } from '@shared/kernel';
import type { OrderState } from '@shared/machines';
import { PLAN_KINDS } from '@shared/plans';
import { readMember } from '../_actions/identity';
import { documentOf, type Join, type Joined } from '../_actions/joins';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { closeShown } from '../_books/closesRead';
import { extentOf } from '../_books/pages/downline';
import { readPlatformNow } from '../_books/platformNow';
import { plansOn } from '../_plans/plans';
import { rankName } from '../_plans/ranks';
import { addresses, carts, messages, orders, shops } from '../_store/collections';
import type { CartDocument, MemberDocument, ShopDocument } from '../_store/documents';

/** How many orders wait for what, counted by the database. */
interface Waiting {
  readonly state: OrderState;
  readonly isRefundPending: boolean;
  readonly kind: GoodsKind;
  readonly orders: number;
}

const isOfCaller = { $expr: { $eq: ['$memberId', '$$memberId'] } };

const waitingJoin: Join<readonly Waiting[]> = {
  lookup: {
    from: orders.name,
    let: { memberId: '$memberId' },
    pipeline: [
      { $match: { ...isOfCaller, isPlaced: true, state: { $in: ['awaitingPayment', 'paid', 'shipped', 'received'] } } },
      {
        $group: {
          _id: { state: '$state', isRefundPending: '$isRefundPending', kind: '$kind' },
          orders: { $sum: 1 },
        },
      },
      {
        $project: {
          _id: false,
          state: '$_id.state',
          isRefundPending: '$_id.isRefundPending',
          kind: '$_id.kind',
          orders: true,
        },
      },
    ],
  },
  read: (found) => found as readonly Waiting[],
};

const addressCountJoin: Join<number> = {
  lookup: {
    from: addresses.name,
    let: { memberId: '$memberId' },
    pipeline: [{ $match: isOfCaller }, { $count: 'addresses' }],
  },
  read: (found) => (found[0] as { addresses: number } | undefined)?.addresses ?? 0,
};

/** More than so many are not counted: a dot is a dot. */
const MOST_UNREAD = 99;
const unreadJoin: Join<number> = {
  lookup: {
    from: messages.name,
    let: { memberId: '$memberId' },
    pipeline: [{ $match: { ...isOfCaller, isRead: false } }, { $limit: MOST_UNREAD }, { $count: 'messages' }],
  },
  read: (found) => (found[0] as { messages: number } | undefined)?.messages ?? 0,
};

const shopJoin: Join<ShopDocument | null> = {
  lookup: { from: shops.name, localField: 'member.shopId', foreignField: '_id' },
  read: documentOf<ShopDocument>(shops.name).read,
};

const [walletJoin, figuresJoin] = balancesJoins;

/** All that a member sees of himself besides what holds for everybody: it comes with the member. */
export const meJoins = [
  walletJoin,
  figuresJoin,
  documentOf<CartDocument>(carts.name),
  shopJoin,
  addressCountJoin,
  waitingJoin,
  unreadJoin,
] as const;

/** An order whose refund is asked for waits for that alone. */
function waitingCounts(rows: readonly Waiting[]) {
  const count = (isOne: (row: Waiting) => boolean) => rows.reduce((sum, row) => sum + (isOne(row) ? row.orders : 0), 0);
  const isWaiting = (row: Waiting, state: OrderState) => row.state === state && !row.isRefundPending;
  const waiting = (state: OrderState) => count((row) => isWaiting(row, state));
  const paid = (...kinds: GoodsKind[]) => count((row) => isWaiting(row, 'paid') && kinds.includes(row.kind));
  return {
    awaitingPayment: waiting('awaitingPayment'),
    paid: paid('delivered'),
    toUse: paid('voucher', 'stay'),
    shipped: waiting('shipped'),
    refunding: count(({ isRefundPending }) => isRefundPending),
  };
}

/** What holds for everybody, as a member's own page shows it. */
async function readCommon() {
  const [platform, plans] = await Promise.all([readPlatformNow(), plansOn(businessDayOf(Date.now()))]);
  return { platform, plans };
}

/** All that a member sees of himself, after something was done. */
export async function readMe(memberId: string): Promise<Me> {
  const [{ member, joined }, common] = await Promise.all([readMember(memberId, meJoins), readCommon()]);
  return meOf(member, joined, common);
}

/** All that a member sees of himself, of what came with the member. */
export const meFrom = async (member: MemberDocument, joined: Joined<typeof meJoins>): Promise<Me> =>
  meOf(member, joined, await readCommon());

async function meOf(
  member: MemberDocument,
  [wallet, figures, cart, shop, addressCount, waiting, unread]: Joined<typeof meJoins>,
  { platform, plans }: Awaited<ReturnType<typeof readCommon>>,
): Promise<Me> {
  const balances = await balancesJoined(member, [wallet, figures]);
  const downline = await extentOf(balances.figures, platform.lastPageId);
  const rank = balances.figures?.rank ?? 0;
  return {
    memberId: member._id,
    nickname: member.nickname,
    avatar: member.avatar ? { picture: member.avatar.fileId, state: member.avatar.state } : null,
    phoneMasked: member.phoneMasked,
    joinDay: member.joinDay,
    roles: [...member.roles],
    shop: shop ? { shopId: shop._id, name: shop.name } : null,
    inviteCode: member.inviteCode,
    level: balances.wallet.level,
    levelFromFen: balances.wallet.levelFromFen,
    rank,
    rankName: rankName(rank),
    accepted: PLAN_KINDS.flatMap((plan) => {
      const last = member.accepted[plan]?.at(-1);
      return last ? [{ plan, ...last }] : [];
    }),
    plansInForce: PLAN_KINDS.flatMap((plan) => {
      const inForce = plans[plan];
      return inForce ? [{ plan, version: inForce.version }] : [];
    }),
    counts: {
      cart: cart?.lines.reduce((sum, line) => sum + line.quantity, 0) ?? 0,
      ...waitingCounts(waiting),
      team: downline.count,
      addresses: addressCount,
      messages: unread,
    },
    wallet: {
      spendableCents: balances.spendableCents,
      cashFen: balances.cashFen,
      stableCents: balances.wallet.stableCents,
    },
    lastClose: closeShown(platform.close),
    blocked: member.blockedAtMs ? { atMs: member.blockedAtMs, reason: member.blockedBy?.reason ?? '' } : null,
    isDemo: platform.settings.isDemo,
  };
}
