import { type Ask, type AskKind, OPEN_LENGTHS } from '@shared/asks';
import { readCount } from '../../../components/form/yuan';

/** A field that goods ask for, as it is being written: figures and choices as typed. */
export interface AskDraft {
  readonly key: string;
  readonly label: string;
  readonly kind: AskKind;
  readonly isRequired: boolean;
  readonly hint: string;
  readonly least: string;
  readonly most: string;
  /** Of a date: so many days ahead. */
  readonly ahead: string;
  /** Of a choice, parted by blanks. */
  readonly choices: string;
}

/** Fields that one product may ask for. */
export const MOST_ASKS = 8;
const LONGEST = 100;
const FARTHEST_DAYS = 365;
const MOST_CHOICES = 20;

/** A new field beside others, with a key of its own. */
export function newAsk(beside: readonly AskDraft[]): AskDraft {
  let number = 1;
  while (beside.some(({ key }) => key === `f${number}`)) number += 1;
  const empty = { label: '', hint: '', least: '', most: '', ahead: '', choices: '' };
  return { ...empty, key: `f${number}`, kind: 'phone', isRequired: true };
}

const written = (count: number | undefined): string => (count === undefined ? '' : String(count));

export const askDraftOf = ({ key, label, kind, isRequired, hint, ...ask }: Ask): AskDraft => ({
  key,
  label,
  kind,
  isRequired,
  hint,
  least: written(ask.minLength),
  most: written(ask.maxLength),
  ahead: written(ask.daysAhead),
  choices: ask.choices.join(' '),
});

const choicesIn = ({ choices }: AskDraft): string[] => [...new Set(choices.split(/[\s,，、]+/).filter(Boolean))];

const isCount = (typed: string, least: number, most: number): boolean => {
  const count = readCount(typed);
  return typed.trim() === '' || (count !== null && count >= least && count <= most);
};

/** What is wrong with a field as it is written, beneath it; null when nothing is. */
export function askFault(ask: AskDraft): string | null {
  if (ask.label.trim() === '') return '填名称，买家看到的';
  if (ask.kind === 'choice') {
    const choices = choicesIn(ask);
    if (choices.length < 2) return '至少写两个选项，用空格隔开';
    return choices.length > MOST_CHOICES || choices.some((one) => one.length > 20)
      ? `最多 ${MOST_CHOICES} 个选项，每个最多 20 个字`
      : null;
  }
  if (ask.kind === 'date')
    return isCount(ask.ahead, 0, FARTHEST_DAYS) ? null : `提前几天填 0 到 ${FARTHEST_DAYS} 的整数`;
  if (!OPEN_LENGTHS.includes(ask.kind)) return null;
  if (!isCount(ask.least, 1, LONGEST) || !isCount(ask.most, 1, LONGEST)) return `位数填 1 到 ${LONGEST} 的整数，或不填`;
  const [least, most] = [readCount(ask.least), readCount(ask.most)];
  return least !== null && most !== null && least > most ? '最少不能比最多还多' : null;
}

const counted = (typed: string): number | undefined => (typed.trim() === '' ? undefined : (readCount(typed) ?? 0));

/** The field as it is saved. `askFault` has found nothing. */
export function askOf(ask: AskDraft) {
  const { key, label, kind, isRequired, hint } = ask;
  const isOpen = OPEN_LENGTHS.includes(kind);
  const [minLength, maxLength, daysAhead] = [counted(ask.least), counted(ask.most), counted(ask.ahead)];
  return {
    key,
    label,
    kind,
    isRequired,
    hint,
    ...(isOpen && minLength !== undefined ? { minLength } : {}),
    ...(isOpen && maxLength !== undefined ? { maxLength } : {}),
    ...(kind === 'date' && daysAhead !== undefined ? { daysAhead } : {}),
    choices: kind === 'choice' ? choicesIn(ask) : [],
  };
}
