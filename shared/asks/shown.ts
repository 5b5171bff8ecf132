import type { Ask } from './ask';

/** Kinds whose answers tell who somebody is, or whose account it is: sealed where they are kept, masked on lists. */
export const isPersonal = ({ kind }: Pick<Ask, 'kind'>): boolean => kind !== 'date' && kind !== 'choice';

/** An answer as lists show it: enough to know one's own again, not enough for anybody else. */
export function maskAnswer(ask: Pick<Ask, 'kind'>, answer: string): string {
  if (!isPersonal(ask) || answer === '') return answer;
  const letters = [...answer];
  if (ask.kind === 'phone') return `${answer.slice(0, 3)}****${answer.slice(-4)}`;
  if (ask.kind === 'name' || ask.kind === 'text') return `${letters[0]}${'*'.repeat(Math.min(letters.length - 1, 3))}`;
  if (ask.kind === 'idNumber') return `${answer.slice(0, 1)}****${answer.slice(-1)}`;
  const ends = letters.length >= 8 ? 4 : 2;
  return `****${answer.slice(-ends)}`;
}

/** 138 0532 5521, 1000 1111 2222 3333 444: a number as it is read, in groups. */
export function readableAnswer({ kind }: Pick<Ask, 'kind'>, answer: string): string {
  if (kind === 'phone') return answer.replace(/^(\d{3})(\d{4})(\d+)$/, '$1 $2 $3');
  if (kind === 'cardNumber' || kind === 'meterNumber') return answer.replace(/(\d{4})(?=\d)/g, '$1 ');
  return answer;
}

/** What a size of a top-up is worth on the account, in fen, as its name says: 100 元; null where it says no sum. */
export function faceFenOf(label: string): number | null {
  const [, yuan, cents = ''] = /^([1-9]\d{0,6})(?:\.(\d{2}))? ?元$/.exec(label) ?? [];
  return yuan === undefined ? null : Number(yuan) * 100 + Number(cents);
}
