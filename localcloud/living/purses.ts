import { Chance } from '../seed/chance';
import type { Crew } from './crew';
import { chanceOf } from './shopping';

/** So many are looked at for each act, until one has what it takes. */
const LOOKED_AT = 6;
/** What is done by the way is worth so much at least. */
const LEAST_MICRO_POINTS = 1_000_000;
const LEAST_CENTS = 1_000;
/** Round sums are drawn: tens of yuan. */
const ROUND_FEN = 1_000;
const MOST_CONFIRMED = 20;
const MOST_SHOPS = 50;
const MOST_HOLDERS = 200;

/** What one member does: with so much of a hundred of what there is. @returns null where there is nothing to do it with. */
type Deal = (crew: Crew, phone: string, key: string, percent: number) => Promise<unknown>;

const partOf = (all: number, percent: number): number => Math.floor((all * percent) / 100);

/** Sells appreciating points for cash. */
const sell: Deal = async (crew, phone, key, percent) => {
  const held = await crew.as(phone, 'wallet.previewSale', {});
  const microPoints = partOf(held?.mostMicroPoints ?? 0, percent);
  if (microPoints < LEAST_MICRO_POINTS) return null;
  const figures = (await crew.as(phone, 'wallet.previewSale', { microPoints }))?.figures;
  const payPassword = figures && (await crew.payPasswordOf(phone));
  if (!payPassword) return null;
  const { payoutFen: quotedFen } = figures;
  return crew.commit(key, phone, 'wallet.sell', { microPoints, quotedFen, payPassword, requestId: key });
};

/** Exchanges appreciating points for stable ones, to pay in shops. */
const exchange: Deal = async (crew, phone, key, percent) => {
  const held = await crew.as(phone, 'wallet.previewExchange', {});
  const microPoints = partOf(held?.mostMicroPoints ?? 0, percent);
  if (microPoints < LEAST_MICRO_POINTS) return null;
  const figures = (await crew.as(phone, 'wallet.previewExchange', { microPoints }))?.figures;
  const payPassword = figures && (await crew.payPasswordOf(phone));
  if (!payPassword) return null;
  const { issuedCents: quotedCents } = figures;
  return crew.commit(key, phone, 'wallet.exchange', { microPoints, quotedCents, payPassword, requestId: key });
};

/** Pays at the till of a shop that takes stable points, its own never. */
const pay: Deal = async (crew, phone, key, percent) => {
  const amountCents = partOf((await crew.as(phone, 'wallet.view', {}))?.stableCents ?? 0, percent);
  if (amountCents < LEAST_CENTS) return null;
  const takers = crew.ground.engine.find('shops', { takesStable: true }, { sort: { _id: 1 }, limit: MOST_SHOPS });
  const shopId = takers[percent % Math.max(takers.length, 1)]?._id;
  const payPassword = shopId === undefined ? null : await crew.payPasswordOf(phone);
  if (!payPassword) return null;
  const input = { payee: { shopId: String(shopId) }, amountCents, note: '', payPassword, requestId: key };
  return crew.commit(key, phone, 'wallet.payMerchant', input);
};

/** Draws cash that has been there for long enough. */
const draw: Deal = async (crew, phone, key, percent) => {
  const seen = await crew.as(phone, 'wallet.viewWithdraw', {});
  if (!seen) return null;
  const amountFen = partOf(seen.mostFen, percent) - (partOf(seen.mostFen, percent) % ROUND_FEN);
  if (amountFen < Math.max(seen.minFen, ROUND_FEN)) return null;
  const name = (await crew.addressOf(phone))?.name;
  if (seen.needs !== 'nothing' && !seen.payee && name)
    await crew.as(phone, 'wallet.saveRecipient', { name, consents: true, requestId: `${key}-payee` });
  const payPassword = await crew.payPasswordOf(phone);
  if (!payPassword) return null;
  return crew.commit(key, phone, 'wallet.withdraw', { amountFen, payPassword, requestId: key });
};

/** A shop turns the stable points that it took into appreciating ones. */
const redeem: Deal = async (crew, phone, key, percent) => {
  const cents = partOf((await crew.as(phone, 'merchant.viewPoints', {}))?.stableCents ?? 0, percent);
  if (cents < LEAST_CENTS) return null;
  const figures = (await crew.as(phone, 'merchant.previewRedemption', { cents }))?.figures;
  const payPassword = figures && (await crew.payPasswordOf(phone));
  if (!payPassword) return null;
  const { microPoints: quotedMicroPoints } = figures;
  return crew.commit(key, phone, 'merchant.redeemStable', { cents, quotedMicroPoints, payPassword, requestId: key });
};

/** A shop sells its appreciating points to the platform. */
const sellOfShop: Deal = async (crew, phone, key, percent) => {
  const microPoints = partOf((await crew.as(phone, 'merchant.viewPoints', {}))?.microPoints ?? 0, percent);
  if (microPoints < LEAST_MICRO_POINTS) return null;
  const figures = (await crew.as(phone, 'merchant.previewSale', { microPoints }))?.figures;
  const payPassword = figures && (await crew.payPasswordOf(phone));
  if (!payPassword) return null;
  const { payoutFen: quotedFen } = figures;
  return crew.commit(key, phone, 'merchant.sellPoints', { microPoints, quotedFen, payPassword, requestId: key });
};

