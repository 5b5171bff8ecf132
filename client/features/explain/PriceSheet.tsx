import type { PriceExplanation } from '@shared/contract';
import { showCount, showDay, showHash } from '@shared/format';
import { View } from '@tarojs/components';
import { LedgerResult } from '../../components/Ledger';
import { Sheet } from '../../components/Sheet';
import { CardSkeleton, Shown } from '../../components/states';
import { useRead } from '../../gateway';
import { go } from '../../state/routes';
import { priceAgain } from './again';
import { Part } from './ExplainSheet';
import { FormulaRows } from './FormulaRows';
import { Recomputed } from './Recomputed';
import { Pair, PlanRow } from './rows';

interface PriceSheetProps {
  readonly isOpen: boolean;
  /** A day that was closed; undefined for the price as it is now. */
  readonly day?: string;
  readonly isDemo: boolean;
  readonly onClose: () => void;
}

/** How the price, and the worth of a holding, come from the pool. Every figure is the server's. */
export function PriceSheet({ isOpen, day, isDemo, onClose }: PriceSheetProps) {
  const explanation = useRead('wallet.explainPrice', day ? { day } : {}, { isOn: isOpen });
  return (
    <Sheet title="怎么算的" isDemo={isDemo} isOpen={isOpen} onClose={onClose}>
      {isOpen ? (
        <Shown of={explanation} fault="算式没取到，价格没有变" skeleton={<CardSkeleton height={320} />}>
          {(value) => <Body key={value.day ?? ''} explanation={value} />}
        </Shown>
      ) : null}
    </Sheet>
  );
}

function Body({ explanation }: { explanation: PriceExplanation }) {
  const { rule, formula, inputs, purchases, plan, day, dayHash } = explanation;
  // What the price is worked out by, then the price, then what a holding comes to at it.
  const [ofHolding, ofPrice] = [
    formula.lines.filter(({ result }) => result?.asset === 'cash'),
    formula.lines.filter(({ result }) => result?.asset !== 'cash'),
  ];
  return (
    <>
      <View className="small muted">{day ? `${showDay(day)} 收盘的价格（元/积分）` : '现在的价格（元/积分）'}</View>
      <Part name="规则">
        <View className="small">{rule.words}</View>
      </Part>
      <Part name="算式">
        <View className="formula">
          <FormulaRows lines={ofPrice} />
          <LedgerResult label="价格">{explanation.priceShown}</LedgerResult>
          <FormulaRows lines={ofHolding} />
        </View>
      </Part>
      <View className="explain-rows">
        <Pair
          name="来源"
          words={purchases === null ? `${showDay(day ?? '')} 收盘的池` : `${showCount(purchases)} 笔结算的购买`}
          onTap={go.solvency}
        />
        {plan ? <PlanRow plan={plan} onTap={go.rules} /> : null}
        {dayHash ? <Pair name="当日总账" words={<View className="mono">{showHash(dayHash)}</View>} /> : null}
      </View>
      <Recomputed
        inputs={inputs}
        again={async () => {
          const result = await priceAgain(explanation);
          return result.is === 'done' ? { ...result, figure: result.shown } : result;
        }}
      />
    </>
  );
}
