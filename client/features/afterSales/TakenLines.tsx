import type { AfterSalesCase } from '@shared/contract';
import { View } from '@tarojs/components';
import { Stepper } from '../../components/controls';

type Line = AfterSalesCase['lines'][number];

/** Pieces that are taken back, by size; of a size that is not named all of them. */
export type Taken = Readonly<Record<string, number>>;

const takenOf = (taken: Taken, { skuId, quantity }: Pick<Line, 'skuId' | 'quantity'>): number =>
  taken[skuId] ?? quantity;

/** The lines to name where only a part is taken back; undefined where it is all of it. */
export function partOf(lines: readonly Line[], taken: Taken): { skuId: string; quantity: number }[] | undefined {
  if (lines.every((line) => takenOf(taken, line) === line.quantity)) return undefined;
  return lines.flatMap((line) =>
    takenOf(taken, line) > 0 ? [{ skuId: line.skuId, quantity: takenOf(taken, line) }] : [],
  );
}

interface TakenLinesProps {
  readonly lines: readonly Line[];
  readonly taken: Taken;
  readonly onChange: (taken: Taken) => void;
}

/** How many pieces of each line are taken back: all of them to begin with. */
export function TakenLines({ lines, taken, onChange }: TakenLinesProps) {
  return (
    <View className="mb8">
      {lines.map((line) => (
        <View key={line.skuId} className="flex gap12 between mt8">
          <View className="grow wrap">
            {[line.title, line.label].filter(Boolean).join('，')}
            <View className="small muted">{`退几件，共 ${line.quantity} 件`}</View>
          </View>
          <Stepper
            what={`${line.title}退的件数`}
            count={takenOf(taken, line)}
            atLeast={0}
            atMost={line.quantity}
            onChange={(count) => onChange({ ...taken, [line.skuId]: count })}
          />
        </View>
      ))}
    </View>
  );
}
