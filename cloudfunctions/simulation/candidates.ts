import type { ClearedFeature, SimulationShown } from '@shared/contract';
import { PLAN_KINDS, type PlanKind, type Plans, plansSchema } from '@shared/plans';
import type { Candidates } from '@shared/simulate';
import { effectivePlans } from '../_plans/effective';
import type { WorkingPlans } from '../_plans/plans';
import { planVersions } from '../_store/collections';
import type { PlanVersionDocument } from '../_store/documents';

/** Far more than are ever published. */
const MOST_VERSIONS = 1000;

/** Published plans by their kind, the oldest first. */
export type Versions = Readonly<Record<PlanKind, readonly PlanVersionDocument[]>>;

/** Every version that was published for days up to one. */
export async function versionsThrough(day: string): Promise<Versions> {
  const found = await planVersions.find({}, { orderBy: [['publishedAtMs', 'asc']], limit: MOST_VERSIONS });
  const of = (plan: PlanKind) =>
    found.filter((one) => one.plan === plan && one.fromDay <= day).sort((a, b) => a.version - b.version);
  return { appreciation: of('appreciation'), dividend: of('dividend'), release: of('release') };
}

/** Plans as texts, read, and as they work with what is cleared. */
export function workingOf(texts: SimulationShown['plans'], cleared: readonly ClearedFeature[]): Plans {
  const { appreciation = null, dividend = null, release = null } = plansSchema.parse(texts);
  const works = effectivePlans({ appreciation, dividend, release }, (feature) => cleared.includes(feature));
  return Object.fromEntries(
    PLAN_KINDS.flatMap((kind) => (works[kind] ? [[kind, works[kind]]] : [])),
  ) as unknown as Plans;
}

/** The plans as counting an order asks for them. */
export const askedOf = (plans: Plans, cleared: readonly ClearedFeature[]): WorkingPlans => ({
  appreciation: plans.appreciation ? { plan: plans.appreciation } : null,
  dividend: plans.dividend ? { plan: plans.dividend } : null,
  release: plans.release ? { plan: plans.release } : null,
  isCleared: (feature) => cleared.includes(feature),
});

/** The newest versions, and the same with the draft's kinds in their place, each as it works with what is cleared. */
export function candidatesOf(
  versions: Versions,
  draft: SimulationShown['plans'],
  cleared: readonly ClearedFeature[],
): Candidates {
  const newest = Object.fromEntries(
    PLAN_KINDS.flatMap((kind) => {
      const version = versions[kind].at(-1);
      return version ? [[kind, { ...version.text }]] : [];
    }),
  );
  return { running: workingOf(newest, cleared), draft: workingOf({ ...newest, ...draft }, cleared) };
}
