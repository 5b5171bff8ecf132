import type { OutputOf, PlanKind } from '@shared/contract';
import { addDays, businessDayOf, done, type Outcome, refuse } from '@shared/kernel';
import {
  appreciationSchema,
  faultsOf,
  PLAN_KINDS,
  type Plans,
  plansSchema,
  planWarnings,
  publicationFaults,
} from '@shared/plans';
import { openPool } from '@shared/rules';
import { planVersions, pools } from '../_lib/collections';
import type { PlanVersionDocument } from '../_lib/documents';
import { book } from '../_lib/journal';
import type { Caller, Handler } from '../_lib/outcomes';
import { POOL_ID } from '../_lib/pool';
import { isConflict, transact } from '../_lib/transactions';
import { noteAct } from './audited';

type Check = OutputOf<'admin.checkPlans'>['checks'][number];
type PlansText = Readonly<Partial<Record<PlanKind, Readonly<Record<string, unknown>>>>>;

/** Names of plans that were published without one. */
const NAMES: Record<PlanKind, string> = { appreciation: '增值积分', dividend: '循环购分红', release: '积分释放' };

/** Every fault and warning of plan blocks (rules §5a); the plans themselves when they could be read. */
function checked(text: PlansText): { checks: Check[]; plans: Plans | null } {
  const read = plansSchema.safeParse(text);
  if (!read.success) {
    const checks = faultsOf(read.error).map((fault) => error('plan/fault', fault));
    return { checks, plans: null };
  }
  const plans = read.data as Plans;
  return {
    plans,
    checks: [
      ...publicationFaults(plans).map((fault) => error('plan/fault', fault)),
      ...planWarnings(plans).map(({ code, place, figures }) => ({
        severity: 'warning' as const,
        code,
        place,
        message: code,
        figures: { ...figures },
      })),
    ],
  };
}

const error = (code: string, { place, message }: { place: string; message: string }): Check => ({
  severity: 'error',
  code,
  place,
  message,
  figures: {},
});

const mayPublish = (checks: readonly Check[]): boolean => checks.every(({ severity }) => severity !== 'error');

/** Checks plans as they would be published, and publishes nothing. */
export const checkPlans: Handler<'admin.checkPlans'> = async ({ plans }) => {
  const { checks } = checked(plans);
  return done({ checks, mayPublish: mayPublish(checks) });
};

const shown = ({ _id, requestId: _request, ...version }: PlanVersionDocument) => ({
  ...version,
  text: { ...version.text },
});

async function newestOf(plan: PlanKind): Promise<PlanVersionDocument | undefined> {
  return (await planVersions.find({ plan }, { orderBy: [['version', 'desc']], limit: 1 }))[0];
}

/**
 * Publishes new versions: in force from the next business day, the very first of a kind from today. The first
 * appreciation plan opens the pool, the platform buying the seed (rules §1 Seed); later ones may not change what only
 * the start decides. The same request again answers with the same versions.
 */
export const publishPlans: Handler<'admin.publishPlans'> = async ({ plans: text, names, requestId }, caller) => {
  const { checks, plans } = checked(text);
  if (!plans || !mayPublish(checks)) {
    const first = checks.find(({ severity }) => severity === 'error');
    return refuse('plan/faults', { place: first?.place ?? '', why: first?.message ?? '', faults: checks.length });
  }
  const repeated = await planVersions.find({ requestId, publishedBy: caller.member._id }, { limit: PLAN_KINDS.length });
  if (repeated.length > 0) return done({ versions: repeated.map(shown), checks });
  for (;;) {
    const drafts = await draftsOf(text, names, requestId, caller);
    try {
      const outcome = await write(drafts, plans, caller);
      return outcome.ok ? done({ versions: drafts.map(shown), checks }) : outcome;
    } catch (failure) {
      // Somebody else published at the same moment: number again behind theirs.
      if (!(failure instanceof NumberTaken) && !isConflict(failure)) throw failure;
    }
  }
};

class NumberTaken extends Error {}

async function draftsOf(
  text: PlansText,
  names: Partial<Record<PlanKind, string>>,
  requestId: string,
  { member, nowMs }: Caller,
): Promise<PlanVersionDocument[]> {
  const today = businessDayOf(nowMs);
  const drafts: PlanVersionDocument[] = [];
  for (const plan of PLAN_KINDS) {
    const block = text[plan];
    if (!block) continue;
    const before = await newestOf(plan);
    const version = (before?.version ?? 0) + 1;
    drafts.push({
      _id: `${plan}:${version}`,
      plan,
      version,
      name: names[plan] ?? before?.name ?? NAMES[plan],
      fromDay: before ? addDays(today, 1) : today,
      publishedAtMs: nowMs,
      publishedBy: member._id,
      requestId,
      text: block,
    });
  }
  return drafts;
}

const write = (
  drafts: readonly PlanVersionDocument[],
  plans: Plans,
  caller: Caller,
): Promise<Outcome<null, 'plan/poolExists' | 'amount/tooLarge'>> =>
  transact(async (transaction) => {
    for (const draft of drafts) if (await planVersions.get(draft._id, transaction)) throw new NumberTaken();
    if (plans.appreciation) {
      const pool = await pools.get(POOL_ID, transaction);
      if (pool) {
        const first = await planVersions.get('appreciation:1', transaction);
        const started = first && appreciationSchema.parse(first.text);
        const { seedPoints, issuePrice } = plans.appreciation;
        if (started && (started.seedPoints !== seedPoints || started.issuePrice.fen !== issuePrice.fen))
          return refuse('plan/poolExists', { seedMicroPoints: started.seedPoints });
      } else {
        const opened = openPool(plans.appreciation);
        if (!opened.ok) return refuse('amount/tooLarge', opened.refusal.figures);
        const { seedPoints } = plans.appreciation;
        await pools.put(
          { _id: POOL_ID, state: opened.value.pool, seedMicroPoints: seedPoints, purchases: 0 },
          transaction,
        );
        await book(
          {
            id: 'plan:appreciation:seed',
            kind: 'plan.seed',
            atMs: caller.nowMs,
            postings: opened.value.postings,
            lines: [],
          },
          transaction,
        );
      }
    }
    for (const draft of drafts) {
      await planVersions.put(draft, transaction);
      await noteAct(caller, 'plan.publish', { plan: draft.plan, version: draft.version }, transaction);
    }
    return done(null);
  });

/** Every version ever published, newest first. */
export const listVersions: Handler<'admin.planVersions'> = async ({ plan }) => {
  const found = await planVersions.find(plan ? { plan } : {}, {
    orderBy: [
      ['publishedAtMs', 'desc'],
      ['_id', 'desc'],
    ],
    limit: 1000,
  });
  return done({ versions: found.map(shown) });
};
