import { isTransferOpen } from './isOpen';
import type { TransferProvider } from './transfer';
import { byWechat } from './wechat';

/** Who pays members in this deployment; null where nobody does. */
export const transferProvider = (): TransferProvider | null => (isTransferOpen() ? byWechat : null);
