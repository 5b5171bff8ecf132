import type { Address } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { Chevron } from '../../../components/Icon';
import { Input } from '../../../components/Input';
import { Note } from '../../../components/Note';
import { RegionPicker } from '../../../components/region/RegionPicker';
import { type AskRegion, useRegionSheet } from '../../../components/region/useRegionSheet';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { useCheckoutChoice } from '../../../state/checkout';
import { go } from '../../../state/routes';
import { type Filled, filledOf, missingIn, withGained } from './filled';
import { QuickFill } from './QuickFill';
import './address.css';

const TOUCHED = ['shop.listAddresses', 'shop.previewOrder', 'shop.home', 'account.me'] as const;
const LABELS = ['家', '公司'] as const;

interface FormProps {
  readonly address: Address | undefined;
  readonly isFirst: boolean;
  /** Opened on the way of a checkout: what is saved is chosen, and leads back there. */
  readonly isChoice: boolean;
}

export function AddressForm({ address, isFirst, isChoice }: FormProps) {
  const [filled, setFilled] = useState<Filled>(() => filledOf(address));
  const [isDefault, setDefault] = useState(address?.isDefault ?? isFirst);
  const save = useAct('shop.saveAddress', TOUCHED);
  const remove = useAct('shop.removeAddress', TOUCHED);
  const choose = useCheckoutChoice((all) => all.chooseAddress);
  const { ask, sheet } = useAskFirst();
  const region = useRegionSheet();
  const missing = missingIn(filled);
  const refused = save.error ?? remove.error;
  const change = (changes: Partial<Filled>) => setFilled((before) => ({ ...before, ...changes }));
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
      {address ? null : <QuickFill onGain={(gained) => setFilled((before) => withGained(before, gained))} />}
      {address && address.regionCode === '' ? (
        <Note tone="warn">原来的地区「{address.region}」认不出，重选一次。</Note>
      ) : null}
      <Fields filled={filled} askRegion={region.ask} onChange={change} />
      <TickRow isOn={isDefault} label="设为默认地址" onTap={() => setDefault(!isDefault)}>
        设为默认地址
      </TickRow>
      {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
      <Button size="block" isOff={missing !== null || save.isPending} onTap={submit}>
        {missing ?? (save.isPending ? '正在保存' : '保存')}
      </Button>
      {sheet}
      {region.sheet}
      {address ? (
        <Button kind="plain" size="block" isOff={remove.isPending} onTap={() => void drop()}>
          删掉这个地址
        </Button>
      ) : null}
    </>
  );
}

interface FieldsProps {
  readonly filled: Filled;
  readonly askRegion: AskRegion;
  readonly onChange: (changes: Partial<Filled>) => void;
}

function Fields({ filled, askRegion, onChange }: FieldsProps) {
  return (
    <View className="card card-tight">
      <TextField
        isFirst
        words="收货人"
        hint="姓名"
        max={20}
        value={filled.name}
        onInput={(name) => onChange({ name })}
      />
      <TextField
        words="手机号"
        hint="11 位手机号"
        max={11}
        type="number"
        value={filled.phone}
        onInput={(phone) => onChange({ phone })}
      />
      <RegionPicker
        level="district"
        title="选地区"
        ask={askRegion}
        className="field"
        label={`地区，${filled.region || '还没选'}`}
        onChoose={({ names, code }) =>
          onChange({ region: names.filter((name, at) => names.indexOf(name) === at).join(' '), regionCode: code })
        }
      >
        <View className="field-in">
          <View className="field-name">地区</View>
          <View className={`grow ${filled.region ? '' : 'placeholder'}`}>{filled.region || '选省、市、区'}</View>
          <Chevron />
        </View>
      </RegionPicker>
      <TextField
        words="详细地址"
        hint="街道、楼栋、门牌"
        max={100}
        value={filled.detail}
        onInput={(detail) => onChange({ detail })}
      />
      <View className="field">
        <View className="field-name">标签</View>
        <View className="opts" {...{ role: 'group' }} aria-label="标签">
          {LABELS.map((label) => (
            <Tap
              key={label}
              role="checkbox"
              className={`opt ${filled.label === label ? 'is-on' : ''}`}
              isOn={filled.label === label}
              onTap={() => onChange({ label: filled.label === label ? '' : label })}
            >
              {label}
            </Tap>
          ))}
        </View>
      </View>
    </View>
  );
}

interface TextFieldProps {
  readonly words: string;
  readonly hint: string;
  readonly max: number;
  readonly value: string;
  readonly type?: 'text' | 'number';
  readonly isFirst?: boolean;
  readonly onInput: (value: string) => void;
}

function TextField({ words, hint, max, value, type = 'text', isFirst, onInput }: TextFieldProps) {
  return (
    <View className={`field ${isFirst ? 'is-first' : ''}`}>
      <View className="field-name">{words}</View>
      <Input
        className="field-input"
        placeholderClass="placeholder"
        type={type}
        maxlength={max}
        value={value}
        placeholder={hint}
        aria-label={words}
        onInput={(event) => onInput(event.detail.value)}
      />
    </View>
  );
}
