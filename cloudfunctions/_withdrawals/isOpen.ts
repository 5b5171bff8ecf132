import { isLocalCloud, variable } from '../_platform/variables';

/** Whether anybody pays members in this deployment; where nobody does, nothing can be drawn. */
export const isTransferOpen = (): boolean =>
  (variable('TRANSFER_PROVIDER') ?? (isLocalCloud() ? 'wechat' : undefined)) === 'wechat';
