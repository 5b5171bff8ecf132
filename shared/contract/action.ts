import type { Role } from '@shared/roles';
import type * as z from 'zod';
import type { RefusalName } from './refusals';

/** One action: everything that client and functions agree on. */
export interface Action<
  Name extends string = string,
  Input extends z.ZodType = z.ZodType,
  Output extends z.ZodType = z.ZodType,
  Refusal extends RefusalName = RefusalName,
> {
  /** `function.verb`: the part before the dot is the cloud function that answers. */
  readonly name: Name;
  readonly role: Role;
  /** Strict: an unknown key is refused. */
  readonly input: Input;
  readonly output: Output;
  /** The codes that this action itself refuses with; the handler adds the common ones (`commonRefusals`). */
  readonly refusals: readonly Refusal[];
}

/** Declares an action, keeping the literal types of its name and refusals. */
export const action = <
  const Name extends string,
  Input extends z.ZodType,
  Output extends z.ZodType,
  const Refusal extends RefusalName,
>(
  value: Action<Name, Input, Output, Refusal>,
): Action<Name, Input, Output, Refusal> => value;

/** What any action may answer instead of its value, besides its own refusals. */
export const commonRefusals = [
  'input/invalid',
  'action/unknown',
  'identity/signInFirst',
  'identity/notAllowed',
  'identity/closed',
  'identity/blocked',
  'request/reused',
  'busy',
  'platform/updating',
  'platform/stopped',
  'amount/tooLarge',
  'internal',
] as const satisfies readonly RefusalName[];
export type CommonRefusal = (typeof commonRefusals)[number];

/** The figures behind a refusal: amounts in units (the key ends in the unit), ids, words. */
export type Details = Readonly<Record<string, number | string>>;

/**
 * What crosses the wire back. `message` is for developers; screens show the copy of `code` with `details`. `nowMs`: the
 * shop's clock, by which a client judges moments of the shop; told with every answer of an action.
 */
export type Reply<Value, Code extends string = string> = { readonly nowMs?: number } & (
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly code: Code; readonly message: string; readonly details: Details }
);
