import type { ShopSet } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { freightWords } from '../guide/steps';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';
import { Field } from '../parts/Field';
import { readYuan, writeYuan } from '../parts/yuan';

/** What sending an order costs its buyer, and how soon it leaves. */
export default function DeliveryScreen() {
  return <AdminScreen title="运费与发货">{() => <Delivery />}</AdminScreen>;
}

function Delivery() {
  const read = useRead('admin.viewShop', {});
  return (
    <Shown of={read} fault="运费没取到">
      {({ shop }) =>
        shop ? (
          <Form shop={shop} />
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

const MOST_FREIGHT_FEN = 1_000_000;
const MOST_FREE_FROM_FEN = 100_000_000;

function Form({ shop }: { shop: ShopSet }) {
  const [freight, setFreight] = useState(writeYuan(shop.freightFen));
  const [freeFrom, setFreeFrom] = useState(shop.freeFreightFromFen === 0 ? '' : writeYuan(shop.freeFreightFromFen));
  const [word, setWord] = useState(shop.deliveryWord);
  const save = useAct('admin.changeShop', ['admin.viewShop', 'admin.viewOpening', 'shop.home']);
  const freightFen = readYuan(freight);
  const freeFreightFromFen = freeFrom.trim() === '' ? 0 : readYuan(freeFrom);
  const freightFault =
    freightFen === null ? '填金额，最多两位小数' : freightFen > MOST_FREIGHT_FEN ? '运费最多 10,000.00 元' : null;
  const freeFault =
    freeFreightFromFen === null
      ? '填金额，最多两位小数'
      : freeFreightFromFen > MOST_FREE_FROM_FEN
        ? '最多 1,000,000.00 元'
        : null;
  const isRight = freightFault === null && freeFault === null;
  const missing = !isRight ? '先改金额' : word.trim() === '' ? '先填多久发出' : null;
  const changes = {
    shopId: shop.shopId,
    freightFen: freightFen ?? 0,
    freeFreightFromFen: freeFreightFromFen ?? 0,
    deliveryWord: word,
  };
  const requestId = useRequestId(changes);
  const submit = () => save.mutate({ ...changes, requestId }, { onSuccess: go.back });
  return (
    <>
      <View className="card card-tight">
        <Field
          isFirst
          words="每单运费"
          type="digit"
          value={freight}
          max={10}
          hint="0.00 不收"
          fault={freightFault}
          unit="元"
          onInput={setFreight}
        />
        <Field
          words="满多少免"
          type="digit"
          value={freeFrom}
          max={10}
          hint="不填就不免"
          fault={freeFault}
          unit="元"
          onInput={setFreeFrom}
        />
        <Field words="多久发出" value={word} max={30} hint="48 小时内发出" onInput={setWord} />
      </View>
      {isRight ? (
        <Note icon="truck">
          买家会看到：{freightWords({ freightFen: freightFen ?? 0, freeFreightFromFen: freeFreightFromFen ?? 0 })}
          {word.trim() ? `，${word.trim()}` : ''}。按商品额算，不算运费和积分。
        </Note>
      ) : null}
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button size="block" isOff={missing !== null || save.isPending} onTap={submit}>
        {missing ?? (save.isPending ? '正在保存' : '保存')}
      </Button>
    </>
  );
}
