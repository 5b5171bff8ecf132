import type { ActionName, InputOf } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import { presets } from '../../../config/plans';
import { act, nextNumber, nextRequestId, type Scene } from '../scene';
import { by, type CasesOf } from './case';

const plans = {
  appreciation: presets.appreciation.plan,
  dividend: presets.cyclic.plan,
  release: presets.release.plan,
};

const slower = { release: { ...presets.release.plan, dailyRate: '0.010' } };
const asked = () => ({ plans: slower, requestId: nextRequestId() });

const begun = async ({ cloud, admin }: Scene): Promise<string> =>
  (await act(cloud, 'simulation.start', asked(), admin.token)).simulationId;

/** A change that was simulated: the daily rate differs each time. */
async function proposedPlans({ cloud, admin }: Scene): Promise<InputOf<'admin.proposePlans'>> {
  const changed = { release: { ...presets.release.plan, dailyRate: `0.00${1000 + nextNumber()}` } };
  const asked = { plans: changed, requestId: nextRequestId() };
  let { simulationId, done } = await act(cloud, 'simulation.start', asked, admin.token);
  while (done < 4) ({ done } = await act(cloud, 'simulation.step', { simulationId, done }, admin.token));
  const fromDay = addDays(businessDayOf(cloud.now()), 1);
  return { plans: changed, fromDay, simulationId, reason: '放慢一点', requestId: nextRequestId() };
}

/** What administrators do with plans, simulations among it. */
export type PlanAction =
  | Extract<ActionName, `simulation.${string}`>
  | 'admin.checkPlans'
  | 'admin.publishPlans'
  | 'admin.viewPlans'
  | 'admin.proposePlans'
  | 'admin.withdrawPlan'
  | 'admin.savePlanDraft';

export const planCases: CasesOf<PlanAction> = {
  'admin.checkPlans': [by('admin', () => ({ plans }))],
  'admin.publishPlans': [
    by('admin', async ({ cloud }) => {
      // A first version: the shop's own of this kind is gone.
      await cloud.engine.remove('planVersions', { plan: 'release' });
      return { plans: { release: plans.release }, requestId: nextRequestId() };
    }),
  ],
  'admin.viewPlans': [by('admin', () => ({}))],
  'admin.proposePlans': [by('admin', proposedPlans)],
  'admin.withdrawPlan': [
    by('admin', async (scene) => {
      const { proposalId } = await act(
        scene.cloud,
        'admin.proposePlans',
        await proposedPlans(scene),
        scene.admin.token,
      );
      await act(scene.cloud, 'admin.approveProposal', { proposalId }, scene.secondAdmin.token);
      const { newest } = await act(scene.cloud, 'admin.viewPlans', {}, scene.admin.token);
      const { version } = newest.find(({ plan }) => plan === 'release')!;
      return { plan: 'release' as const, version, reason: '改期', requestId: nextRequestId() };
    }),
  ],
  'admin.savePlanDraft': [by('admin', () => ({ presets: ['release' as const], requestId: nextRequestId() }))],

  'simulation.start': [by('admin', asked)],
  'simulation.step': [by('admin', async (scene) => ({ simulationId: await begun(scene), done: 0 }))],
  'simulation.newest': [by('admin', () => ({}))],
  'simulation.history': [by('admin', async (scene) => ({ simulationId: await begun(scene), part: 0 }))],
};
