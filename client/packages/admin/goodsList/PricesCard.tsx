import type { GoodsRowKept, PriceRow } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { useSettled } from '../../../components/form/useSettled';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, queryClient, type Refused, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { sendAll } from '../import/sendAll';
import { ChosenHead } from '../parts/ChosenHead';
import { askedOf, changing, EMPTY, MOST_GOODS, type PricesDraft, priceLines } from './prices';

const BYS = [
  { key: 'rate', words: '按百分比' },
  { key: 'amount', words: '按金额' },
] as const;
const WAYS = [
  { key: 'up', words: '提高' },
  { key: 'down', words: '降低' },
] as const;
const ROUNDS = [
  { key: '1', words: '到分' },
  { key: '10', words: '到角' },
  { key: '100', words: '到元' },
] as const;

const WHY_NOT: Readonly<Record<NonNullable<PriceRow['whyNot']>, string>> = {
  outOfRange: '改后的价不能卖，不改',
  byCalendar: '按日历卖，在商品页里改，不改',
  offerNotLower: '改后不高于正在设的限时价，不改',
};

interface PricesCardProps {
  readonly chosen: readonly GoodsRowKept[];
  readonly onEnd: () => void;
}

/** Prices of several goods, changed alike: each old and new price is seen before anything is changed. */
export function PricesCard({ chosen, onEnd }: PricesCardProps) {
  const [draft, setDraft] = useState<PricesDraft>(EMPTY);
  const set = (changes: Partial<PricesDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const asked = askedOf(draft);
  return (
    <View className="card">
      <ChosenHead what={`${chosen.length} 件商品`} onEnd={onEnd} />
      {chosen.length === 0 ? (
        <View className="small muted">
          点下面的商品选上，一次最多 {MOST_GOODS} 件。更多的用「表格」导出，改好再导入。
        </View>
      ) : (
        <>
          <Choice isFirst label="价格" options={WAYS} chosen={draft.way} onChoose={(way) => set({ way })} />
          <Choice label="怎么算" options={BYS} chosen={draft.by} onChoose={(by) => set({ by, figure: '' })} />
          <Field
            words={draft.way === 'up' ? '提高多少' : '降低多少'}
            type="digit"
            value={draft.figure}
            max={9}
            hint={draft.by === 'rate' ? '5' : '2.00'}
            unit={draft.by === 'rate' ? '%' : '元'}
            fault={draft.figure.trim() !== '' && !asked ? faultOf(draft) : null}
            onInput={(figure) => set({ figure })}
          />
          <Choice label="四舍五入" options={ROUNDS} chosen={draft.roundTo} onChoose={(roundTo) => set({ roundTo })} />
          {asked ? <Preview chosen={chosen} asked={asked} /> : null}
        </>
      )}
    </View>
  );
}

const faultOf = ({ by }: PricesDraft): string =>
  by === 'amount' ? '填 0.01 以上的金额，最多两位小数' : '降低填到 99，提高填到 900，最多四位小数';

interface PreviewProps {
  readonly chosen: readonly GoodsRowKept[];
  readonly asked: NonNullable<ReturnType<typeof askedOf>>;
}

function Preview({ chosen, asked }: PreviewProps) {
  const typed = { goodsIds: chosen.map(({ goodsId }) => goodsId), ...asked };
  const input = useSettled(typed);
  const read = useRead('admin.previewPrices', input);
  const isNow = JSON.stringify(input) === JSON.stringify(typed);
  return (
    <Shown of={read} fault="新价没算出来" skeleton={<CardSkeleton height={160} />}>
      {({ rows }) => <Rows rows={rows} goods={chosen.length} isNow={isNow} />}
    </Shown>
  );
}

function Rows({ rows, goods, isNow }: { rows: readonly PriceRow[]; goods: number; isNow: boolean }) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const some = changing(rows);
  const short = some.filter(({ isCounted, wasCounted }) => wasCounted && !isCounted).length;
  const below = some.filter(({ marginFen }) => marginFen < 0).length;
  const check = async () => {
    setBusy(true);
    setFault(null);
    try {
      const { importId } = await sendAll('goods', `改价 ${goods} 件商品`, priceLines(some));
      await queryClient.invalidateQueries({ queryKey: ['admin.listImports'] });
      go.admin('import', `id=${encodeURIComponent(importId)}`);
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="mt8">
      {rows.map((row, at) => (
        <Row
          key={row.skuId}
          isFirst={at === 0}
          title={<View className="small wrap">{[row.title, row.label].filter(Boolean).join(' · ')}</View>}
          sub={subOf(row)}
          value={
            row.whyNot !== null || row.newFen === row.priceFen
              ? showPlain(row.priceFen, 'cash')
              : `${showPlain(row.priceFen, 'cash')} → ${showPlain(row.newFen, 'cash')}`
          }
        />
      ))}
      <View className="flow gap8 mt8">
        {below > 0 ? <Note tone="bad">{below} 款改后的价低于成本。</Note> : null}
        {short > 0 ? <Note tone="warn">{short} 款改后毛利不够付方案：照卖，但不再计入方案。</Note> : null}
        {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      </View>
      <Button size="block" className="mt8" isOff={some.length === 0 || isBusy || !isNow} onTap={() => void check()}>
        {isBusy ? '正在交' : some.length === 0 ? '没有要改的价' : `检查这 ${some.length} 款，还不改`}
      </Button>
    </View>
  );
}

function subOf({ whyNot, priceFen, newFen, marginFen, leftFen, isCounted, wasCounted }: PriceRow): string {
  if (whyNot !== null) return WHY_NOT[whyNot];
  if (newFen === priceFen) return '四舍五入后一样，不改';
  if (marginFen < 0) return `低于成本 ${showPlain(-marginFen, 'cash')}`;
  if (wasCounted && !isCounted) return `毛利 ${showPlain(marginFen, 'cash')}，付方案少 ${showPlain(-leftFen, 'cash')}`;
  return `毛利 ${showPlain(marginFen, 'cash')}`;
}
