import { variable } from '../_platform/variables';
import type { ExchangeAdapter } from './adapter';
import { overHttp } from './http';

/** By hand, unless there is an address: an operator downloads the register and pastes what the exchange answers. */
const byHand = null;

/** The exchange of this deployment; `byHand` where it is reached by files alone. */
export function exchangeAdapter(): ExchangeAdapter | typeof byHand {
  const url = variable('EXCHANGE_URL');
  return url === undefined ? byHand : overHttp(url);
}
