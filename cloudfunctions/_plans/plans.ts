import type { ClearedFeature, PlanKind } from '@shared/contract';
import { fen } from '@shared/kernel';
import {
  type AppreciationPlan,
  appreciationSchema,
  type DividendPlan,
  dividendSchema,
  type Plans,
  plansSchema,
  type ReleasePlan,
  releaseSchema,
} from '@shared/plans';
import { payablePlans as payable } from '@shared/rules';
import { _, aggregate } from '../_platform/cloud';
import { clearances, planVersions, settingsKept } from '../_store/collections';
import { readDayState } from '../_store/dayState';
import type { CloseDocument, PlanVersionDocument } from '../_store/documents';
import type { SettingsDocument } from '../_store/documents/platform';
import { readSettings, SETTINGS_ID, type Settings, settingsFrom } from '../_store/settings';
import { effectivePlans } from './effective';

/** A plan as published, read. */
export interface InForce<Plan> {
  readonly version: number;
  readonly name: string;
  readonly fromDay: string;
  /** As published. */
  readonly wanted: Plan;
  /** As it works today: what has no valid clearance is off (trust §1). */
  readonly plan: Plan;
  readonly document: PlanVersionDocument;
}

export interface PlansInForce {
  readonly appreciation: InForce<AppreciationPlan> | null;
  readonly dividend: InForce<DividendPlan> | null;
  readonly release: InForce<ReleasePlan> | null;
  /** Features that a plan wants and no clearance allows today. */
  readonly paused: readonly ClearedFeature[];
  readonly isCleared: (feature: ClearedFeature) => boolean;
}

/** The features with a valid clearance on a business day. Read at the moment of use: expiry works at once. */
export async function clearedOn(day: string): Promise<ReadonlySet<ClearedFeature>> {
  const valid = await clearances.aggregate((pipeline) =>
    pipeline
      .match({ state: 'valid', validFromDay: _.lte(day), validToDay: _.gte(day) })
      .group({ _id: '$feature' })
      .limit(100),
  );
  return new Set(valid.map(({ _id }) => _id as ClearedFeature));
}

/** What an order or a page of goods follows on a day: the plans in force, and the settings. */
export interface ShopRules {
  readonly plans: PlansInForce;
  readonly settings: Settings;
}

/**
 * The plans in force on a business day, with what is cleared on it, and the settings as they are now, in one request:
 * the newest published version of each kind, however many there are, and beside them what is read at every use.
 */
export async function shopRulesOn(day: string): Promise<ShopRules> {
  const [row] = await planVersions.aggregate((pipeline) =>
    pipeline
      .match({ fromDay: _.lte(day) })
      .sort({ version: -1 })
      .group({ _id: '$plan', newest: aggregate.first('$$ROOT') })
      .group({ _id: null, newest: aggregate.push('$newest') })
      .lookup({
        from: clearances.name,
        pipeline: [
          { $match: { state: 'valid', validFromDay: { $lte: day }, validToDay: { $gte: day } } },
          { $group: { _id: '$feature' } },
        ],
        as: 'cleared',
      })
      .lookup({ from: settingsKept.name, pipeline: [{ $match: { _id: SETTINGS_ID } }], as: 'settings' })
      .limit(1),
  );
  if (!row) return rulesWithoutPlans(day);
  const newest = row.newest as readonly PlanVersionDocument[];
  const cleared = new Set((row.cleared as readonly { readonly _id: ClearedFeature }[]).map(({ _id }) => _id));
  const version = (plan: PlanKind) => newest.find((one) => one.plan === plan) ?? null;
  const versions = {
    appreciation: version('appreciation'),
    dividend: version('dividend'),
    release: version('release'),
  };
  return {
    plans: inForceOf(versions, (feature) => cleared.has(feature)),
    settings: settingsFrom((row.settings as readonly SettingsDocument[])[0] ?? null),
  };
}

/** Before the first plan is in force there is no row that anything could be laid beside. */
async function rulesWithoutPlans(day: string): Promise<ShopRules> {
  const [cleared, settings] = await Promise.all([clearedOn(day), readSettings()]);
  const none = { appreciation: null, dividend: null, release: null };
  return { plans: inForceOf(none, (feature) => cleared.has(feature)), settings };
}

/** The plans in force on a business day, with what is cleared on it. */
export const plansOn = async (day: string): Promise<PlansInForce> => (await shopRulesOn(day)).plans;

