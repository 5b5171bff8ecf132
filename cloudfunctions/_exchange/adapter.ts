import type { RegisterHead, RegisterPage } from '@shared/proofs';

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
