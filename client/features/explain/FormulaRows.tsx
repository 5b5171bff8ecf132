import type { Explanation } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { LedgerRow } from '../../components/Ledger';

/** The lines of a formula: what each is, its figures as they are worked out, and what they come to. */
export function FormulaRows({ lines }: { lines: Explanation['formula']['lines'] }) {
  return (
    <>
      {lines.map((one) => (
        <LedgerRow
          key={`${one.words}${one.figures}`}
          label={
            <>
              <View>{one.words}</View>
              {one.figures ? <View>{one.figures}</View> : null}
            </>
          }
        >
          {one.result ? showPlain(one.result.units, one.result.asset) : ''}
        </LedgerRow>
      ))}
    </>
  );
}
