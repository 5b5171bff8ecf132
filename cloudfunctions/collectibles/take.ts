import type { OutputOf, RefusalOf } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { answeredBefore } from '../_actions/once';
import type { Caller } from '../_actions/outcomes';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { takenBy } from '../_collectibles/claim';
import { freeOf } from '../_collectibles/counted';
import { takeableBy } from '../_collectibles/draws';
import { takeOfPool } from '../_collectibles/takeOfPool';
import { takeOfWallet } from '../_collectibles/takeOfWallet';
import { type Met, takenFromPool, takenFromWallet } from '../_collectibles/taking';
import { readMemberAndPool } from '../_exits/memberExits';
import { inForce } from '../_exits/pool';
import { shopRulesOn } from '../_plans/plans';
import { merchants, series } from '../_store/collections';
import type { SeriesDocument } from '../_store/documents/collectibles';

type Seen = OutputOf<'collectibles.previewTaking'>;
type TakeOutput = OutputOf<'collectibles.take'>;
type SeenRefusal = RefusalOf<'collectibles.previewTaking'>;

/** What an edition would cost, nothing changed: by the very rule that takes it. */
export const previewTaking = joining<'collectibles.previewTaking', typeof balancesJoins>(
  () => balancesJoins,
  async ({ seriesId }, caller, joined) => {
    const { member, nowMs } = caller as Caller;
    const found = await takeableBy(await series.get(seriesId), member._id, nowMs);
    if (!found.ok) return found;
    const [free, { taken }] = await Promise.all([freeOf(seriesId), takenBy(member._id, seriesId)]);
    const met = { series: found.value, isLeft: free > 0, takenBefore: taken };
    if (found.value.price.asset === 'appreciating') return seenOfPool(met, member._id, nowMs);
    const [rules, { figures, wallet }, merchant] = await Promise.all([
      shopRulesOn(businessDayOf(nowMs)),
      balancesJoined(member, joined),
      found.value.price.asset === 'stable' ? merchants.get(found.value.issuer.shopId) : null,
    ]);
    const ruled = takenFromWallet(met, { memberId: member._id, wallet, figures, rules }, merchant);
    if (!ruled.ok) return ruled;
    const { asset } = found.value.price;
    const after = ruled.value.member;
    const leftUnits = asset === 'cash' ? after.cash : asset === 'stable' ? after.stable : after.spendable;
    return done(seenOf(found.value, { units: ruled.value.paid.units, leftUnits, redemption: null }));
  },
);

const seenOf = (
  { _id: seriesId, title, price: { asset } }: SeriesDocument,
  { units, ...others }: { readonly units: number } & Pick<Seen, 'leftUnits' | 'redemption'>,
): Seen => ({ seriesId, title, paid: { asset, units }, ...others });

async function seenOfPool(met: Met, memberId: string, nowMs: number): Promise<Outcome<Seen, SeenRefusal>> {
  const seen = await readMemberAndPool(memberId, nowMs);
  if (!seen.ok) return seen;
  const { held, read } = seen.value;
  const works = inForce(read);
  if (!works.ok) return works;
  const { pool, inForce: plan } = works.value;
  const ruled = takenFromPool(met, held.member, { pool: pool.state, plan: plan.plan });
  if (!ruled.ok) return ruled;
  const { paid, member } = ruled.value;
  const { gross, fee } = paid.sale!;
  const redemption = { grossFen: gross, feeFen: fee, leftExitQuotaFen: member.exitQuota };
  return done(seenOf(met.series, { units: paid.units, leftUnits: member.points, redemption }));
}

/** Takes one edition, by the way that its asset is paid. */
export const take = joining<'collectibles.take', typeof balancesJoins>(
  () => balancesJoins,
  async ({ seriesId, quotedUnits, payPassword }, asking, joined) => {
    const caller = asking as Caller;
    const found = await takeableBy(await series.get(seriesId), caller.member._id, caller.nowMs);
    // What was taken in time is told again behind it.
    if (!found.ok) return (await answeredBefore<TakeOutput, RefusalOf<'collectibles.take'>>(caller)) ?? found;
    if (found.value.price.asset === 'appreciating')
      return takeOfPool(caller, found.value, { payPassword, quotedUnits });
    const { figures } = await balancesJoined(caller.member, joined);
    return takeOfWallet(caller, { series: found.value, figures, quotedUnits }, payPassword);
  },
);