/** A day's dealings, in this order: what one gives another one may take. */
const DEALS: readonly { readonly deal: Deal; readonly of: 'anybody' | 'holders' | 'owners' }[] = [
  { deal: sell, of: 'anybody' },
  { deal: exchange, of: 'anybody' },
  { deal: pay, of: 'holders' },
  { deal: pay, of: 'holders' },
  { deal: redeem, of: 'owners' },
  { deal: sellOfShop, of: 'owners' },
  { deal: draw, of: 'anybody' },
  { deal: draw, of: 'anybody' },
];

const someOf = (chance: Chance, all: readonly string[]): string[] =>
  all.length === 0 ? [] : [...new Set(Array.from({ length: LOOKED_AT }, () => chance.pick(all)))];

/** Ids of members who hold stable points, in an order that the demo's seed alone decides. */
function holdersOf({ ground: { engine } }: Crew): string[] {
  const held = engine.find('wallets', { stableCents: { $gte: LEAST_CENTS } }, { limit: MOST_HOLDERS });
  const shown = held.map(({ _id }) => [String(engine.get('members', String(_id))?.phoneMasked), String(_id)] as const);
  return shown.sort(([one], [other]) => (one < other ? -1 : 1)).map(([, memberId]) => memberId);
}

/** Ids of the owners of shops that take stable points. */
const ownersOf = ({ ground: { engine } }: Crew): string[] =>
  engine
    .find('shops', { takesStable: true }, { sort: { _id: 1 }, limit: MOST_SHOPS })
    .flatMap(({ ownerId }) => (ownerId ? [String(ownerId)] : []));

/** Who is asked on a day for each dealing, and with how much of a hundred: of the day's number alone. */
function* dealingsOf(crew: Crew, dayNumber: number) {
  const chance = chanceOf(dayNumber, 4);
  const phones = crew.life.cast.map(({ phone }) => phone);
  for (const [at, { deal, of }] of DEALS.entries()) {
    const ofDeal = new Chance(chance.next());
    const percent = ofDeal.between(30, 90);
    const asked = () => {
      const all = { anybody: () => phones, holders: () => holdersOf(crew), owners: () => ownersOf(crew) }[of]();
      return someOf(ofDeal, all);
    };
    // Who is a visitor, or may be, is left to himself.
    const phoneOf = async (one: string) => (of === 'anybody' ? one : crew.castmate(one));
    yield { key: `life-deal-${dayNumber}-${at}`, deal, percent, asked, phoneOf };
  }
}

/** Hours before: who may be asked signs in, as the code of a payment password is not sent right behind that of a sign-in. */
export async function playNoon(crew: Crew, dayNumber: number): Promise<void> {
  for (const { asked, phoneOf } of dealingsOf(crew, dayNumber))
    for (const one of asked()) {
      const phone = await phoneOf(one);
      if (phone !== null) await crew.as(phone, 'account.viewPayPassword', {});
    }
}

/** The afternoon: members and shops deal with what they have, each act once whatever was cut off before. */
export async function playPurses(crew: Crew, dayNumber: number): Promise<void> {
  for (const dealing of dealingsOf(crew, dayNumber))
    await crew.once(dealing.key, async () => {
      if (await dealt(crew, dealing)) crew.lived.dealt += 1;
    });
}

interface Dealing {
  readonly key: string;
  readonly deal: Deal;
  readonly percent: number;
  readonly asked: () => readonly string[];
  readonly phoneOf: (one: string) => Promise<string | null>;
}

/** The first of those who are asked that has what it takes does it. @returns whether it was done. */
async function dealt(crew: Crew, { key, deal, percent, asked, phoneOf }: Dealing): Promise<boolean> {
  const { intent } = crew.life;
  // Cut off in the middle: the same is asked for again, of the same one.
  if (intent?.key === key) return (await crew.as(intent.phone, intent.action, intent.input as never)) !== null;
  for (const one of asked()) {
    const phone = await phoneOf(one);
    if (phone === null) continue;
    const done = await deal(crew, phone, key, percent);
    // Refused is refused: nobody else is asked for the same.
    if (done !== null || crew.life.intent?.key === key) return done !== null;
  }
  return false;
}

/** Those who live on confirm in WeChat's window what is paid out to them. */
export async function confirmTransfers(crew: Crew): Promise<void> {
  const waiting = crew.ground.engine.find(
    'withdrawals',
    { state: 'waitingForMember' },
    { sort: { atMs: 1, _id: 1 }, limit: MOST_CONFIRMED },
  );
  for (const { _id, memberId } of waiting) {
    const phone = await crew.castmate(String(memberId));
    if (phone === null) continue;
    const withdrawalId = String(_id);
    const confirm = (await crew.as(phone, 'wallet.viewWithdrawal', { withdrawalId }))?.confirm;
    if (!confirm) continue;
    await crew.ground.confirmTransfer(confirm.package).catch(() => undefined);
    await crew.as(phone, 'wallet.viewWithdrawal', { withdrawalId });
  }
}
