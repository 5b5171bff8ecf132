import type { QueryWord } from '@shared/search';
import { _ } from '../_platform/cloud';
import type { Condition } from '../_platform/collection';

/** What a query finds: all terms of one way of every word. */
export const foundBy = (words: readonly QueryWord[]): Condition =>
  both(words.map(({ ways }) => either(ways.map((way) => ({ terms: _.all([...way]) })))));

/** The same, in the database's own form, for a pipeline that is looked up. */
export const foundByRaw = (words: readonly QueryWord[]): object => ({
  isOnShelf: true,
  $and: words.map(({ ways }) => ({ $or: ways.map((way) => ({ terms: { $all: [...way] } })) })),
});

/** All that a word finds and more, by one term of each of its ways: as much as an index tells of it. */
export const foundByOneTerm = ({ ways }: QueryWord): object => ({ terms: { $in: ways.map(([term]) => term!) } });

const both = (all: Condition[]): Condition => (all.length === 1 ? all[0]! : (_.and(...all) as never));
const either = (any: Condition[]): Condition => (any.length === 1 ? any[0]! : (_.or(...any) as never));
