import type { Explanation } from '@shared/contract';
import { showAmount, showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Amount } from '../../components/Amount';
import { AssetChip } from '../../components/Asset';
import { LedgerResult, LedgerSum } from '../../components/Ledger';
import { Sheet } from '../../components/Sheet';
import { CardSkeleton, Shown } from '../../components/states';
import { ENTRY_WORDS } from '../../copy/terms';
import { useRead } from '../../gateway';
import { workedOutAgain } from './again';
import { FormulaRows } from './FormulaRows';
import { Recomputed } from './Recomputed';
import { JournalRow, Pair, PlanRow, Sources } from './rows';
import { type ExplainWays, ownWays } from './ways';

/** How one figure was worked out: the rule, the formula with its figures, where it was paid from, the ledger entry. */
export function ExplainSheet({
  entryId,
  of,
  isDemo,
  onClose,
}: {
  entryId: string | null;
  /** Whose it is, where the staff looks, and its ways on: each look is written down. */
  of?: { readonly memberId: string; readonly ways: ExplainWays };
  isDemo?: boolean;
  onClose: () => void;
}) {
  const own = useRead('wallet.explain', { entryId: entryId ?? '' }, { isOn: entryId !== null && !of });
  const theirs = useRead(
    'wallet.explainOf',
    { memberId: of?.memberId ?? '', entryId: entryId ?? '' },
    { isOn: entryId !== null && of !== undefined },
  );
  const explanation = of ? theirs : own;
  return (
    <Sheet title="怎么算的" isOpen={entryId !== null} isDemo={isDemo} onClose={onClose}>
      {entryId === null ? null : (
        <Shown of={explanation} fault="算式没取到，余额没有变" skeleton={<CardSkeleton height={320} />}>
          {(value) => <Body key={entryId} explanation={value} ways={of?.ways ?? ownWays} isOwn={!of} />}
        </Shown>
      )}
    </Sheet>
  );
}

interface BodyProps {
  readonly explanation: Explanation;
  readonly ways: ExplainWays;
  readonly isOwn: boolean;
}

function Body({ explanation, ways, isOwn }: BodyProps) {
  const { line, rule, formula, paidFrom, plan, sources, inputs } = explanation;
  const { asset, units } = line.amount;
  const Close = formula.addsUp ? LedgerSum : LedgerResult;
  return (
    <>
      <View>
        <View className="small muted">
          {ENTRY_WORDS[line.kind]} · {showDay(line.day)}
          {line.isOfClose ? ' 收盘' : ''}
        </View>
        <View className="flex between gap12 wraps">
          <Amount units={units} asset={asset} size="hero" sign="change" />
          <AssetChip asset={asset} />
        </View>
      </View>
      <Part name="规则">
        <View className="small">{rule.words}</View>
        {isOwn ? null : <View className="cap muted mt4">照会员读到的写：「你」是这位会员。</View>}
      </Part>
      <Part name="算式">
        <View className="formula">
          <FormulaRows lines={formula.lines} />
          <Close label={formula.roundingWords}>
            <Amount units={formula.sum.units} asset={formula.sum.asset} size="lead" />
          </Close>
        </View>
      </Part>
      {paidFrom.length > 0 ? (
        <Part name="从哪里付">
          {paidFrom.map((one) => (
            <View key={one.orderId} className="small">
              {isOwn ? '我自己' : '会员自己'}的 {showDay(one.day)} 订单，待释放{' '}
              {showPlain(one.beforeUnits, 'remaining')} → {showPlain(one.afterUnits, 'remaining')}
            </View>
          ))}
        </Part>
      ) : null}
      <View className="explain-rows">
        <Sources sources={sources} ways={ways} />
        {plan ? <PlanRow plan={plan} onTap={ways.plan} /> : null}
        {explanation.rank ? (
          <Pair
            name={isOwn ? '我的等级' : '会员的等级'}
            words={`${explanation.rank.name}，团队现金业绩 ${showPlain(explanation.rank.teamVolumeFen, 'cash')}`}
            onTap={ways.members}
          />
        ) : null}
        <JournalRow journal={explanation.journal} />
      </View>
      <Recomputed
        inputs={inputs}
        asset={asset}
        again={async () => {
          const result = await workedOutAgain(explanation);
          return result.is === 'done' ? { ...result, figure: showAmount(result.units, asset) } : result;
        }}
      />
    </>
  );
}

/** One part of an explanation under its name. */
export function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View>
      <View className="quest-name">{name}</View>
      {children}
    </View>
  );
}
