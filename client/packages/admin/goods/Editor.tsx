import type { CategoryKept, GoodsKept, GoodsKind } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { PicturePicker } from '../../../components/PicturePicker';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { KIND_WORDS } from '../../../copy/terms';
import { useAct } from '../../../gateway';
import { go } from '../../../state/routes';
import { useRequestId } from '../parts/AdminScreen';
import { AsksCard } from './AsksCard';
import { type ChangeDraft, draftOf, type GoodsDraft, inputOf, missingIn, stockChanges } from './draft';
import { OptionsCard } from './OptionsCard';
import { PlansCard } from './PlansCard';
import { SizesCard } from './SizesCard';
import { StayCards } from './StayCards';
import { VoucherTermsCard } from './VoucherTermsCard';
import { termsFault } from './voucherTerms';
import { WeightsCard } from './WeightsCard';

const TOUCHED = [
  'admin.listGoods',
  'admin.viewGoods',
  'admin.viewOpening',
  'shop.home',
  'shop.listGoods',
  'shop.viewGoods',
  'shop.listCategories',
] as const;
const MOST_PICTURES = 9;
const GOODS_KINDS = Object.keys(KIND_WORDS) as GoodsKind[];

interface EditorProps {
  readonly kept: GoodsKept | null;
  readonly shopId: string;
  /** The business day: nights before it are over. */
  readonly today: string;
  readonly categories: readonly CategoryKept[];
}

/** What is typed stays here until it is saved, whatever is refused on the way. */
export function Editor({ kept, shopId, today, categories }: EditorProps) {
  const [draft, setDraft] = useState<GoodsDraft>(() =>
    draftOf(kept, categories.length === 1 ? categories[0]!.categoryId : ''),
  );
  const [isTried, setTried] = useState(false);
  const [reason, setReason] = useState('');
  const saving = useSaving(draft, setDraft, { shopId, today, categories, reason });
  const changes = stockChanges(draft);
  const missing = missingIn(draft) ?? (changes.length > 0 && reason.trim() === '' ? '先写改库存的原因' : null);
  const submit = (isOnShelf: boolean) => {
    setTried(true);
    if (missing === null) void saving.save(isOnShelf);
  };
  return (
    <>
      <Names draft={draft} categories={categories} onChange={setDraft} />
      <OptionsCard draft={draft} onChange={setDraft} />
      <SizesCard draft={draft} tellsFaults={isTried} onChange={setDraft} />
      {draft.kind === 'voucher' ? (
        <VoucherTermsCard draft={draft} fault={isTried ? termsFault(draft.voucher) : null} onChange={setDraft} />
      ) : null}
      {draft.kind === 'stay' ? (
        <StayCards draft={draft} today={today} tellsFaults={isTried} onChange={setDraft} />
      ) : null}
      {draft.kind === 'delivered' ? <WeightsCard draft={draft} onChange={setDraft} /> : null}
      {changes.length > 0 ? (
        <View className="card card-tight">
          <Field
            isFirst
            words="改库存"
            value={reason}
            max={60}
            hint="为什么改，记进操作记录"
            fault={isTried && reason.trim() === '' ? '写一句原因：进货、盘点、损坏' : null}
            onInput={setReason}
          />
        </View>
      ) : null}
      <AsksCard draft={draft} tellsFaults={isTried} onChange={setDraft} />
      <PlansCard draft={draft} onChange={setDraft} />
      <View className="card card-tight">
        <Row
          isFirst
          title="收可用积分"
          sub="店铺也收的话，买家可以抵一部分货款"
          value={
            <Toggle
              label="这件商品收可用积分"
              isOn={draft.takesSpendable}
              onChange={(takesSpendable) => setDraft((now) => ({ ...now, takesSpendable }))}
            />
          }
        />
      </View>
      {kept ? (
        <View className="card card-tight">
          <Row
            isFirst
            title="限时价"
            sub="一段时间里的价，卖多少份为止，到点恢复"
            onTap={() => go.admin('offer', `id=${encodeURIComponent(kept.goodsId)}`)}
          />
        </View>
      ) : null}
      {saving.error ? <Note tone="bad">{refusalWords(saving.error)}</Note> : null}
      {missing ? <View className="small muted">{missing}，然后才能保存。填好的都在，不会丢。</View> : null}
      <View className="btns">
        <Button kind="plain" size="tall" isOff={saving.isBusy} onTap={() => submit(false)}>
          {kept?.isOnShelf ? '存好并下架' : '存着，先不上架'}
        </Button>
        <Button size="tall" isOff={saving.isBusy} onTap={() => submit(true)}>
          {saving.isBusy ? '正在保存' : kept?.isOnShelf ? '保存' : '上架'}
        </Button>
      </View>
    </>
  );
}

