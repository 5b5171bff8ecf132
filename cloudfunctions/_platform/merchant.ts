import { cloud } from './cloud';

/** The merchant number of this deployment, set by its environment; the local cloud has one of its own. */
export const merchantNumber = (): string => process.env.SUB_MCH_ID ?? 'local-merchant';

/** The environment that payment notices are sent to. */
export const environmentId = (): string => process.env.TCB_ENV ?? cloud.getWXContext().ENV ?? '';
