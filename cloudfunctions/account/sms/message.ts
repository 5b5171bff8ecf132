/** A sign-in code on its way to a phone. */
interface CodeMessage {
  /** Of the mainland, without country code. */
  readonly phone: string;
  readonly code: string;
  /** How long it is valid. */
  readonly minutes: number;
}

/** Hands a message to a provider. Rejects when the provider did not take it; the words name neither phone nor code. */
export type Provider = (message: CodeMessage) => Promise<void>;

/** How long a provider may take: a member waits for it, and the function has 20 seconds. */
export const PROVIDER_WITHIN_MS = 8_000;
