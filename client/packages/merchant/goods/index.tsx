import type { OwnGoods } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { readCount } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { MerchantScreen } from '../parts/MerchantScreen';
import { Nights } from './Nights';

const TOUCHED = ['merchant.viewGoods', 'merchant.listGoods', 'merchant.home'] as const;

/** One product of the own shop: pieces of each size, and whether it is on the shelf. */
export default function ShopGoodsOneScreen() {
  const goodsId = decodeURIComponent(useRouter().params.id ?? '');
  return <MerchantScreen title="商品">{() => <Loaded goodsId={goodsId} />}</MerchantScreen>;
}

function Loaded({ goodsId }: { goodsId: string }) {
  const read = useRead('merchant.viewGoods', { goodsId });
  return (
    <Shown of={read} fault="商品没取到">
      {(goods) => (
        <>
          <Shelf goods={goods} />
          {goods.skus.map((sku) =>
            sku.calendar ? (
              <Nights key={sku.skuId} goods={goods} sku={sku} calendar={sku.calendar} />
            ) : (
              <Size key={sku.skuId} sku={sku} />
            ),
          )}
        </>
      )}
    </Shown>
  );
}

function Shelf({ goods }: { goods: OwnGoods }) {
  const { goodsId, isOnShelf, mayShelve } = goods;
  const shelve = useAct('merchant.shelveGoods', TOUCHED);
  const requestId = useRequestId([goodsId, isOnShelf]);
  return (
    <View className="card flow gap12">
      <View className="flex gap12">
        <Picture picture={goods.picture} ground={goods.ground} size={64} />
        <View className="grow">
          <View className="wrap">{goods.title}</View>
          <View className="small muted">
            {isOnShelf ? '在架' : '下架'} · 已售 {goods.sold}
          </View>
        </View>
      </View>
      {shelve.error ? <Note tone="bad">{refusalWords(shelve.error)}</Note> : null}
      {mayShelve ? (
        <Button
          kind="line"
          isOff={shelve.isPending}
          onTap={() => shelve.mutate({ goodsId, isOnShelf: !isOnShelf, requestId })}
        >
          {isOnShelf ? '下架，已付的订单照发' : '上架'}
        </Button>
      ) : (
        <View className="small muted">平台下的架，由平台放回。</View>
      )}
    </View>
  );
}

/** A size: what it costs, what the platform pays for a piece, and how many are left. */
function Size({ sku }: { sku: OwnGoods['skus'][number] }) {
  const [isOpen, setOpen] = useState(false);
  const name = sku.label || '这一款';
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{name}</HeadTitle>
        <View className="head-right">{sku.stock > 0 ? `剩 ${sku.stock}` : '缺货'}</View>
      </View>
      <LedgerRow label="售价">{showPlain(sku.priceFen, 'cash')} 元</LedgerRow>
      <LedgerRow label="结算价，每件平台付你">{showPlain(sku.costFen, 'cash')} 元</LedgerRow>
      {isOpen ? (
        <Count sku={sku} name={name} onEnd={() => setOpen(false)} />
      ) : (
        <View className="mt8">
          <Button kind="plain" size="small" label={`改${name}的库存`} onTap={() => setOpen(true)}>
            改库存
          </Button>
        </View>
      )}
    </View>
  );
}

interface CountProps {
  readonly sku: OwnGoods['skus'][number];
  readonly name: string;
  readonly onEnd: () => void;
}

/** Pieces that came or went, and why. */
function Count({ sku, name, onEnd }: CountProps) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const change = useAct('merchant.changeStock', TOUCHED);
  const pieces = readCount(typed);
  const addId = useRequestId(['add', sku.skuId, sku.stock, typed, reason]);
  const takeId = useRequestId(['take', sku.skuId, sku.stock, typed, reason]);
  const by = (sign: 1 | -1) =>
    change.mutate(
      { skuId: sku.skuId, by: sign * (pieces ?? 0), reason, requestId: sign === 1 ? addId : takeId },
      { onSuccess: onEnd },
    );
  const isOff = change.isPending || pieces === null || pieces === 0 || reason.trim() === '';
  return (
    <>
      <Field
        words="件数"
        type="number"
        value={typed}
        max={6}
        hint="进了或少了几件"
        fault={typed !== '' && pieces === null ? '填整数' : null}
        onInput={setTyped}
      />
      <Field words="原因" value={reason} max={60} hint="到货、盘点、破损" onInput={setReason} />
      {change.error ? <Note tone="bad">{refusalWords(change.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={change.isPending} onTap={onEnd}>
          不改了
        </Button>
        <Button kind="plain" label={`${name}减库存`} isOff={isOff} onTap={() => by(-1)}>
          减
        </Button>
        <Button kind="line" label={`${name}加库存`} isOff={isOff} onTap={() => by(1)}>
          加
        </Button>
      </View>
    </>
  );
}
