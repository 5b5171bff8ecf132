import type { MarginRow, OutputOf, PlanKind } from '@shared/contract';
import { showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { AssetGlyph } from '../../../components/Asset';
import { Button, Link } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { useSettled } from '../../../components/form/useSettled';
import { writeYuan } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_ASSETS, PLAN_WORDS } from '../../../copy/terms';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { useMatrixClass } from '../parts/matrix';
import {
  type ChangeDraft,
  type GoodsDraft,
  keyOf,
  labelOf,
  pricesOf,
  type SizeDraft,
  soldSizes,
  withSize,
} from './draft';

interface PlansCardProps {
  readonly draft: GoodsDraft;
  readonly onChange: ChangeDraft;
}

/** The plans that the product takes part in, and whether each size can pay for them: the functions' own figures. */
export function PlansCard({ draft, onChange }: PlansCardProps) {
  const asked = useSettled({ plans: draft.plans, skus: pricesOf(draft) ?? [] });
  const margins = useRead('admin.previewMargins', { plans: [...asked.plans], skus: asked.skus });
  const [shown, setShown] = useState<OutputOf<'admin.previewMargins'> | null>(null);
  useEffect(() => {
    if (margins.value) setShown(margins.value);
  }, [margins.value]);
  const toggle = (plan: PlanKind, isOn: boolean) =>
    onChange((now) => ({ ...now, plans: [...now.plans.filter((one) => one !== plan), ...(isOn ? [plan] : [])] }));
  const sold = soldSizes(draft);
  const isNow = JSON.stringify(asked) === JSON.stringify({ plans: draft.plans, skus: pricesOf(draft) ?? [] });
  const rows = isNow && shown && shown.rows.length === sold.length ? shown.rows : null;
  return (
    <View className={`card ${useMatrixClass()}`}>
      <View className="head is-close">
        <HeadTitle>参加哪些方案</HeadTitle>
      </View>
      {margins.error ? <Note tone="bad">{refusalWords(margins.error)}</Note> : null}
      {shown?.plans.length === 0 ? (
        <View className="small muted">
          没有运行中的方案，按普通商品卖。
          <Link onTap={() => go.admin('plan')}>选方案</Link>
        </View>
      ) : null}
      {shown?.plans.map(({ plan, rateMillionths }, at) => (
        <Row
          key={plan}
          isFirst={at === 0}
          lead={<AssetGlyph asset={PLAN_ASSETS[plan]} />}
          title={PLAN_WORDS[plan]}
          sub={rateMillionths === 0 ? '不从货款里提' : `从货款里提 ${showPercent(rateMillionths)}`}
          value={
            <Toggle
              label={`参加${PLAN_WORDS[plan]}`}
              isOn={draft.plans.includes(plan)}
              onChange={(isOn) => toggle(plan, isOn)}
            />
          }
        />
      ))}
      {draft.plans.length > 0 && shown && shown.plans.length > 0 ? (
        rows ? (
          <Margins sizes={sold} rows={rows} rateMillionths={shown.rateMillionths} onChange={onChange} />
        ) : (
          <View className="small muted mt8">价和成本填好后，这里算毛利够不够。</View>
        )
      ) : null}
    </View>
  );
}

interface MarginsProps {
  readonly onChange: ChangeDraft;
  readonly sizes: readonly SizeDraft[];
  readonly rows: readonly MarginRow[];
  readonly rateMillionths: number;
}

function Margins({ sizes, rows, rateMillionths, onChange }: MarginsProps) {
  return (
    <>
      <View className="small muted mt8">毛利够不够付方案：价 − 成本 ≥ 价 × {showPercent(rateMillionths)}</View>
      <View className="matrix-head">
        <View className="matrix-name">款</View>
        <View className="matrix-figure">毛利</View>
        <View className="matrix-figure">方案要</View>
        <View className="matrix-figure is-wide">还剩</View>
      </View>
      {sizes.map((size, at) => {
        const row = rows[at]!;
        return (
          <View key={keyOf(size)} className="matrix-row">
            <View className="matrix-name">{labelOf(size)}</View>
            <View className="matrix-figure">{showPlain(row.marginFen, 'cash')}</View>
            <View className="matrix-figure">{showPlain(row.neededFen, 'cash')}</View>
            <View className={`matrix-figure is-wide ${row.isCounted ? '' : 'bad-ink bold'}`}>
              {showPlain(row.leftFen, 'cash')}
              {row.isCounted ? '' : ' 不够'}
            </View>
          </View>
        );
      })}
      {sizes.map((size, at) => {
        const { isCounted, leftFen, priceAtLeastFen, costAtMostFen } = rows[at]!;
        if (isCounted) return null;
        return (
          <View key={keyOf(size)} className="mt8 flow gap8">
            <Note tone="bad">
              {labelOf(size)} 少 {showPlain(-leftFen, 'cash')}。
              {priceAtLeastFen === null ? '' : `改价到 ${showPlain(priceAtLeastFen, 'cash')}`}
              {costAtMostFen === null ? '' : `，或成本降到 ${showPlain(costAtMostFen, 'cash')}`}
              ；不改就照卖，这一款不计入方案。
            </Note>
            {priceAtLeastFen === null ? null : (
              <View>
                <Button
                  kind="plain"
                  size="small"
                  label={`${labelOf(size)} 改价 ${showPlain(priceAtLeastFen, 'cash')}`}
                  onTap={() => onChange((now) => withSize(now, keyOf(size), { price: writeYuan(priceAtLeastFen) }))}
                >
                  改价 {showPlain(priceAtLeastFen, 'cash')}
                </Button>
              </View>
            )}
          </View>
        );
      })}
    </>
  );
}
