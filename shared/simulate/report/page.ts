import type { SimulationResult } from '../result';
import type { Scenario } from '../scenario';

export const reportPage = (_scenario: Scenario, _result: SimulationResult): string => '';
