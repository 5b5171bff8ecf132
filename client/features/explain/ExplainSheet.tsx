import type { Explanation } from '@shared/contract';
import { showAmount, showDay, showHash, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Amount } from '../../components/Amount';
import { AssetChip } from '../../components/Asset';
import { Button } from '../../components/Button';
import { Icon } from '../../components/Icon';
import { LedgerResult, LedgerRow, LedgerSum } from '../../components/Ledger';
import { Note } from '../../components/Note';
import { Row } from '../../components/Row';
import { Sheet } from '../../components/Sheet';
import { CardSkeleton, Shown } from '../../components/states';
import { ENTRY_WORDS } from '../../copy/terms';
import { useRead } from '../../gateway';
import { go } from '../../state/routes';

/** How one figure was worked out: the rule, the formula with its figures, where it was paid from, the ledger entry. */
export function ExplainSheet({
  entryId,
  isDemo,
  onClose,
}: {
  entryId: string | null;
  isDemo?: boolean;
  onClose: () => void;
}) {
  const explanation = useRead('wallet.explain', { entryId: entryId ?? '' }, { isOn: entryId !== null });
  return (
    <Sheet title="怎么算的" isOpen={entryId !== null} isDemo={isDemo} onClose={onClose}>
      {entryId === null ? null : (
        <Shown of={explanation} fault="算式没取到，余额没有变" skeleton={<CardSkeleton height={320} />}>
          {(value) => <Body explanation={value} />}
        </Shown>
      )}
    </Sheet>
  );
}

function Body({ explanation }: { explanation: Explanation }) {
  const { line, rule, formula, paidFrom, plan } = explanation;
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
      </Part>
      <Part name="算式">
        <View className="formula">
          {formula.lines.map((one) => (
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
          <Close label={formula.roundingWords}>
            <Amount units={formula.sum.units} asset={formula.sum.asset} size="lead" />
          </Close>
        </View>
      </Part>
      {paidFrom.length > 0 ? (
        <Part name="从哪里付">
          {paidFrom.map((one) => (
            <View key={one.orderId} className="small">
              我自己的 {showDay(one.day)} 订单，待释放 {showPlain(one.beforeUnits, 'remaining')} →{' '}
              {showPlain(one.afterUnits, 'remaining')}
            </View>
          ))}
        </Part>
      ) : null}
      <View className="explain-rows">
        <Sources explanation={explanation} />
        {plan ? (
          <Pair name="方案" words={`${plan.name} v${plan.version}，${showDay(plan.fromDay)} 起`} onTap={go.rules} />
        ) : null}
        {explanation.rank ? (
          <Pair
            name="我的等级"
            words={`${explanation.rank.name}，团队现金业绩 ${showPlain(explanation.rank.teamVolumeFen, 'cash')}`}
            onTap={go.team}
          />
        ) : null}
        <Journal journal={explanation.journal} />
      </View>
      <Recomputed explanation={explanation} />
    </>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <View>
      <View className="quest-name">{name}</View>
      {children}
    </View>
  );
}

function Pair({ name, words, onTap }: { name: string; words: ReactNode; onTap?: () => void }) {
  return (
    <Row
      isCompact
      title={<View className="small muted">{name}</View>}
      value={<View className="small wrap">{words}</View>}
      onTap={onTap}
    />
  );
}

function Sources({ explanation }: { explanation: Explanation }) {
  return (
    <>
      {explanation.sources.map((source, place) => {
        const { amount, id } = source;
        // Some words have their figure in them.
        const figure = amount ? showPlain(amount.units, amount.asset) : '';
        const words = source.words.includes(figure) ? source.words : `${source.words} ${figure}`;
        const isOrder = source.kind === 'order' && id !== null && explanation.line.orderId === id;
        return (
          <Pair
            // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list; two sources may read the same
            key={place}
            name={place === 0 ? '来源' : ''}
            words={words}
            onTap={isOrder && id ? () => go.order(id) : undefined}
          />
        );
      })}
    </>
  );
}

/** The decimals of an account's asset are those of the asset; accounts are named by the ledger itself. */
function Journal({ journal }: { journal: Explanation['journal'] }) {
  return (
    <Row
      isCompact
      title={<View className="small muted">分录</View>}
      value={
        <View className="small wrap">
          {journal.number === null ? null : <View>#{journal.number}</View>}
          {journal.hash ? <View className="row-sub mono">{showHash(journal.hash)}</View> : null}
          <View className="row-sub mono wrap">{journal.entryId}</View>
        </View>
      }
    />
  );
}

/** The functions recompute every line from its inputs alone; this shows the inputs and what came out. */
function Recomputed({ explanation }: { explanation: Explanation }) {
  const [isOpen, setOpen] = useState(false);
  const { recomputed, agrees, inputs } = explanation;
  if (!isOpen) {
    return (
      <Button kind="line" size="block" onTap={() => setOpen(true)}>
        <Icon name="shield" size={18} />
        用这些数再算一遍
      </Button>
    );
  }
  return (
    <>
      <View className="formula">
        {Object.entries(inputs).map(([name, value]) => (
          <LedgerRow key={name} label={<View className="mono wrap">{name}</View>}>
            <View className="mono wrap">{String(value)}</View>
          </LedgerRow>
        ))}
      </View>
      <Note tone={agrees ? 'ok' : 'bad'} icon={agrees ? 'shield' : 'warn'}>
        {agrees
          ? `再算一遍得 ${showAmount(recomputed.units, recomputed.asset)}，和这一笔一致。`
          : `再算一遍得 ${showAmount(recomputed.units, recomputed.asset)}，和这一笔不一致。把这一页截图发给店家核对。`}
      </Note>
    </>
  );
}
