import type { OutputOf, PlanKind } from '@shared/contract';
import { addDays, businessDayOf, done, refuse } from '@shared/kernel';
import { type Plans, plansSchema, planWarnings, publicationFaults } from '@shared/plans';
import { openPool } from '@shared/rules';
import { note } from '../_lib/audit';
import { planVersions, pools } from '../_lib/collections';
import type { PlanVersionDocument } from '../_lib/documents';
import { book } from '../_lib/journal';
import type { Handler } from '../_lib/outcomes';
import { POOL_ID } from '../_lib/pool';
import { transact } from '../_lib/transactions';
import { forbiddenPhrase } from '../_lib/words';

const KINDS = ['appreciation', 'dividend', 'release'] as const;
const NAMES: Record<PlanKind, string> = { appreciation: '增值积分', dividend: '循环购分红', release: '积分释放' };

type Checks = OutputOf<'admin.checkPlans'>['checks'];

/** Every check of rules §5a: faults of the schema and across fields as errors, the rest as warnings. */
function checkAll(text: unknown): { checks: Checks; plans: Plans | null } {
  const read = plansSchema.safeParse(text);
  if (!read.success) {
    const checks = read.error.issues.map((issue) => ({
      severity: 'error' as const,
      code: 'plan/fault',
      place: issue.path.map(String).join('.'),
      message: issue.message,
      figures: {},
    }));
    return { checks, plans: null };
  }
  const plans: Plans = read.data;
  const errors = publicationFaults(plans).map(({ place, message }) => ({
    severity: 'error' as const,
    code: 'plan/fault',
    place,
    message,
    figures: {},
  }));
  const warnings = planWarnings(plans).map(({ code, place, figures }) => ({
    severity: 'warning' as const,
    code,
    place,
    message: code,
    figures: { ...figures },
  }));
  return { checks: [...errors, ...warnings], plans: errors.length > 0 ? null : plans };
}

export const checkPlans: Handler<'admin.checkPlans'> = async ({ plans }) => {
  const { checks, plans: read } = checkAll(plans);
  return done({ checks, mayPublish: read !== null });
};

const shown = (version: PlanVersionDocument): OutputOf<'admin.planVersions'>['versions'][number] => ({
  plan: version.plan,
  version: version.version,
  name: version.name,
  fromDay: version.fromDay,
  publishedAtMs: version.publishedAtMs,
  publishedBy: version.publishedBy,
  text: { ...version.text },
});

const newestOf = async (plan: PlanKind): Promise<PlanVersionDocument | undefined> =>
  (await planVersions.find({ plan }, { orderBy: [['version', 'desc']], limit: 1 }))[0];

/**
 * Publishes versions: they apply from the next business day, a plan's very first from today; an older version is never
 * changed (trust §7). The first appreciation plan opens the pool with the platform's seed (rules §1).
 */
export const publishPlans: Handler<'admin.publishPlans'> = async (input, caller) => {
  const { member, nowMs } = caller;
  const { checks, plans } = checkAll(input.plans);
  if (!plans) {
    const fault = checks.find(({ severity }) => severity === 'error');
    return refuse('plan/faults', { place: fault?.place ?? '', why: fault?.message ?? '' });
  }
  const phrase = forbiddenPhrase(...Object.values(input.names));
  if (phrase) return refuse('plan/faults', { place: 'names', why: phrase });
  const today = businessDayOf(nowMs);
  for (const plan of KINDS) {
    const text = input.plans[plan];
    if (!text) continue;
    const before = await newestOf(plan);
    if (before?.requestId === input.requestId) continue;
    const version = (before?.version ?? 0) + 1;
    await transact(async (transaction) => {
      if (await planVersions.get(`${plan}:${version}`, transaction)) return;
      await planVersions.put(
        {
          _id: `${plan}:${version}`,
          plan,
          version,
          name: input.names[plan] ?? before?.name ?? NAMES[plan],
          fromDay: before ? addDays(today, 1) : today,
          publishedAtMs: nowMs,
          publishedBy: member._id,
          requestId: input.requestId,
          text,
        },
        transaction,
      );
      if (plan !== 'appreciation' || (await pools.get(POOL_ID, transaction))) return;
      const opened = openPool(plans.appreciation!);
      if (!opened.ok) throw new Error('the seed was checked before');
      await pools.put(
        { _id: POOL_ID, state: opened.value.pool, purchases: 0, seedMicroPoints: plans.appreciation!.seedPoints },
        transaction,
      );
      await book(
        { id: 'pool:open', kind: 'pool.open', atMs: nowMs, postings: opened.value.postings, lines: [] },
        transaction,
      );
    });
    await note(caller, 'admin.publishPlans', { plan, version });
  }
  const versions = await Promise.all(KINDS.filter((plan) => input.plans[plan]).map(newestOf));
  return done({ versions: versions.flatMap((one) => (one ? [shown(one)] : [])), checks });
};

const MOST_VERSIONS = 200;

export const listVersions: Handler<'admin.planVersions'> = async ({ plan }) => {
  const found = await planVersions.find(plan ? { plan } : {}, {
    orderBy: [
      ['publishedAtMs', 'desc'],
      ['_id', 'asc'],
    ],
    limit: MOST_VERSIONS,
  });
  return done({ versions: found.map(shown) });
};
