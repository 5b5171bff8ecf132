import type { ActionName, ParsedOf } from '@shared/contract';
import type { Lookup } from '../_platform/cloud';
import type { Handler } from './outcomes';

/**
 * What is read of a caller in the one request that tells who the caller is. Its lookup has the caller's row to refer to:
 * `memberId` and `member`, the whole document.
 */
export interface Join<T> {
  readonly lookup: Omit<Lookup, 'as'>;
  /** What was found, as the action takes it. */
  readonly read: (found: readonly unknown[]) => T;
}

/** The one document that was looked for, or null. */
export const firstOf = <T>(found: readonly unknown[]): T | null => (found[0] as T | undefined) ?? null;

/** The one document of a collection whose field is the caller's member id, or null. */
export const documentOf = <T>(from: string, foreignField = '_id'): Join<T | null> => ({
  lookup: { from, localField: 'memberId', foreignField },
  read: firstOf,
});

/** What a list of joins brings. */
export type Joined<Joins extends readonly Join<unknown>[]> = {
  readonly [At in keyof Joins]: Joins[At] extends Join<infer T> ? T : never;
};

/** A handler, and what is to be read of its caller for it. */
export interface JoiningHandler<Name extends ActionName> {
  readonly joins: (input: ParsedOf<Name>) => readonly Join<unknown>[];
  readonly answer: (
    input: ParsedOf<Name>,
    caller: Parameters<Handler<Name>>[1],
    joined: readonly unknown[],
  ) => ReturnType<Handler<Name>>;
}

/** A handler whose caller's own documents come with the caller: no further request, and nobody waits for another. */
export const joining = <Name extends ActionName, const Joins extends readonly Join<unknown>[]>(
  joins: (input: ParsedOf<Name>) => Joins,
  answer: (
    input: ParsedOf<Name>,
    caller: Parameters<Handler<Name>>[1],
    joined: Joined<Joins>,
  ) => ReturnType<Handler<Name>>,
): JoiningHandler<Name> => ({ joins, answer: answer as unknown as JoiningHandler<Name>['answer'] });
