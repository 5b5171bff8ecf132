import { refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { askOpenapi, cloud } from '../_platform/cloud';
import { logFault } from '../_platform/log';
import { readPhrases } from '../_store/settings';
import { openidForChecks } from './identity';
import { forbiddenIn } from './words';

/**
 * Who sees a text. `profile` and `review`: everybody; such a text is refused while WeChat's check does not answer.
 * `toShop`: the people of the shop alone, who have to act on it (notes to an order, reasons of a refund). `byShop`: what
 * an administrator typed, who answers for it by name. These two are taken when the check does not answer: an order, a
 * refund or the shop itself does not wait for it.
 */
type TextScene = 'profile' | 'review' | 'toShop' | 'byShop';

/** WeChat's numbers of scenes: 1 profile, 2 comment, 3 forum. */
const SCENES: Readonly<Record<TextScene, number>> = { profile: 1, review: 2, toShop: 2, byShop: 3 };

/** WeChat takes at most so many characters at once. */
const MOST_CHARACTERS = 2500;

type Verdict = 'passed' | 'risky' | 'unknown';
type Unwelcome = 'words/forbidden' | 'words/risky';

/** All texts of an input, however deep they lie. */
function textsIn(input: unknown): string[] {
  if (typeof input === 'string') return input === '' ? [] : [input];
  return typeof input === 'object' && input !== null ? Object.values(input).flatMap(textsIn) : [];
}

/** Texts in as few pieces as WeChat takes: cut anywhere, a word may hide at the cut, so they overlap. */
function piecesOf(texts: readonly string[]): string[] {
  const characters = [...texts.join('\n')];
  const step = MOST_CHARACTERS - 20;
  const pieces: string[] = [];
  for (let from = 0; from < characters.length; from += step) {
    pieces.push(characters.slice(from, from + MOST_CHARACTERS).join(''));
    if (from + MOST_CHARACTERS >= characters.length) break;
  }
  return pieces;
}

async function check(content: string, scene: number, openid: string): Promise<Verdict> {
  try {
    const { result } = await askOpenapi(() =>
      cloud.openapi.security!.msgSecCheck!({ version: 2, scene, openid, content }),
    );
    const suggest = (result as { suggest?: unknown } | undefined)?.suggest;
    if (suggest === 'pass') return 'passed';
    return suggest === 'risky' || suggest === 'review' ? 'risky' : 'unknown';
  } catch (error) {
    logFault('a text was not checked', error);
    return 'unknown';
  }
}

/**
 * Looks through texts that others will see: by our own list of phrases that promise gains, the shop's own list beside it,
 * then by WeChat's check (`security.msgSecCheck`, version 2). `texts` may hold texts however deep. Refuses what it finds; see TextScene for
 * what happens where WeChat cannot be asked.
 */
export async function screenText(
  texts: readonly unknown[],
  scene: 'toShop' | 'byShop',
): Promise<Outcome<null, Unwelcome>>;
export async function screenText(
  texts: readonly unknown[],
  scene: TextScene,
): Promise<Outcome<null, Unwelcome | 'words/notScreened'>>;
export async function screenText(
  texts: readonly unknown[],
  scene: TextScene,
): Promise<Outcome<null, Unwelcome | 'words/notScreened'>> {
  const phrase = forbiddenIn(texts);
  if (phrase) return refuse('words/forbidden', { phrase });
  const openid = openidForChecks();
  const all = textsIn(texts);
  const pieces = piecesOf(all);
  const [own, verdicts] = await Promise.all([
    // What only the shop reads is not held to the words that the shop forbids itself.
    scene === 'toShop' || all.length === 0 ? [] : readPhrases().then(({ forbiddenPhrases }) => forbiddenPhrases),
    openid
      ? Promise.all(pieces.map((piece) => check(piece, SCENES[scene], openid)))
      : pieces.map((): Verdict => 'unknown'),
  ]);
  const ownPhrase = own.length > 0 ? forbiddenIn(texts, own) : undefined;
  if (ownPhrase) return refuse('words/forbidden', { phrase: ownPhrase });
  if (verdicts.includes('risky')) return refuse('words/risky');
  const isSeenByAll = scene === 'profile' || scene === 'review';
  return isSeenByAll && verdicts.includes('unknown') ? refuse('words/notScreened') : done(null);
}
