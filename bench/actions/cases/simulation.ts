import type { ActionName } from '@shared/contract';
import { presets } from '../../../config/plans';
import { act, nextRequestId, type Scene } from '../scene';
import { by, type CasesOf } from './case';

const slower = { release: { ...presets.release.plan, dailyRate: '0.010' } };
const asked = () => ({ plans: slower, requestId: nextRequestId() });

const begun = async ({ cloud, admin }: Scene): Promise<string> =>
  (await act(cloud, 'simulation.start', asked(), admin.token)).simulationId;

export const simulationCases: CasesOf<Extract<ActionName, `simulation.${string}`>> = {
  'simulation.start': [by('admin', asked)],
  'simulation.step': [by('admin', async (scene) => ({ simulationId: await begun(scene), done: 0 }))],
  'simulation.newest': [by('admin', () => ({}))],
  'simulation.history': [by('admin', async (scene) => ({ simulationId: await begun(scene), part: 0 }))],
};
