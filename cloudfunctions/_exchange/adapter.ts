import type { RegisterHead, RegisterPage } from '@shared/proofs';
import { variable } from '../_platform/variables';
import { overHttp } from './http';

/** A part of a register: its head first, then its pages. Both are signed. */
type RegisterPart =
  | { readonly is: 'head'; readonly head: RegisterHead }
  | { readonly is: 'page'; readonly page: RegisterPage };

/**
 * An exchange that is reached without a file. It takes a register part by part and answers with acknowledgements, which it
 * signs: that they came from it is not believed for any other reason. Nothing here knows a price or a buyer.
 */
export interface ExchangeAdapter {
  /** Gives a part of a register; the same part again changes nothing there. Throws Unreachable. */
  readonly submit: (part: RegisterPart) => Promise<void>;
  /** The acknowledgements behind a serial number, each as its text, in the order of their numbers. Throws Unreachable. */
  readonly answers: (after: number) => Promise<readonly string[]>;
}

/** By hand, unless there is an address: an operator downloads the register and pastes what the exchange answers. */
const byHand = null;

/** The exchange of this deployment; `byHand` where it is reached by files alone. */
export function exchangeAdapter(): ExchangeAdapter | typeof byHand {
  const url = variable('EXCHANGE_URL');
  return url === undefined ? byHand : overHttp(url);
}
