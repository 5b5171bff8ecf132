import { AmountOverflow } from './units';

/** The figures that a refusal names, in units, or words such as an id. */
export type Figures = Readonly<Record<string, number | string>>;

/** Why an action was not done: a code that has its own words on every screen, and the figures behind it. */
export interface Refusal<Code extends string = string> {
  readonly code: Code;
  readonly figures: Figures;
}

/** What an action answers: a value, or a refusal. Refusals are returned, never thrown. */
export type Outcome<T, Code extends string = string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: Refusal<Code> };

/** The action was done. */
export const done = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** The action was refused, and nothing changed. */
export const refuse = <Code extends string>(
  code: Code,
  figures: Figures = {},
): { readonly ok: false; readonly refusal: Refusal<Code> } => ({ ok: false, refusal: { code, figures } });

/** An outcome seen in part: what `see` makes of what was done, or the refusal as it is. */
export const seenAs = <T, U, Code extends string>(outcome: Outcome<T, Code>, see: (value: T) => U): Outcome<U, Code> =>
  outcome.ok ? done(see(outcome.value)) : outcome;

/**
 * Runs an action; an amount that would reach 2^53 anywhere in it refuses the whole of it with 'amount/tooLarge'
 * (rules §5). Every other error goes on.
 */
export function refusingOverflow<T, Code extends string>(
  action: () => Outcome<T, Code>,
): Outcome<T, Code | 'amount/tooLarge'> {
  try {
    return action();
  } catch (error) {
    if (error instanceof AmountOverflow) return refuse('amount/tooLarge', { why: error.message });
    throw error;
  }
}
