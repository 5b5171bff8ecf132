import type { ActionName, ReplyOf } from '@shared/contract';

/**
 * Carries one action to the functions and its reply back. Throws Refused with 'network/…' when no reply came; whether the action was done is then unknown, and only a repeat with the same requestId tells.
 */
export type Transport = <Name extends ActionName>(name: Name, input: unknown) => Promise<ReplyOf<Name>>;

/** Longer than any function may run, so that it answers first. */
export const TIMEOUT_MS = 20_000;