/** Versions as they work with what is cleared. */
function inForceOf(
  { appreciation, dividend, release }: Readonly<Record<PlanKind, PlanVersionDocument | null>>,
  isCleared: (feature: ClearedFeature) => boolean,
): PlansInForce {
  const wanted = {
    appreciation: appreciation && appreciationSchema.parse(appreciation.text),
    dividend: dividend && dividendSchema.parse(dividend.text),
    release: release && releaseSchema.parse(release.text),
  };
  const works = effectivePlans(wanted, isCleared);
  const inForce = <Plan>(document: PlanVersionDocument | null, asPublished: Plan | null, plan: Plan | null) =>
    document && asPublished && plan
      ? {
          version: document.version,
          name: document.name,
          fromDay: document.fromDay,
          wanted: asPublished,
          plan,
          document,
        }
      : null;
  return {
    appreciation: inForce(appreciation, wanted.appreciation, works.appreciation),
    dividend: inForce(dividend, wanted.dividend, works.dividend),
    release: inForce(release, wanted.release, works.release),
    paused: works.paused,
    isCleared,
  };
}

/** Plans as read, and the number of changes of plans and clearances that there had been. */
export interface PlansAt {
  readonly plans: PlansInForce;
  readonly revision: number;
}

/** The plans in force on a day, to be used in transactions that check that they still hold. */
export async function plansNow(day: string): Promise<PlansAt> {
  const { plansRevision } = await readDayState(Date.now());
  return { plans: await plansOn(day), revision: plansRevision };
}

/** The plans that a day's close began with: it ends with the same, whatever is published or revoked meanwhile. */
export async function plansOfClose(
  close: Pick<CloseDocument, 'appreciationVersion' | 'dividendVersion' | 'releaseVersion' | 'paused'>,
): Promise<PlansInForce> {
  const kept = (plan: PlanKind, version: number | null) => (version === null ? null : versionOf(plan, version));
  const [appreciation, dividend, release] = await Promise.all([
    kept('appreciation', close.appreciationVersion),
    kept('dividend', close.dividendVersion),
    kept('release', close.releaseVersion),
  ]);
  return inForceOf({ appreciation, dividend, release }, (feature) => !close.paused.includes(feature));
}

/** The published version of one plan by its number, read. Throws when there is none: versions are never removed. */
export async function versionOf(plan: PlanKind, version: number): Promise<PlanVersionDocument> {
  const found = await planVersions.get(`${plan}:${version}`);
  if (!found) throw new Error(`no version ${version} of the ${plan} plan`);
  return found;
}

/** A version as it was published, read, under its kind. */
export const publishedPlan = ({ plan, text }: PlanVersionDocument): Plans => plansSchema.parse({ [plan]: text });

/** Plans as they work, in force or not: what counting an order for them asks. */
export interface WorkingPlans {
  readonly appreciation: { readonly plan: AppreciationPlan } | null;
  readonly dividend: { readonly plan: DividendPlan } | null;
  readonly release: { readonly plan: ReleasePlan } | null;
  readonly isCleared: (feature: ClearedFeature) => boolean;
}

/** Of the plans that a product names, those that work whose shares of the price its margin can pay for (rules §5). */
export const payablePlans = (
  named: readonly PlanKind[],
  priceFen: number,
  costFen: number,
  plans: WorkingPlans,
): readonly PlanKind[] => payable(named, { price: fen(priceFen), cost: fen(costFen) }, worksOf(plans));

/** The plans in force as the rules take them. */
export const worksOf = ({ appreciation, dividend, release }: WorkingPlans): Plans => ({
  ...(appreciation ? { appreciation: appreciation.plan } : {}),
  ...(dividend ? { dividend: dividend.plan } : {}),
  ...(release ? { release: release.plan } : {}),
});

/** The release plan as it worked on a day that was closed: its version then, less what was not cleared then. */
export async function releasePlanThen(version: number, paused: readonly ClearedFeature[]): Promise<ReleasePlan> {
  const wanted = releaseSchema.parse((await versionOf('release', version)).text);
  const works = effectivePlans(
    { appreciation: null, dividend: null, release: wanted },
    (feature) => !paused.includes(feature),
  );
  return works.release!;
}

/** A dividend plan as published under a version. */
export const dividendPlanThen = async (version: number): Promise<DividendPlan> =>
  dividendSchema.parse((await versionOf('dividend', version)).text);
