import { cloud } from './cloud';
import { environmentName, isLocalCloud, needed, variable } from './variables';

/**
 * The merchant number of this deployment, set by its environment; the local cloud has one of its own. Throws
 * VariablesWrong where none is set: no money goes by a number that nobody chose.
 */
export const merchantNumber = (): string =>
  isLocalCloud() ? (variable('SUB_MCH_ID') ?? 'local-merchant') : needed('SUB_MCH_ID');

/** The environment that payment notices are sent to. */
export const environmentId = (): string => environmentName() || (cloud.getWXContext().ENV ?? '');