interface Saving {
  readonly shopId: string;
  readonly today: string;
  readonly categories: readonly CategoryKept[];
  readonly reason: string;
}

/**
 * Saves a draft: pieces by differences first, each of them once, then all the rest. What was done is done when a later
 * step is refused: the draft then counts from there.
 */
function useSaving(draft: GoodsDraft, change: ChangeDraft, { shopId, today, categories, reason }: Saving) {
  const stock = useAct('admin.changeStock');
  const goods = useAct('admin.saveGoods', TOUCHED);
  const content = { draft: { ...draft, kept: draft.kept?.revision }, reason };
  const requestId = useRequestId(content);
  const save = async (isOnShelf: boolean) => {
    const category = categories.find(({ categoryId }) => categoryId === draft.categoryId);
    if (!category) return;
    try {
      for (const { skuId, by } of stockChanges(draft)) {
        await stock.mutateAsync({
          skuId,
          by,
          reason,
          requestId: `${requestId}-${skuId.replace(/\W/g, '')}`.slice(0, 64),
        });
        change((now) => ({
          ...now,
          sizes: now.sizes.map((size) =>
            size.skuId === skuId ? { ...size, stockWas: (size.stockWas ?? 0) + by } : size,
          ),
        }));
      }
      const shelved = isOnShelf ? 'on' : 'off';
      await goods.mutateAsync({
        ...inputOf(draft, category, { shopId, today }, isOnShelf),
        requestId: `${requestId}-${shelved}`,
      });
      go.back();
    } catch {
      // Told by the mutations' own errors.
    }
  };
  return { save, isBusy: stock.isPending || goods.isPending, error: stock.error ?? goods.error };
}

interface NamesProps {
  readonly draft: GoodsDraft;
  readonly categories: readonly CategoryKept[];
  readonly onChange: ChangeDraft;
}

function Names({ draft, categories, onChange }: NamesProps) {
  return (
    <View className="card">
      <PicturePicker
        kind="goods"
        what="商品图片"
        most={MOST_PICTURES}
        pictures={draft.pictures}
        onChange={(pictures) => onChange((now) => ({ ...now, pictures }))}
      />
      <View className="mt8" />
      <Field
        isFirst
        words="名称"
        value={draft.title}
        max={60}
        hint="买家看到的名称"
        onInput={(title) => onChange((now) => ({ ...now, title }))}
      />
      <Field
        words="一句话"
        value={draft.subtitle}
        max={60}
        hint="可以不填"
        onInput={(subtitle) => onChange((now) => ({ ...now, subtitle }))}
      />
      <Choice
        label="分类"
        options={categories.map(({ categoryId, name }) => ({ key: categoryId, words: name }))}
        chosen={draft.categoryId}
        onChoose={(categoryId) => onChange((now) => ({ ...now, categoryId }))}
      />
      <Choice
        label="怎么给买家"
        options={GOODS_KINDS.map((key) => ({ key, words: KIND_WORDS[key] }))}
        chosen={draft.kind}
        onChoose={(kind) => onChange((now) => ({ ...now, kind }))}
      />
      <Field
        words="单位"
        value={draft.unitWord}
        max={4}
        hint="箱、瓶、件"
        onInput={(unitWord) => onChange((now) => ({ ...now, unitWord }))}
      />
      <Field
        words="品牌"
        value={draft.brand}
        max={20}
        hint="可以不填，买家按它筛选"
        onInput={(brand) => onChange((now) => ({ ...now, brand }))}
      />
      <Field
        words="搜索词"
        value={draft.keywords}
        max={220}
        hint="别的叫法，用空格隔开"
        onInput={(keywords) => onChange((now) => ({ ...now, keywords }))}
      />
      <Field
        isLong
        words="详情"
        value={draft.detail}
        max={3_000}
        hint="可以不填。一行一段"
        onInput={(detail) => onChange((now) => ({ ...now, detail }))}
      />
    </View>
  );
}
