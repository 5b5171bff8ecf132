import { type OutputOf, type RefusalOf, refuse } from '@shared/contract';
import { businessDayOf, done, invariant, type Outcome } from '@shared/kernel';
import type { Taken } from '@shared/rules';
import { answeredBefore, once } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { confirmedByPassword } from '../_actions/payPassword';
import type { Balances } from '../_books/balances';
import { book, type NewLine } from '../_books/journal';
import { emptyWallet } from '../_books/wallet';
import { bringStable } from '../_exits/payMerchant';
import { cashTaken } from '../_orders/takeHeld';
import { type ShopRules, shopRulesOn } from '../_plans/plans';
import { pauseBefore } from '../_platform/patience';
import { type Transaction, TransactionsBusy } from '../_platform/transactions';
import { merchants, wallets } from '../_store/collections';
import type { WalletDocument } from '../_store/documents';
import type { SeriesDocument } from '../_store/documents/collectibles';
import { chosen, claim, editionWords, Gone, keepTaken, someFree, takeEntryId, takenBy } from './claim';
import { noteLeft } from './counted';
import { takenFromWallet } from './taking';

type TakeOutput = OutputOf<'collectibles.take'>;
type TakeRefusal = Exclude<RefusalOf<'collectibles.take'>, 'request/reused'>;

/** Others may be faster so often: each time one more edition is taken, or one of theirs is on its way. */
const ATTEMPTS = 40;

/** What a taking is worked out on besides what its transaction reads. */
interface Taking {
  readonly series: SeriesDocument;
  readonly figures: Balances['figures'];
  readonly rules: ShopRules;
  readonly quotedUnits: number;
}

/** By what the line of a payment is explained: its price, by the asset's name. */
const ASKED = { spendable: 'askedSpendableCents', stable: 'askedStableCents', cash: 'askedBalanceFen' } as const;

/**
 * Takes an edition for what a wallet holds, once for each request: the edition, the count of its taker, the wallet, the
 * entry with its line and the request's answer in one transaction. It rests on no document that all takers change, so
 * that they need no turn: each claims another edition, and one who finds it gone chooses anew. Cash and points that were
 * spent meanwhile are seen in the transaction.
 */
export async function takeOfWallet(
  caller: Caller,
  { series, figures, quotedUnits }: Omit<Taking, 'rules'>,
  payPassword: string,
): Promise<Outcome<TakeOutput, RefusalOf<'collectibles.take'>>> {
  const before = await answeredBefore<TakeOutput, TakeRefusal>(caller);
  if (before) return before;
  const confirmed = await confirmedByPassword(caller.member, payPassword);
  if (!confirmed.ok) return confirmed;
  const rules = await shopRulesOn(businessDayOf(caller.nowMs));
  const taking = { series, figures, rules, quotedUnits };
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const edition = chosen(await someFree(series._id), `${caller.request.id}:${attempt}`);
    try {
      const taken = await once<TakeOutput, TakeRefusal>(caller, (transaction) =>
        takeOne(edition?._id ?? null, taking, caller, transaction),
      );
      if (taken.ok || !edition) await noteLeft(series._id);
      return taken;
    } catch (error) {
      if (!(error instanceof Gone)) throw error;
    }
    await pauseBefore(Math.min(attempt, 4));
  }
  throw new TransactionsBusy(`no edition of ${series._id} was to be had`);
}

/** Takes one edition, within a transaction; null where none is left, which the rule refuses. */
async function takeOne(
  editionId: string | null,
  { series, figures, rules, quotedUnits }: Taking,
  { member, nowMs }: Caller,
  transaction: Transaction,
): Promise<Outcome<TakeOutput, TakeRefusal>> {
  const { _id: memberId } = member;
  const { asset } = series.price;
  const claimed = editionId === null ? null : await claim(editionId, memberId, transaction);
  const { taken: takenBefore } = claimed?.takenBefore ?? (await takenBy(memberId, series._id, transaction));
  const wallet = await wallets.get(memberId, transaction);
  const merchant = asset === 'stable' ? await merchants.get(series.issuer.shopId, transaction) : null;
  const payer = { memberId, wallet, figures, rules };
  const ruled = takenFromWallet({ series, isLeft: claimed !== null, takenBefore }, payer, merchant);
  if (!ruled.ok) return ruled;
  const { paid, postings } = ruled.value;
  if (paid.units !== quotedUnits) return refuse('quote/moved', { quoted: quotedUnits, now: paid.units });
  const changes = walletAfter(wallet, ruled.value, payer);
  if (wallet) await wallets.change(memberId, changes, transaction);
  else await wallets.put({ ...emptyWallet(memberId), ...changes }, transaction);
  if (asset === 'stable') await bringStable(merchant, series.issuer.shopId, paid.units, transaction);
  const { edition } = claimed!;
  const { number } = edition;
  const fingerprint = series.fingerprint!;
  const kept = { memberId, asset, units: paid.units };
  const entry = { id: takeEntryId(edition._id), kind: 'collectible.take', atMs: nowMs, postings };
  const day = await book({ ...entry, lines: [lineOf(series, number, kept)] }, transaction);
  await keepTaken(claimed!, kept, { fingerprint, atMs: nowMs, day }, transaction);
  return done(receiptOf(series, edition, kept, nowMs));
}

/** What the taker is told. */
export const receiptOf = (
  { title, supply }: SeriesDocument,
  { _id: editionId, number }: { readonly _id: string; readonly number: number },
  { asset, units }: TakeOutput['paid'],
  atMs: number,
): TakeOutput => ({ editionId, number, supply, title, paid: { asset, units }, atMs });

/** What becomes of a wallet, as orders change it: what was spent only grows, and cash leaves by its kinds. */
function walletAfter(
  wallet: WalletDocument | null,
  { paid: { asset, units } }: Taken,
  { figures, rules }: Pick<Taking, 'figures' | 'rules'>,
): Partial<WalletDocument> {
  const { spentSpendableCents, stableCents, spentCashFen, drawnDividendFen = 0 } = wallet ?? emptyWallet('');
  if (asset === 'spendable') return { spentSpendableCents: spentSpendableCents + units };
  if (asset === 'stable') return { stableCents: stableCents - units };
  const parts = cashTaken(wallet, units, figures?.cashFen ?? 0, rules.settings);
  invariant(parts.ok, 'cash that the rule took may not leave');
  return { spentCashFen: spentCashFen + units, drawnDividendFen: drawnDividendFen + parts.value.dividend };
}

const lineOf = (
  series: SeriesDocument,
  number: number,
  { memberId, asset, units }: { memberId: string; asset: TakeOutput['paid']['asset']; units: number },
): NewLine => ({
  memberId,
  kind: 'collectible.take',
  asset,
  units: -units,
  plan: null,
  version: null,
  note: editionWords(series, number),
  inputs: { [ASKED[asset as keyof typeof ASKED]]: units },
});
