import { type PlanDraft, type PlanTerms, type PresetName, presetName, refuse } from '@shared/contract';
import { businessDayOf, done, RATE_ONE } from '@shared/kernel';
import { PLAN_KINDS, type Plans, plansSchema, seedCost } from '@shared/plans';
import { presets } from '../../config/plans';
import { note } from '../_actions/audit';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { changedMeanwhile } from '../_actions/seen';
import { effectivePlans } from '../_plans/effective';
import { planDrafts } from '../_store/collections';
import type { PlanDraftDocument } from '../_store/documents/platform';
import { checkAll, newestOfKinds, PLAN_DRAFT_ID } from './plans';

/** The text of shipped plans by their kind; null where two of them are of one kind. */
function textsOf(names: readonly PresetName[]): Record<string, Record<string, unknown>> | null {
  const texts = Object.fromEntries(names.map((name) => [presets[name].kind, { ...presets[name].plan }]));
  return Object.keys(texts).length === names.length ? texts : null;
}

const readPreset = (name: PresetName): Plans => plansSchema.parse(textsOf([name]));

/** The figures that a shipped plan's words name. */
function termsOf({ appreciation, dividend, release }: Plans): PlanTerms {
  if (appreciation)
    return {
      plan: 'appreciation',
      contributionRateMillionths: appreciation.contributionRate,
      giftRateMillionths: appreciation.giftRate,
      referrerGiftRateMillionths: appreciation.referrerGiftRate,
      sellFeeRateMillionths: appreciation.sellFeeRate,
      exitMultipleMillionths: appreciation.exitMultiple,
      seedMicroPoints: appreciation.seedPoints,
      seedCostFen: seedCost(appreciation),
    };
  if (dividend)
    return {
      plan: 'dividend',
      quotaMultipleMillionths: dividend.quotaMultiple,
      weightUnitFen: dividend.weightUnit,
      proportionalRateMillionths: dividend.proportionalRate,
      tierRateMillionths: dividend.tierRate,
      tiers: dividend.tiers.length,
    };
  const { tiers, dailyRate, referralRates, ranks, sameRankRate } = release!;
  return {
    plan: 'release',
    tiers: tiers.map(({ from, multiple }) => ({ fromFen: from, multipleMillionths: multiple })),
    dailyRateMillionths: dailyRate,
    firstGenerationRateMillionths: referralRates[0],
    secondGenerationRateMillionths: referralRates[1],
    ranks: ranks.length,
    highestRankRateMillionths: ranks.reduce((most, { rate }) => Math.max(most, Math.min(rate, RATE_ONE)), 0),
    sameRankRateMillionths: sameRankRate,
  };
}

/** The features that a shipped plan wants a clearance for. */
const needsOf = ({ appreciation, dividend, release }: Plans) =>
  effectivePlans(
    { appreciation: appreciation ?? null, dividend: dividend ?? null, release: release ?? null },
    () => false,
  ).paused;

function draftShown({ presets: names, savedAtMs, plans: own }: PlanDraftDocument): PlanDraft {
  const plans = own ?? textsOf(names) ?? {};
  return { presets: [...names], plans, checks: checkAll(plans).checks, savedAtMs };
}

export const viewPlans: Handler<'admin.viewPlans'> = async (_input, { nowMs }) => {
  const [draft, newest] = await Promise.all([planDrafts.get(PLAN_DRAFT_ID), newestOfKinds(PLAN_KINDS)]);
  return done({
    presets: presetName.options.map((preset) => {
      const read = readPreset(preset);
      return { preset, terms: termsOf(read), needs: [...needsOf(read)] };
    }),
    draft: draft && draftShown(draft),
    newest: PLAN_KINDS.flatMap((plan) => {
      const found = newest[plan];
      return found
        ? [{ plan, version: found.version, name: found.name, fromDay: found.fromDay, text: { ...found.text } }]
        : [];
    }),
    today: businessDayOf(nowMs),
  });
};

/** Keeps what is to be published: shipped plans, or plans in their own words. Of two who made it from the same draft the second is told. */
export const savePlanDraft: Handler<'admin.savePlanDraft'> = async (input, caller) => {
  const { presets: names = [], plans, seenAtMs } = input;
  if (!plans && !textsOf(names)) return refuse('plan/faults', { place: 'presets', why: 'two of one kind' });
  const { nowMs, member } = caller;
  const draft: PlanDraftDocument = {
    _id: PLAN_DRAFT_ID,
    presets: names,
    ...(plans ? { plans } : {}),
    savedAtMs: nowMs,
    savedBy: member._id,
  };
  const saved = await once<null, 'form/changedMeanwhile'>(caller, async (transaction) => {
    const before = await planDrafts.get(PLAN_DRAFT_ID, transaction);
    const stale = changedMeanwhile(seenAtMs, before?.savedAtMs ?? 0);
    if (stale) return stale;
    await planDrafts.put(draft, transaction);
    await note(
      caller,
      'admin.savePlanDraft',
      { presets: names.join(' '), plans: plans ? JSON.stringify(plans) : '' },
      transaction,
    );
    return done(null);
  });
  return saved.ok ? done({ draft: draftShown(draft) }) : saved;
};
