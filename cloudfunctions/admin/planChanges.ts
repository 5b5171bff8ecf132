import { type ParsedOf, type PlanKind, refuse } from '@shared/contract';
import { addDays, businessDayOf, done, type Outcome } from '@shared/kernel';
import { PLAN_KINDS, type Plans } from '@shared/plans';
import { canonical } from '@shared/proofs';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { screenText } from '../_actions/screening';
import { lastClose } from '../_books/closesRead';
import type { Transaction } from '../_platform/transactions';
import { orders, planVersions, simulations } from '../_store/collections';
import { countPlanChange } from '../_store/dayState';
import type { ProposedWhat } from '../_store/documents';
import { inTurn } from '../_store/turns';
import { checkChange, newestOfKinds, PUBLISHING, plansOfVersions, publishVersions } from './plans';
import { newProposal, proposalShown } from './proposals';

type Before = Awaited<ReturnType<typeof newestOfKinds>>;
type Asked = Extract<ProposedWhat, { readonly kind: 'plans' }>;

/** Parts of a simulation that must be done: the replay, and a year of each trend. Random courses may be waited for or not. */
const SIMULATED = 4;

const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** Plans that may be published behind those that run, read; refused with the first of their faults. */
function sound(texts: unknown, before: Before): Outcome<Plans, 'plan/faults'> {
  const { checks, plans } = checkChange(texts, plansOfVersions(before));
  if (plans) return done(plans);
  const fault = checks.find(({ severity }) => severity === 'error');
  return refuse('plan/faults', { place: fault?.place ?? '', why: fault?.message ?? '' });
}

/** Whether something has settled on a day that is closed: what a simulation rests on. Looks at the oldest orders. */
async function hasHistory(): Promise<boolean> {
  const orderBy = [
    ['changedAtMs', 'asc'],
    ['_id', 'asc'],
  ] as const;
  const [close, settled] = await Promise.all([
    lastClose(),
    orders.find({ state: 'settled' }, { orderBy, limit: 50, fields: { settleDay: true } }),
  ]);
  return close !== null && settled.some(({ settleDay }) => settleDay !== null && settleDay <= close._id);
}

/** Whether plans were simulated on what was sold, or nothing was sold yet. */
async function isSimulated(
  plans: ParsedOf<'admin.proposePlans'>['plans'],
  simulationId: string | undefined,
): Promise<boolean> {
  const found = simulationId === undefined ? null : await simulations.get(simulationId);
  if (found) return found.done >= SIMULATED && isSame(found.plans, plans);
  return !(await hasHistory());
}

/** Keeps a change of plans until another administrator approves it; what can't be published is refused here. */
export const proposePlans: Handler<'admin.proposePlans'> = async (input, caller) => {
  const { plans: texts, fromDay, simulationId, reason } = input;
  const kinds = PLAN_KINDS.filter((plan) => texts[plan]);
  const before = await newestOfKinds(kinds);
  const read = sound(texts, before);
  if (!read.ok) return read;
  const earliest = addDays(businessDayOf(caller.nowMs), 1);
  if (fromDay < earliest) return refuse('plan/notAhead', { day: earliest });
  if (kinds.every((plan) => before[plan] && isSame(before[plan]!.text, texts[plan]))) return refuse('plan/sameAsNow');
  if (!(await isSimulated(texts, simulationId))) return refuse('plan/notSimulated');
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  const what: Asked = {
    kind: 'plans',
    plans: texts as Asked['plans'],
    fromDay,
    simulationId: simulationId ?? null,
  };
  return once(caller, async (transaction) =>
    done(proposalShown(await newProposal(caller, 'admin.proposePlans', what, reason, transaction))),
  );
};

/**
 * Publishes what was proposed as the next versions, within the transaction of its approval and in turn. From the day that
 * was asked for, or the next one where that day has come meanwhile: an order of today has one version.
 */
export function publishing(what: Asked, caller: Caller) {
  const kinds = PLAN_KINDS.filter((plan) => what.plans[plan]);
  let before: Before = {};
  const run = inTurn(PUBLISHING, async () => {
    before = await newestOfKinds(kinds);
  });
  const publish = async (proposedBy: string, transaction: Transaction): Promise<Outcome<null, 'plan/faults'>> => {
    const read = sound(what.plans, before);
    if (!read.ok) return read;
    const earliest = addDays(businessDayOf(caller.nowMs), 1);
    const [, fromDay] = [earliest, what.fromDay].sort() as [string, string];
    await publishVersions(
      { texts: what.plans, plans: read.value, fromDay, before, publishedBy: proposedBy },
      caller,
      transaction,
    );
    for (const plan of kinds) {
      const details = { plan, version: (before[plan]?.version ?? 0) + 1, fromDay };
      const changes = changed(before[plan]?.text, what.plans[plan] ?? {});
      await note(caller, 'admin.publishPlans', details, transaction, changes);
    }
    return done(null);
  };
  return { run, publish };
}

/** Takes back a version that has not begun: nothing was ever computed by it. Who withdrew what stays in the audit log. */
export const withdrawPlan: Handler<'admin.withdrawPlan'> = async ({ plan, version, reason }, caller) => {
  const screened = await screenText([reason], 'byShop');
  if (!screened.ok) return screened;
  let newest: Before[PlanKind];
  const look = async () => {
    newest = (await newestOfKinds([plan]))[plan];
  };
  return once(
    caller,
    async (transaction) => {
      const found = await planVersions.get(`${plan}:${version}`, transaction);
      if (!found) return refuse('plan/unknown');
      if (found.fromDay <= businessDayOf(caller.nowMs)) return refuse('plan/begun', { day: found.fromDay });
      if (newest && newest.version > version) return refuse('plan/notNewest', { version: newest.version });
      await planVersions.remove(found._id, transaction);
      await countPlanChange(caller.nowMs, transaction);
      const text = JSON.stringify(found.text);
      await note(caller, 'admin.withdrawPlan', { plan, version, fromDay: found.fromDay, reason, text }, transaction);
      return done({ plan, version });
    },
    inTurn(PUBLISHING, look),
  );
};
