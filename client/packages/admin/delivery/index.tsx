import type { ShopSet } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { useRegionSheet } from '../../../components/region/useRegionSheet';
import { EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { freightWords } from '../guide/steps';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';
import { countedBy, type DeliveryDraft, draftOf, inputOf, measureFault, missingIn, newGroup } from './draft';
import { ExampleCard } from './ExampleCard';
import { FeeFields } from './FeeFields';
import { GroupCard } from './GroupCard';

/** What sending an order costs its buyer, place by place, and how soon it leaves. */
export default function DeliveryScreen() {
  return (
    <AdminScreen area="staff.shop" title="运费与发货">
      {() => <Delivery />}
    </AdminScreen>
  );
}

function Delivery() {
  const read = useRead('admin.viewShop', {});
  return (
    <Shown of={read} fault="运费没取到">
      {({ shop, seen }) =>
        shop ? (
          <Form shop={shop} now={seen} />
        ) : (
          <EmptyState
            icon="home"
            title="先有店名"
            words="运费是店铺的。填好店名再回来。"
            act={{ words: '填店名', onTap: () => go.admin('shop') }}
          />
        )
      }
    </Shown>
  );
}

const MOST_GROUPS = 20;

function Form({ shop, now }: { shop: ShopSet; now: string }) {
  const { seen, onError } = useSeen(now);
  const [draft, setDraft] = useState<DeliveryDraft>(() => draftOf(shop));
  const save = useAct('admin.changeShop', ['admin.viewShop', 'admin.viewOpening', 'shop.home']);
  const change = (changes: Partial<DeliveryDraft>) => setDraft((before) => ({ ...before, ...changes }));
  const region = useRegionSheet();
  const missing = missingIn(draft);
  const content = inputOf(draft, shop.shopId);
  const requestId = useRequestId([content, seen]);
  const submit = () => save.mutate({ ...content, seen, requestId }, { onSuccess: go.back, onError });
  return (
    <>
      <Ways draft={draft} onChange={change} />
      {draft.groups.map((group, at) => (
        <GroupCard
          // biome-ignore lint/suspicious/noArrayIndexKey: groups have no other identity than their place
          key={at}
          at={at}
          draft={draft}
          group={group}
          ask={region.ask}
          onChange={(changed) => change({ groups: draft.groups.map((one, place) => (place === at ? changed : one)) })}
          onRemove={() => change({ groups: draft.groups.filter((_, place) => place !== at) })}
        />
      ))}
      {draft.groups.length < MOST_GROUPS ? (
        <Button kind="line" size="block" onTap={() => change({ groups: [...draft.groups, newGroup(draft)] })}>
          加一组地区
        </Button>
      ) : null}
      {missing === null && draft.by === 'order' && draft.groups.length === 0 ? (
        <Note icon="truck">
          买家会看到：{freightWords(content)}，{draft.word.trim()}。按商品额算，不算运费和积分。
        </Note>
      ) : null}
      <ExampleCard draft={draft} />
      {region.sheet}
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button size="block" isOff={missing !== null || save.isPending} onTap={submit}>
        {missing ?? (save.isPending ? '正在保存' : '保存')}
      </Button>
    </>
  );
}

const WAYS = [
  { key: 'order', words: '每单一口价' },
  { key: 'piece', words: '按件数' },
  { key: 'weight', words: '按重量' },
] as const;

interface WaysProps {
  readonly draft: DeliveryDraft;
  readonly onChange: (changes: Partial<DeliveryDraft>) => void;
}

function Ways({ draft, onChange }: WaysProps) {
  const unit = draft.by === 'weight' ? '克' : '件';
  const asks = draft.by === 'weight' ? { first: '首重', step: '续重每' } : { first: '首件', step: '续件每' };
  return (
    <View className="card card-tight">
      <Choice
        isFirst
        label="怎么算"
        options={WAYS}
        chosen={draft.by}
        onChoose={(by) => onChange(countedBy(draft, by))}
      />
      {draft.by === 'order'
        ? null
        : (['first', 'step'] as const).map((key) => (
            <Field
              key={key}
              words={asks[key]}
              type="number"
              value={draft[key]}
              max={7}
              unit={unit}
              fault={measureFault(draft[key])}
              onInput={(typed) => onChange({ [key]: typed })}
            />
          ))}
      {draft.groups.length > 0 ? (
        <Row
          title="其余地区也送"
          sub="下面各组以外的地区"
          value={
            <Toggle
              label="其余地区也送"
              isOn={draft.servesElsewhere}
              onChange={(servesElsewhere) => onChange({ servesElsewhere })}
            />
          }
        />
      ) : null}
      {draft.servesElsewhere ? <FeeFields by={draft.by} figures={draft} onChange={onChange} /> : null}
      <Field words="多久发出" value={draft.word} max={30} hint="48 小时内发出" onInput={(word) => onChange({ word })} />
    </View>
  );
}
