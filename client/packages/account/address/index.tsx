import type { Address } from '@shared/contract';
import { Input, View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { useCheckoutChoice } from '../../../state/checkout';
import { go } from '../../../state/routes';

const TOUCHED = ['shop.listAddresses', 'shop.previewOrder', 'shop.home', 'account.me'] as const;

/** One address, new or changed. */
export default function AddressScreen() {
  const { id: addressId, choose: isForCheckout } = useRouter().params;
  const addresses = useRead('shop.listAddresses', {});
  return (
    <Screen title={addressId ? '改地址' : '添加地址'}>
      <Shown of={addresses} fault="地址没取到" signIn="登录后才能填地址。" skeleton={<CardSkeleton height={280} />}>
        {(value) => (
          <Form
            address={value.addresses.find((one) => one.addressId === addressId)}
            isFirst={value.addresses.length === 0}
            isChoice={isForCheckout === '1'}
          />
        )}
      </Shown>
    </Screen>
  );
}

const FIELDS = [
  { key: 'name', words: '收货人', hint: '姓名', max: 20, type: 'text' },
  { key: 'phone', words: '手机号', hint: '11 位手机号', max: 11, type: 'number' },
  { key: 'region', words: '地区', hint: '省 市 区', max: 60, type: 'text' },
  { key: 'detail', words: '详细地址', hint: '街道、楼栋、门牌', max: 100, type: 'text' },
] as const;

type Field = (typeof FIELDS)[number]['key'];
type Filled = Record<Field, string>;

function faultOf(filled: Filled): string | null {
  if (!filled.name.trim()) return '先填收货人';
  if (!/^1[3-9]\d{9}$/.test(filled.phone)) return '先填 11 位手机号';
  if (!filled.region.trim()) return '先填地区';
  if (!filled.detail.trim()) return '先填详细地址';
  return null;
}

interface FormProps {
  readonly address: Address | undefined;
  readonly isFirst: boolean;
  /** Opened on the way of a checkout: what is saved is chosen, and leads back there. */
  readonly isChoice: boolean;
}

function Form({ address, isFirst, isChoice }: FormProps) {
  const [filled, setFilled] = useState<Filled>({
    name: address?.name ?? '',
    phone: address?.phone ?? '',
    region: address?.region ?? '',
    detail: address?.detail ?? '',
  });
  const [isDefault, setDefault] = useState(address?.isDefault ?? isFirst);
  const save = useAct('shop.saveAddress', TOUCHED);
  const remove = useAct('shop.removeAddress', TOUCHED);
  const choose = useCheckoutChoice((all) => all.chooseAddress);
  const { ask, sheet } = useAskFirst();
  const fault = faultOf(filled);
  const refused = save.error ?? remove.error;
  const submit = () =>
    save.mutate(
      { ...filled, isDefault, ...(address ? { addressId: address.addressId } : {}) },
      {
        onSuccess: ({ addressId }) => {
          if (!isChoice) return go.back();
          choose(addressId);
          return go.backToCheckout();
        },
      },
    );
  const drop = async () => {
    if (!address) return;
    if (await ask({ title: '删掉地址', words: '已下的订单不受影响。', yes: '删掉' })) {
      choose(null);
      remove.mutate({ addressId: address.addressId }, { onSuccess: go.back });
    }
  };
  return (
    <>
      <View className="card card-tight">
        {FIELDS.map(({ key, words, hint, max, type }, place) => (
          <View key={key} className={`field ${place === 0 ? 'is-first' : ''}`}>
            <View className="field-name">{words}</View>
            <Input
              className="field-input"
              placeholderClass="placeholder"
              type={type}
              maxlength={max}
              value={filled[key]}
              placeholder={hint}
              aria-label={words}
              onInput={(event) => setFilled((before) => ({ ...before, [key]: event.detail.value }))}
            />
          </View>
        ))}
      </View>
      <TickRow isOn={isDefault} label="设为默认地址" onTap={() => setDefault(!isDefault)}>
        设为默认地址
      </TickRow>
      {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
      <Button size="block" isOff={fault !== null || save.isPending} onTap={submit}>
        {fault ?? (save.isPending ? '正在保存' : '保存')}
      </Button>
      {sheet}
      {address ? (
        <Button kind="plain" size="block" isOff={remove.isPending} onTap={() => void drop()}>
          删掉这个地址
        </Button>
      ) : null}
    </>
  );
}
