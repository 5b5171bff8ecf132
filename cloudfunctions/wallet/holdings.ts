import { type HoldingRow, refuse } from '@shared/contract';
import { businessDayOf, done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { exportHolding, mostOf, readHolding } from '../_exits/holdings';
import { confirmedInTurn } from '../_exits/inTurnOf';
import { offSince } from '../_plans/offSince';
import type { PlansInForce } from '../_plans/plans';
import { signingKey } from '../_platform/signing';
import { holdings } from '../_store/collections';
import type { HoldingDocument } from '../_store/documents/holdings';
import { listPage, shownOf } from '../_store/lists';

const FEATURE = 'collectible.transfer';

/** Since when no certificate is given out; null while they are. */
async function pausedOn(day: string, plans: PlansInForce): Promise<{ sinceDay: string | null } | null> {
  if (plans.isCleared(FEATURE)) return null;
  return { sinceDay: (await offSince([FEATURE], day))(FEATURE) };
}

export const previewHolding: Handler<'wallet.previewHolding'> = async (_input, { member: { _id }, nowMs }) => {
  if (!signingKey()) return refuse('holding/noKey');
  const seen = await readHolding(_id, nowMs, false);
  if (!seen.ok) return seen;
  const { held, read, proved, atClose } = seen.value;
  if (!proved) return refuse('holding/noClose');
  return done({
    heldMicroPoints: held.member.points,
    lockedMicroPoints: held.member.locked ?? 0,
    day: proved.day,
    atCloseMicroPoints: atClose,
    mostMicroPoints: mostOf(seen.value),
    paused: await pausedOn(businessDayOf(nowMs), read.plans),
    isDemo: read.settings.isDemo,
  });
};

export const certifyHolding: Handler<'wallet.exportHolding'> = (input, caller) =>
  confirmedInTurn(
    caller,
    input.payPassword,
    () => readHolding(caller.member._id, caller.nowMs, input.tellsBalances),
    (seen, turn, transaction) => exportHolding(seen, input, turn, transaction),
  );

const rowOf = ({
  _id,
  microPoints,
  day,
  tellsBalances,
  state,
  atMs,
  answer,
  releasedAtMs,
}: HoldingDocument): HoldingRow => ({
  certificateId: _id,
  microPoints,
  day,
  tellsBalances,
  state,
  atMs,
  answer,
  releasedAtMs,
});

export const listHoldings: Handler<'wallet.listHoldings'> = async (input, { member }) => {
  const list = await listPage(holdings, input, {
    name: 'wallet.listHoldings',
    condition: { memberId: member._id },
    keys: [
      ['atMs', 'desc'],
      ['_id', 'desc'],
    ],
    types: ['number', 'string'],
    fields: { file: false },
  });
  return list.ok ? done({ holdings: shownOf(list.value.found, rowOf), next: list.value.next }) : list;
};

/** A certificate of one's own with its file, as often as it is wanted: released, it is still true of its day. */
export const viewHolding: Handler<'wallet.viewHolding'> = async ({ certificateId }, { member }) => {
  const holding = await holdings.get(certificateId);
  if (holding?.memberId !== member._id) return refuse('holding/unknown');
  return done({ ...rowOf(holding), file: holding.file });
};
