import { type OutputOf, type PlanKind, refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import {
  type AppreciationPlan,
  changeFaults,
  PLAN_KINDS,
  type Plans,
  plansSchema,
  planWarnings,
  publicationFaults,
} from '@shared/plans';
import { openPool } from '@shared/rules';
import { note } from '../_actions/audit';
import { changed } from '../_actions/auditChain';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { forbiddenIn } from '../_actions/words';
import { book } from '../_books/journal';
import { POOL_ID } from '../_books/pool';
import type { Transaction } from '../_platform/transactions';
import { planDrafts, planVersions, pools } from '../_store/collections';
import { countPlanChange } from '../_store/dayState';
import type { PlanVersionDocument } from '../_store/documents';
import { listPage } from '../_store/lists';
import { readPhrases } from '../_store/settings';
import { inTurn } from '../_store/turns';
import { exampleOrder } from './exampleOrder';

/** The one draft there is. */
export const PLAN_DRAFT_ID = 'planDraft';

const NAMES: Record<PlanKind, string> = { appreciation: '增值积分', dividend: '循环购分红', release: '积分释放' };

type Checks = OutputOf<'admin.checkPlans'>['checks'];

/** Every check of rules §5a: faults of the schema and across fields as errors, the rest as warnings. */
export function checkAll(text: unknown): { checks: Checks; plans: Plans | null } {
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

/** Versions as plans, read. */
export const plansOfVersions = (versions: Before): Plans =>
  plansSchema.parse(
    Object.fromEntries(PLAN_KINDS.flatMap((kind) => (versions[kind] ? [[kind, { ...versions[kind]!.text }]] : []))),
  );

/** The checks of plans, and of what they change of those that run. */
export function checkChange(text: unknown, now: Plans): { checks: Checks; plans: Plans | null } {
  const { checks, plans } = checkAll(text);
  const faults = plans ? changeFaults(plans, now) : [];
  const errors = faults.map(({ place, message }) => ({
    severity: 'error' as const,
    code: 'plan/fault',
    place,
    message,
    figures: {},
  }));
  return { checks: [...errors, ...checks], plans: errors.length > 0 ? null : plans };
}

export const checkPlans: Handler<'admin.checkPlans'> = async ({ plans: text, amountFen }) => {
  const [newest, pool] = await Promise.all([newestOfKinds(PLAN_KINDS), pools.get(POOL_ID)]);
  const now = plansOfVersions(newest);
  const { checks, plans } = checkChange(text, now);
  const read = plansSchema.safeParse(text);
  const example = {
    running: exampleOrder(now, pool?.state ?? null, amountFen),
    draft: read.success ? exampleOrder({ ...now, ...read.data }, pool?.state ?? null, amountFen) : null,
  };
  return done({ checks, mayPublish: plans !== null, example });
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

/** The newest version of a plan, in force or to come. */
const newestOf = async (plan: PlanKind): Promise<PlanVersionDocument | undefined> =>
  (await planVersions.find({ plan }, { orderBy: [['version', 'desc']], limit: 1 }))[0];

/** Who publishes takes a turn under it: versions are numbered by a query. */
export const PUBLISHING = 'plans';

type Before = Readonly<Partial<Record<PlanKind, PlanVersionDocument>>>;

/** What is published at once: plans as texts by their kind, from which day, and what the versions are called. */
interface Publishing {
  readonly texts: Readonly<Partial<Record<PlanKind, Readonly<Record<string, unknown>>>>>;
  readonly plans: Plans;
  readonly names?: Readonly<Partial<Record<PlanKind, string>>>;
  readonly fromDay: string;
  /** The newest of each kind, read in the same turn. */
  readonly before: Before;
  readonly publishedBy: string;
}

/** The newest version of each of some kinds. */
export async function newestOfKinds(kinds: readonly PlanKind[]): Promise<Before> {
  const found = await Promise.all(kinds.map(newestOf));
  return Object.fromEntries(kinds.flatMap((kind, at) => (found[at] ? [[kind, found[at]]] : [])));
}

/**
 * Publishes versions as the next of their plans, within a transaction in turn; the pool of the first appreciation plan
 * opens with them, and the draft that waited goes. @returns their ids.
 */
export async function publishVersions(
  { texts, plans, names = {}, fromDay, before, publishedBy }: Publishing,
  { nowMs, request }: Caller,
  transaction: Transaction,
): Promise<string[]> {
  const ids: string[] = [];
  for (const plan of PLAN_KINDS) {
    const text = texts[plan];
    if (!text) continue;
    const version = (before[plan]?.version ?? 0) + 1;
    const _id = `${plan}:${version}`;
    const name = names[plan] ?? before[plan]?.name ?? NAMES[plan];
    const requestId = request.id ?? '';
    const published = { publishedAtMs: nowMs, publishedBy, requestId };
    await planVersions.put({ _id, plan, version, name, fromDay, ...published, text }, transaction);
    ids.push(_id);
  }
  await countPlanChange(nowMs, transaction);
  if (plans.appreciation) await openPoolOnce(plans.appreciation, nowMs, transaction);
  // What waited is in force from now on, or was passed over.
  if (await planDrafts.get(PLAN_DRAFT_ID, transaction)) await planDrafts.remove(PLAN_DRAFT_ID, transaction);
  return ids;
}

/** Opens the pool of the first appreciation plan with the platform's seed (rules §1); does nothing when it is open. */
async function openPoolOnce(plan: AppreciationPlan, nowMs: number, transaction: Transaction): Promise<void> {
  if (await pools.get(POOL_ID, transaction)) return;
  const opened = openPool(plan);
  if (!opened.ok) throw new Error('the seed was checked before');
  await pools.put(
    { _id: POOL_ID, state: opened.value.pool, purchases: 0, seedMicroPoints: plan.seedPoints },
    transaction,
  );
  const { postings } = opened.value;
  await book({ id: 'pool:open', kind: 'pool.open', atMs: nowMs, postings, lines: [] }, transaction);
}

/**
 * Publishes first versions, all or none, in force from today. Two who publish at the same moment publish one after the
 * other: the second is told that there is one already.
 */
export const publishPlans: Handler<'admin.publishPlans'> = async (input, caller) => {
  const { checks, plans } = checkAll(input.plans);
  if (!plans) {
    const fault = checks.find(({ severity }) => severity === 'error');
    return refuse('plan/faults', { place: fault?.place ?? '', why: fault?.message ?? '' });
  }
  const phrase = forbiddenIn(input.names, (await readPhrases()).forbiddenPhrases);
  if (phrase) return refuse('plan/faults', { place: 'names', why: phrase });
  const kinds = PLAN_KINDS.filter((plan) => input.plans[plan]);
  let before: Before = {};
  const look = async () => {
    before = await newestOfKinds(kinds);
  };
  const work = async (transaction: Transaction): Promise<Outcome<{ ids: string[] }, 'plan/needsSecond'>> => {
    const known = kinds.find((plan) => before[plan]);
    if (known) return refuse('plan/needsSecond', { plan: known });
    const fromDay = businessDayOf(caller.nowMs);
    const { names } = input;
    const publishedBy = caller.member._id;
    const ids = await publishVersions(
      { texts: input.plans, plans, names, fromDay, before, publishedBy },
      caller,
      transaction,
    );
    for (const plan of kinds) {
      const changes = changed(null, input.plans[plan] ?? {});
      await note(caller, 'admin.publishPlans', { plan, version: 1 }, transaction, changes);
    }
    return done({ ids });
  };
  const published = await once(caller, work, inTurn(PUBLISHING, look));
  if (!published.ok) return published;
  const versions = await planVersions.getMany(published.value.ids);
  const byId = new Map(versions.map((version) => [version._id, version]));
  return done({ versions: published.value.ids.map((id) => shown(byId.get(id)!)), checks });
};

export const listVersions: Handler<'admin.planVersions'> = async (input) => {
  const list = await listPage(planVersions, input, {
    name: 'admin.planVersions',
    condition: input.plan ? { plan: input.plan } : {},
    keys: [
      ['publishedAtMs', 'desc'],
      ['_id', 'asc'],
    ],
    types: ['number', 'string'],
  });
  return list.ok ? done({ versions: list.value.found.map(shown), next: list.value.next }) : list;
};
