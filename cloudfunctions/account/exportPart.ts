import type { ExportPart } from '@shared/contract';
import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { asOf } from '../_collectibles/offers';
import { wholeAnswer } from '../_orders/answers';
import type { Collection, Keys, Stored } from '../_platform/collection';
import { unseal } from '../_platform/phone';
import {
  addresses,
  afterSales,
  applications,
  drawEntries,
  editions,
  favourites,
  heldCoupons,
  holdings,
  lines,
  messages,
  orders,
  payees,
  reviews,
  saidInThreads,
  threads,
  vouchers,
  withdrawals,
} from '../_store/collections';
import type { MemberDocument, OrderDocument, PayeeDocument } from '../_store/documents';
import type { ApplicationDocument } from '../_store/documents/applications';
import type { EditionDocument } from '../_store/documents/collectibles';
import { listPage } from '../_store/lists';

const AT_ONCE = 50;
/** Of what was said in one thread, the newest. */
const MOST_SAID = 200;

type Row = Record<string, unknown>;

/** What a list of one's own is asked by, and what of its documents is one's own. */
interface Part {
  readonly collection: Collection<Stored & { readonly memberId: string }>;
  readonly keys: Keys;
  readonly types: readonly ('number' | 'string')[];
  readonly fields: readonly string[];
  readonly condition?: Row;
  /** By which field it is one's own, where that is another than `memberId`. */
  readonly owner?: 'ownerId';
  readonly show?: (row: never) => Row | Promise<Row>;
}

const newest = (field: string): Pick<Part, 'keys' | 'types'> => ({
  keys: [
    [field, 'desc'],
    ['_id', 'desc'],
  ],
  types: ['number', 'string'],
});
const byId: Pick<Part, 'keys' | 'types'> = { keys: [['_id', 'asc']], types: ['string'] };

/** Lines and phones of an order as its buyer knows them: what its goods cost the platform is not the buyer's. */
function orderRow({ address, answers, lines: bought = [], ...order }: Partial<OrderDocument>): Row {
  return {
    ...order,
    lines: bought.map(({ costFen: _cost, ...line }) => line),
    address: address && { ...address, phoneSealed: undefined, phone: unseal(address.phoneSealed) },
    answers: answers?.map((answer) => ({ label: answer.label, answer: wholeAnswer(answer) })),
  };
}

/** A thread with what was said in it; of a shop, not who answered for it. */
async function threadRow({ _id, shopName }: { _id: string; shopName: string }): Promise<Row> {
  const said = await saidInThreads.find(
    { threadId: _id },
    { orderBy: [['no', 'desc']], limit: MOST_SAID, fields: { by: true, words: true, pictures: true, atMs: true } },
  );
  return { shopName, said: said.map(({ by, words, pictures, atMs }) => ({ by, words, pictures, atMs })) };
}

/** An edition as it is now; of an offer until when it is open, and nothing that stands for its code. */
function editionRow({ offer, ...edition }: EditionDocument): Row {
  const { state, offer: open } = asOf({ ...edition, offer }, Date.now());
  return { ...edition, _id: undefined, state, offeredUntilMs: open?.untilMs };
}

const addressRow = ({ phoneSealed, ...address }: { phoneSealed: string }): Row => ({
  ...address,
  phone: unseal(phoneSealed),
});

