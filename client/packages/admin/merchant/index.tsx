import type { InputOf, OutputOf, ShopOwner, ShopSet } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { readYuan, writeYuan } from '../../../components/form/yuan';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';
import { type NextOwner, OwnerCard } from './OwnerCard';

const TOUCHED = ['admin.viewShop', 'admin.listShops', 'admin.viewOpening'] as const;
const MOST_FREIGHT_FEN = 1_000_000;
const MOST_FREE_FROM_FEN = 100_000_000;

/** A shop of somebody on the platform: what it is called, asks and takes, and whose it is. Without an id a new one. */
export default function MerchantScreen() {
  const shopId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.shop" title={shopId ? '商家' : '开一家店'}>
      {() => (shopId ? <Loaded shopId={shopId} /> : <Form shop={null} owner={null} />)}
    </AdminScreen>
  );
}

function Loaded({ shopId }: { shopId: string }) {
  const read = useRead('admin.viewShop', { shopId });
  return (
    <Shown of={read} fault="这家店没取到">
      {({ shop, owner, seen }) =>
        shop ? (
          <Form shop={shop} owner={owner} now={seen} />
        ) : (
          <EmptyState icon="home" title="没有这家店" words="回到商家再看。" />
        )
      }
    </Shown>
  );
}

const freeFromOf = (fen: number): string => (fen === 0 ? '' : writeYuan(fen));

/** What is wrong with a sum, where it is not left out. */
const feeFault = (fen: number | null, most: number): string | null =>
  fen === null ? '填金额，最多两位小数' : fen > most ? `最多 ${writeYuan(most)}` : null;

interface FormProps {
  readonly shop: ShopSet | null;
  readonly owner: ShopOwner | null;
  readonly now?: OutputOf<'admin.viewShop'>['seen'];
}

function Form({ shop, owner, now = '' }: FormProps) {
  const [name, setName] = useState(shop?.name ?? '');
  const [freight, setFreight] = useState(writeYuan(shop?.freightFen ?? 0));
  const [freeFrom, setFreeFrom] = useState(freeFromOf(shop?.freeFreightFromFen ?? 0));
  const [deliveryWord, setDelivery] = useState(shop?.deliveryWord ?? '');
  const [afterSalesWord, setAfterSales] = useState(shop?.afterSalesWord ?? '');
  const [takesStable, setStable] = useState(shop?.takesStable ?? false);
  const [takesSpendable, setSpendable] = useState(shop?.takesSpendable ?? true);
  const [next, setNext] = useState<NextOwner>({ is: 'same' });
  const { seen, onError } = useSeen(now);
  const { ask, sheet } = useAskFirst();
  const save = useAct('admin.saveShop', TOUCHED);
  const freightFen = readYuan(freight);
  const freeFreightFromFen = freeFrom === '' ? 0 : readYuan(freeFrom);
  const [freightFault, freeFault] = [
    feeFault(freightFen, MOST_FREIGHT_FEN),
    feeFault(freeFreightFromFen, MOST_FREE_FROM_FEN),
  ];
  // An owner who is not changed here is whoever owns the shop by now: nobody undoes unawares what another has done.
  const ownerId = next.is === 'other' ? next.found.memberId : next.is === 'none' ? null : (shop?.ownerId ?? null);
  const input: InputOf<'admin.saveShop'> = {
    ...(shop ? { shopId: shop.shopId, seen } : {}),
    name,
    ...(ownerId ? { ownerId } : {}),
    freightFen: freightFen ?? 0,
    freeFreightFromFen: freeFreightFromFen ?? 0,
    deliveryWord,
    afterSalesWord,
    takesStable,
    takesSpendable,
  };
  const requestId = useRequestId(input);
  const missing =
    name.trim() === ''
      ? '先填店名'
      : freightFault || freeFault
        ? '先改运费'
        : !shop && next.is !== 'other'
          ? '先找店主'
          : shop && next.is === 'other' && ownerId === shop.ownerId
            ? '已经是店主'
            : null;
  const submit = async () => {
    if (shop && next.is !== 'same' && !(await ask(questionOf(name, owner, next)))) return;
    save.mutate({ ...input, requestId }, { onSuccess: go.back, onError });
  };
  return (
    <>
      {sheet}
      <View className="card card-tight">
        <Field isFirst words="店名" value={name} max={20} hint="买家看到的名字" onInput={setName} />
        <Field
          words="发货说明"
          value={deliveryWord}
          max={30}
          hint="可以不填，例如 48 小时内发货"
          onInput={setDelivery}
        />
        <Field
          words="售后说明"
          value={afterSalesWord}
          max={40}
          hint="可以不填，例如 签收后 7 天可退"
          onInput={setAfterSales}
        />
      </View>
      <OwnerCard owner={owner} next={next} isNew={shop === null} onChange={setNext} />
      <View className="card card-tight">
        {shop?.freight ? <View className="small muted">这家店按地区或重量收运费，下面是没列到的地方的价。</View> : null}
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
      </View>
      <View className="card card-tight">
        <Row
          isFirst
          title="收恒定积分"
          sub="买家按 1 积分抵 1 元付给这家店"
          value={<Toggle label="收恒定积分" isOn={takesStable} onChange={setStable} />}
        />
        <Row
          title="收可用积分"
          sub="买家可用积分抵一部分货款，比例在方案设置里定"
          value={<Toggle label="收可用积分" isOn={takesSpendable} onChange={setSpendable} />}
        />
      </View>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button size="block" isOff={missing !== null || save.isPending} onTap={() => void submit()}>
        {missing ?? (save.isPending ? '正在保存' : shop ? '保存' : '开这家店')}
      </Button>
    </>
  );
}

/** What another owner means, for the shop and for both. */
function questionOf(name: string, owner: ShopOwner | null, next: NextOwner) {
  const lost = owner ? `${owner.nickname} 从这时起进不了商家页面。` : '';
  const goes = '平台欠这家店的款、店里的积分、没做完的订单和售后都跟着店走';
  if (next.is !== 'other')
    return { title: `收回「${name}」`, words: `${lost}${goes}，由平台接手。会通知原来的店主。`, yes: '收回' };
  const { nickname, phoneMasked } = next.found;
  const who = `${nickname}（${showPhone(phoneMasked)}）`;
  return {
    title: `把「${name}」交给${nickname}`,
    words: `新店主是 ${who}。${lost}${goes}，由新店主接手。${owner ? '两位都会收到通知。' : '会通知新店主。'}`,
    yes: '交出去',
  };
}
