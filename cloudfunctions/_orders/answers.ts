import { type Ask, faultOf, isPersonal, maskAnswer, tidyAnswer } from '@shared/asks';
import { type AnswerShown, cleanText, type ParsedOf, refuse } from '@shared/contract';
import { businessDayOf, done, type Outcome } from '@shared/kernel';
import { seal, unseal } from '../_platform/phone';
import type { OrderAnswer, OrderDocument } from '../_store/documents';

type AskedLine = ParsedOf<'shop.previewOrder'>['lines'][number];

/** What the goods of each SKU ask for. */
export type AsksOf = ReadonlyMap<string, readonly Ask[]>;

/** What was typed into a field, as it counts. */
const answerTo = (ask: Ask, { answers = {} }: AskedLine): string => tidyAnswer(ask, cleanText(answers[ask.key] ?? ''));

const kept = (skuId: string, ask: Ask, answer: string): OrderAnswer => ({
  skuId,
  key: ask.key,
  label: ask.label,
  kind: ask.kind,
  shown: maskAnswer(ask, answer),
  ...(isPersonal(ask) ? { sealed: seal(answer) } : {}),
});

/**
 * The answers that lines carry, by what their goods ask for: checked, and sealed where they are personal. Lines of other
 * orders of the same purchase, which `asks` does not name, are left out. `which`: all that is needed has to be there, or
 * only what is given is looked at. Refused for the first that is wrong, by line and field.
 */
export function answersOf(
  lines: readonly AskedLine[],
  asks: AsksOf,
  nowMs: number,
  which: 'all' | 'given',
): Outcome<OrderAnswer[], 'answer/wrong' | 'answer/notAsked'> {
  const today = businessDayOf(nowMs);
  const all: OrderAnswer[] = [];
  for (const line of lines) {
    const asked = asks.get(line.skuId);
    if (!asked) continue;
    const { skuId } = line;
    const stranger = Object.keys(line.answers ?? {}).find((key) => !asked.some((ask) => ask.key === key));
    if (stranger !== undefined) return refuse('answer/notAsked', { skuId, key: stranger });
    for (const ask of asked) {
      const answer = answerTo(ask, line);
      if (answer === '' && which === 'given') continue;
      const fault = faultOf(ask, answer, today);
      if (fault) return refuse('answer/wrong', { skuId, key: ask.key, label: ask.label, fault });
      if (answer !== '') all.push(kept(skuId, ask, answer));
    }
  }
  return done(all);
}

/** What lines say in words of their own: looked through before it is kept. Numbers say nothing. */
export const freeAnswers = (lines: readonly AskedLine[]): string[] =>
  lines.flatMap(({ answers = {} }) => Object.values(answers).filter((answer) => !/^[\s\dXx-]*$/.test(answer)));

/** An answer in full. */
export const wholeAnswer = ({ sealed, shown }: OrderAnswer): string => (sealed === undefined ? shown : unseal(sealed));

/** What an order's goods asked for: whole for its buyer and for whose look is written down, masked for all others. */
export const answersShown = ({ answers = [] }: OrderDocument, isWhole: boolean): AnswerShown[] =>
  answers.map((answer) => {
    const { skuId, key, label, kind, shown } = answer;
    return { skuId, key, label, kind, shown: isWhole ? wholeAnswer(answer) : shown };
  });
