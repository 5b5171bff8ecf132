import type { EditionPage } from '@shared/contract';
import { type EditionStep, historyFault, sha256OfWords } from '@shared/proofs';

/** A step as it is chained: what a screen is told besides is no part of it. */
const chained = ({ nth, kind, atMs, day, from, to, source }: EditionPage['steps'][number]): EditionStep => ({
  nth,
  kind,
  atMs,
  day,
  from,
  to,
  source,
});

/** Whether a history is one chain, made again on this device: every hash that is shown follows from the step before it. */
export function isOneChain({ steps, fingerprint, editionId, holder }: EditionPage): boolean {
  const links = steps.map(chained);
  const [last] = links.slice(-1);
  return (
    last?.to === holder &&
    steps.every(({ hash }, at) => {
      const of = { fingerprint, editionId, head: hash };
      return historyFault(links.slice(0, at + 1), of, sha256OfWords) === null;
    })
  );
}
