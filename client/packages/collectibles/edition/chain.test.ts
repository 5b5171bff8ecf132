import type { EditionPage } from '@shared/contract';
import { chainStep, type EditionStep, historyStart, sha256OfWords } from '@shared/proofs';
import { isOneChain } from './chain';

const FINGERPRINT = 'f'.repeat(64);
const taken: EditionStep = {
  nth: 1,
  kind: 'taken',
  atMs: 1_000,
  day: '2026-11-21',
  from: null,
  to: 'H-me',
  source: 'edition:plum-128:take',
};
const collected: EditionStep = { ...taken, nth: 2, kind: 'collected', atMs: 2_000, from: 'H-me', source: 'order:OR1' };

/** An edition as the server answers it, its steps with where the chain stands behind each. */
function edition(steps: readonly EditionStep[]): EditionPage {
  let head = historyStart(FINGERPRINT, 'plum-128', sha256OfWords);
  const shown = steps.map((step) => {
    head = chainStep(head, step, sha256OfWords);
    return { ...step, isMine: true, hash: head };
  });
  return { editionId: 'plum-128', fingerprint: FINGERPRINT, holder: 'H-me', steps: shown } as unknown as EditionPage;
}
const whole = edition([taken, collected]);

test('a history whose every hash follows is one chain', () => expect(isOneChain(whole)).toBe(true));

test.each<[string, EditionPage]>([
  [
    'a hash in the middle',
    { ...whole, steps: whole.steps.map((one) => (one.nth === 1 ? { ...one, hash: 'e' } : one)) },
  ],
  [
    'what happened',
    { ...whole, steps: whole.steps.map((one) => (one.nth === 2 ? { ...one, source: 'order:OR2' } : one)) },
  ],
  ['a step left out', { ...whole, steps: whole.steps.slice(1) }],
  ['another holder', { ...whole, holder: 'H-other' }],
  ['another series', { ...whole, fingerprint: 'e'.repeat(64) }],
  ['no steps', { ...whole, steps: [] }],
])('%s breaks it', (_, broken) => expect(isOneChain(broken)).toBe(false));
