import { explainedParts } from '@shared/explain';
import type { LineDocument } from '../../cloudfunctions/_store/documents';
import type { Engine } from '../../localcloud/engine';
import { inOneLine, readBooks, readEngine, verify } from '../../scripts/verify/index';
import { LINE_ASSETS } from '../rules/lineKinds';
import { formulaFaults } from './formulas';

/** Whose books are read: a world, or nothing but the documents of one that was killed. */
export interface Books {
  readonly cloud: { readonly engine: Pick<Engine, 'hasCollection' | 'find'> };
}

/** All documents of a collection; none when it does not exist. */
export const all = <T>(world: Books, collection: string): T[] => [...readEngine(world.cloud.engine)<T>(collection)];

/**
 * Works every figure out again and compares it with what is kept. @returns the differences in words: none when the books
 * agree.
 */
export const differences = (world: Books): string[] => [
  ...[...verify(readBooks(readEngine(world.cloud.engine)))].map(inOneLine),
  ...unexplained(world),
];

/** Lines of events that their inputs alone do not give, or of an asset that their kind does not move. */
function unexplained(world: Books): string[] {
  return all<LineDocument>(world, 'lines').flatMap(({ _id, kind, asset, units, inputs }) => {
    if (!LINE_ASSETS[kind].includes(asset)) return [`${_id}: a line of ${kind} of ${asset}`];
    const { recomputed, lines, addsUp } = explainedParts({ kind, asset, inputs });
    return recomputed === units
      ? formulaFaults({ lines, addsUp }, units).map((fault) => `${_id}: ${fault}`)
      : [`${_id}: explained as ${recomputed}, is ${units}`];
  });
}

/** The state that a close leaves behind, without the moments at which it happened to run. */
export function closedState(world: Books): unknown {
  const strip = (documents: object[], ...keys: string[]) =>
    documents
      .map((document) => Object.fromEntries(Object.entries(document).filter(([key]) => !keys.includes(key))))
      .sort((a, b) => (String(a._id) < String(b._id) ? -1 : 1));
  return {
    pages: strip(all(world, 'pages')),
    pageDays: strip(all(world, 'pageDays'), 'atMs'),
    wallets: strip(all(world, 'wallets')),
    members: strip(all(world, 'members')),
    inbox: strip(all(world, 'inbox')),
    orders: strip(all(world, 'orders'), 'changedAtMs', 'hasHolds', 'untoldFrom'),
    dayTotals: strip(all(world, 'dayTotals')),
    journal: strip(all(world, 'journal'), 'atMs'),
    lines: strip(all(world, 'lines'), 'atMs'),
    // Hashes hang on chance; what they are taken over does not.
    balances: strip(all(world, 'balanceDays'), 'hash'),
    closes: strip(
      all(world, 'closes'),
      'startedAtMs',
      'finishedAtMs',
      'endedAtMs',
      'resumed',
      'dayHash',
      'previousHash',
      'proof',
    ),
    pool: strip(all<{ _id: string }>(world, 'platform').filter(({ _id }) => ['pool', 'day', 'pages'].includes(_id))),
  };
}
