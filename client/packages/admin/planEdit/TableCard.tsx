import { View } from '@tarojs/components';
import { Link } from '../../../components/Button';
import { FieldFault } from '../../../components/form/FieldFault';
import { HeadTitle } from '../../../components/HeadTitle';
import { Input } from '../../../components/Input';
import type { PlanTable } from './fields';
import { type PlanText, rowsOf, withRows } from './text';

const MOST_ROWS = 20;

interface TableCardProps {
  readonly table: PlanTable;
  readonly text: PlanText;
  readonly running: PlanText | null;
  readonly faultAt: (key: string) => string | null;
  readonly onChange: (text: PlanText) => void;
}

/** Rows with a bound and a figure, from the lowest up: added, changed, taken away. */
export function TableCard({ table, text, running, faultAt, onChange }: TableCardProps) {
  const rows = rowsOf(text, table);
  const before = running ? rowsOf(running, table) : [];
  const change = (at: number, key: string, value: string) =>
    onChange(
      withRows(
        text,
        table,
        rows.map((row, index) => (index === at ? { ...row, [key]: value.trim() } : row)),
      ),
    );
  const fault = faultAt(table.key);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{table.words}</HeadTitle>
        <View className="head-right">从低到高</View>
      </View>
      {rows.map((row, at) => {
        const told = [`${table.key}.${at}.from`, `${table.key}.${at}.${table.to.key}`, `${table.key}.${at}`]
          .map(faultAt)
          .filter((one): one is string => one !== null);
        const was = before[at];
        return (
          // A row has no name but its place.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <View key={at} className="plan-figure">
            <View className="matrix-row plan-line">
              <Cell
                label={`${table.words}第 ${at + 1} 行，${table.from.words}`}
                value={row.from ?? ''}
                onInput={(value) => change(at, 'from', value)}
              />
              <View className="small muted still">{table.from.unit}</View>
              <Cell
                label={`${table.words}第 ${at + 1} 行，${table.to.words}`}
                value={row[table.to.key] ?? ''}
                onInput={(value) => change(at, table.to.key, value)}
              />
              <Link
                label={`去掉${table.words}第 ${at + 1} 行`}
                isMuted
                onTap={() =>
                  onChange(
                    withRows(
                      text,
                      table,
                      rows.filter((_row, index) => index !== at),
                    ),
                  )
                }
              >
                去掉
              </Link>
            </View>
            {was && (was.from !== row.from || was[table.to.key] !== row[table.to.key]) ? (
              <View className="cap muted">
                现在 {was.from} {table.from.unit}，{was[table.to.key]}
              </View>
            ) : null}
            <FieldFault words={told.join('；')} />
          </View>
        );
      })}
      <View className="cap muted">
        {table.from.words}（{table.from.unit}），{table.to.words}
      </View>
      <FieldFault words={fault} />
      {rows.length < MOST_ROWS ? (
        <Link
          label={`加一行${table.words}`}
          onTap={() => onChange(withRows(text, table, [...rows, { from: '', [table.to.key]: '' }]))}
        >
          加一行
        </Link>
      ) : null}
    </View>
  );
}

const Cell = ({ label, value, onInput }: { label: string; value: string; onInput: (value: string) => void }) => (
  <View className="matrix-input plan-bound">
    <Input
      type="digit"
      value={value}
      maxlength={16}
      aria-label={label}
      onInput={(event) => onInput(event.detail.value)}
    />
  </View>
);