const PARTS: Readonly<Record<Exclude<ExportPart, 'profile'>, Part>> = {
  addresses: {
    collection: addresses as never,
    ...byId,
    fields: ['name', 'phoneSealed', 'region', 'detail', 'label', 'isDefault', 'savedAtMs'],
    show: addressRow as never,
  },
  orders: {
    collection: orders as never,
    ...newest('placedAtMs'),
    condition: { isPlaced: true },
    fields: [
      ...['orderNo', 'shopName', 'kind', 'state', 'placedAtMs', 'paidAtMs', 'shippedAtMs', 'receivedAtMs'],
      ...[
        'settledAtMs',
        'lines',
        'goodsFen',
        'freightFen',
        'reducedFen',
        'priceChanges',
        'couponFen',
        'spendableCents',
        'stableCents',
        'balanceFen',
        'cashFen',
      ],
      ...['address', 'note', 'answers', 'invoice', 'parcels', 'grants', 'notCounted', 'counted'],
    ],
    show: orderRow as never,
  },
  cases: {
    collection: afterSales as never,
    ...newest('askedAtMs'),
    fields: [
      'orderNo',
      'shopName',
      'kind',
      'state',
      'lines',
      'reason',
      'words',
      'pictures',
      'askedAtMs',
      'changedAtMs',
    ],
  },
  vouchers: {
    collection: vouchers as never,
    keys: [
      ['issuedAtMs', 'desc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
    fields: [
      'orderNo',
      'shopName',
      'title',
      'label',
      'pieces',
      'fromMs',
      'untilMs',
      'state',
      'issuedAtMs',
      'redeemedPieces',
      'visit',
    ],
  },
  coupons: {
    collection: heldCoupons as never,
    ...byId,
    fields: [
      'name',
      'worth',
      'fromFen',
      'scopeWords',
      'takenAtMs',
      'fromMs',
      'untilMs',
      'state',
      'usedAtMs',
      'orderId',
    ],
  },
  statement: {
    collection: lines as never,
    keys: [
      ['day', 'desc'],
      ['atMs', 'desc'],
      // As a statement stands: of one moment what came before what went.
      ['units', 'asc'],
      ['_id', 'desc'],
    ],
    types: ['string', 'number', 'number', 'string'],
    fields: ['kind', 'asset', 'units', 'day', 'atMs', 'orderNo', 'plan', 'version', 'note'],
  },
  withdrawals: {
    collection: withdrawals as never,
    ...newest('atMs'),
    fields: ['state', 'atMs', 'amountFen', 'feeFen', 'arrivesFen', 'taxFen', 'endedAtMs', 'why'],
  },
  editions: {
    collection: editions as never,
    ...newest('heldSinceMs'),
    owner: 'ownerId',
    fields: ['seriesId', 'number', 'state', 'holder', 'heldSinceMs', 'collected', 'paid', 'listing', 'steps', 'offer'],
    show: editionRow as never,
  },
  draws: { collection: drawEntries as never, ...newest('atMs'), fields: ['seriesId', 'holder', 'atMs'] },
  holdings: {
    collection: holdings as never,
    ...newest('atMs'),
    fields: ['microPoints', 'day', 'state', 'atMs', 'lockedDay', 'answer', 'releasedAtMs', 'tellsBalances', 'file'],
  },
  reviews: {
    collection: reviews as never,
    ...newest('atMs'),
    fields: ['orderNo', 'shopName', 'title', 'stars', 'words', 'picturesWanted', 'atMs', 'added', 'answer', 'hidden'],
  },
  messages: {
    collection: messages as never,
    ...newest('atMs'),
    fields: ['kind', 'title', 'words', 'atMs', 'isRead'],
  },
  favourites: { collection: favourites as never, ...newest('savedAtMs'), fields: ['goodsId', 'savedAtMs'] },
  threads: { collection: threads as never, ...byId, fields: ['shopName'], show: threadRow as never },
};

/** Who is paid when one draws cash, as it was given. */
const payeeRow = ({ nameSealed, numberSealed, consentedAtMs }: PayeeDocument): Row => ({
  name: unseal(nameSealed),
  number: numberSealed === '' ? '' : unseal(numberSealed),
  consentedAtMs,
});

/** An application for a shop, with what was given for it. */
const applicationRow = ({
  shopName,
  contactName,
  phoneSealed,
  words,
  licences,
  state,
  atMs,
}: ApplicationDocument): Row => ({
  shopName,
  contactName,
  phone: phoneSealed === '' ? '' : unseal(phoneSealed),
  words,
  licences,
  state,
  atMs,
});

async function profileRow(member: MemberDocument): Promise<Row> {
  const [payee, [application]] = await Promise.all([
    payees.get(member._id),
    applications.find({ memberId: member._id }, { limit: 1 }),
  ]);
  return {
    memberId: member._id,
    phone: unseal(member.phoneSealed),
    nickname: member.nickname,
    avatar: member.avatar?.fileId ?? null,
    joinDay: member.joinDay,
    joinedAtMs: member.joinedAtMs,
    inviteCode: member.inviteCode,
    roles: member.roles,
    shopId: member.shopId,
    acceptedRules: member.accepted,
    agreedTerms: member.agreed ?? {},
    payee: payee && payeeRow(payee),
    application: application && applicationRow(application),
  };
}

/** What is not there is left out: JSON knows no undefined. */
const plain = (row: Row): Row => JSON.parse(JSON.stringify(row)) as Row;

export const exportPart: Handler<'account.exportPart'> = async ({ part, cursor }, { member }) => {
  if (part === 'profile')
    return cursor ? refuse('cursor/invalid') : done({ rows: [plain(await profileRow(member))], next: null });
  const { collection, keys, types, fields, condition, owner = 'memberId', show } = PARTS[part];
  const page = await listPage(
    collection,
    { cursor, limit: AT_ONCE },
    {
      name: `account.exportPart.${part}`,
      condition: { [owner]: member._id, ...condition },
      keys,
      types,
      fields: Object.fromEntries(fields.map((field) => [field, true])),
    },
  );
  if (!page.ok) return page;
  const rows: Row[] = [];
  for (const document of page.value.found) {
    const { _id, ...row } = document as unknown as Row;
    rows.push(plain(show ? await show((part === 'threads' ? document : row) as never) : row));
  }
  return done({ rows, next: page.value.next });
};
