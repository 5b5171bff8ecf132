import type { PlanKind } from '@shared/contract';
import { View } from '@tarojs/components';
import { CompareHead, CompareRow } from '../parts/Compare';
import { PLAN_FORMS } from '../planEdit/fields';
import { changedKeys, figureAt, type PlanText, rowsOf } from '../planEdit/text';

interface DifferencesProps {
  readonly plan: PlanKind;
  readonly now: PlanText;
  readonly next: PlanText;
}

/** What one version of a plan changes of another, in the words of the form. */
export function Differences({ plan, now, next }: DifferencesProps) {
  const changed = changedKeys(now, next);
  if (changed.length === 0) return <View className="small muted">和现在的一样。</View>;
  return (
    <>
      <CompareHead words={`改了 ${changed.length} 项`} />
      {linesOf(plan, now, next, changed).map(({ words, was, is }) => (
        <CompareRow key={words} words={words} running={was} draft={is} />
      ))}
    </>
  );
}

function linesOf(plan: PlanKind, now: PlanText, next: PlanText, changed: readonly string[]) {
  const { fields, tables, choices } = PLAN_FORMS[plan];
  const figure = (text: PlanText, key: string) => figureAt(text, key) || '没有';
  return [
    ...fields
      .filter(({ key }) => changed.includes(key.split('.')[0]!) && figureAt(now, key) !== figureAt(next, key))
      .map(({ key, words }) => ({ words, was: figure(now, key), is: figure(next, key) })),
    ...choices
      .filter(({ key }) => changed.includes(key))
      .map(({ key, words, options }) => {
        const word = (text: PlanText) => options.find((one) => one.key === String(text[key]))?.words ?? '';
        return { words, was: word(now), is: word(next) };
      }),
    ...tables
      .filter(({ key }) => changed.includes(key))
      .flatMap((table) => {
        const [before, after] = [rowsOf(now, table), rowsOf(next, table)];
        const row = (rows: typeof before, at: number) =>
          rows[at] ? `${rows[at]!.from} ${table.from.unit}，${rows[at]![table.to.key]}` : '没有';
        return Array.from({ length: Math.max(before.length, after.length) }, (_none, at) => ({
          words: `${table.words} ${at + 1}`,
          was: row(before, at),
          is: row(after, at),
        })).filter(({ was, is }) => was !== is);
      }),
  ];
}
