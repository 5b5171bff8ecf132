import type { EditionPage, OutputOf } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button, Link } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Sheet } from '../../../components/Sheet';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { goodsWords } from '../../../features/collectibles/words';
import { isOffline, useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';

const TOUCHED = [
  'collectibles.viewEdition',
  'collectibles.listMine',
  'collectibles.countMine',
  'shop.listOrders',
  'account.me',
] as const;

type Address = OutputOf<'shop.listAddresses'>['addresses'][number];

interface CollectSheetProps {
  readonly edition: EditionPage;
  readonly isOpen: boolean;
  readonly isDemo: boolean;
  readonly onClose: () => void;
}

/** Where the goods behind an edition are sent: one of the member's addresses, the usual one beforehand. */
export function CollectSheet({ edition, isOpen, isDemo, onClose }: CollectSheetProps) {
  const { editionId, goods } = edition;
  const [chosenId, setChosenId] = useState<string | null>(null);
  const read = useRead('shop.listAddresses', {}, { isOn: isOpen });
  const addresses = read.value?.addresses ?? [];
  const chosen =
    addresses.find((one) => one.addressId === chosenId) ?? addresses.find((one) => one.isDefault) ?? addresses[0];
  const collect = useAct('collectibles.collect', TOUCHED);
  const addressId = chosen?.addressId ?? '';
  const [tries, setTries] = useState(0);
  const requestId = useRequestId([editionId, addressId, tries]);
  const submit = () =>
    collect.mutate(
      { editionId, addressId, requestId },
      {
        onSuccess: onClose,
        // Whether it was done is not known without an answer: the same is asked again.
        onError: (error) => {
          if (!isOffline(error)) setTries(tries + 1);
        },
      },
    );
  return (
    <Sheet
      title="寄到哪里"
      isOpen={isOpen}
      isDemo={isDemo}
      onClose={onClose}
      foot={
        addresses.length > 0 ? (
          <View className="bar">
            <Button size="block" isOff={collect.isPending} onTap={submit}>
              {collect.isPending ? '正在下单' : '寄到这里'}
            </Button>
          </View>
        ) : null
      }
    >
      <View className="small muted">
        {goods ? goodsWords(goods) : ''}，一件。运费店家付，只能提一次；提了货，藏品还是你的。
      </View>
      <Shown of={read} fault="地址没取到，还没有提货" skeleton={<CardSkeleton />}>
        {() =>
          addresses.length === 0 ? (
            <EmptyState
              icon="pin"
              title="还没有地址"
              words="填好后回到这里，再提货。"
              act={{ words: '填收货地址', onTap: () => go.address(null, false) }}
            />
          ) : (
            <View {...{ role: 'radiogroup' }} aria-label="收货地址">
              {addresses.map((one, at) => (
                <Choice
                  key={one.addressId}
                  address={one}
                  isFirst={at === 0}
                  isOn={one.addressId === addressId}
                  onTap={() => setChosenId(one.addressId)}
                />
              ))}
            </View>
          )
        }
      </Shown>
      {addresses.length > 0 ? (
        <View>
          <Link onTap={() => go.addresses()}>管理地址</Link>
        </View>
      ) : null}
      {collect.error ? <Note tone="bad">{refusalWords(collect.error)}</Note> : null}
    </Sheet>
  );
}

interface ChoiceProps {
  readonly address: Address;
  readonly isFirst: boolean;
  readonly isOn: boolean;
  readonly onTap: () => void;
}

const Choice = ({ address, isFirst, isOn, onTap }: ChoiceProps) => (
  <Tap
    role="radio"
    className={`edition-address ${isFirst ? 'is-first' : ''}`}
    label={`${address.name}，${showPhone(address.phone)}，${address.region} ${address.detail}`}
    isOn={isOn}
    onTap={onTap}
  >
    <View className={`ck ${isOn ? 'is-on' : ''}`} aria-hidden="true">
      <Icon name="check" size={14} />
    </View>
    <View className="grow">
      <View className="flex gap8 wraps">
        <View className="bold">{address.name}</View>
        <View className="muted">{showPhone(address.phone)}</View>
        {address.isDefault ? <View className="tag tag-accent">默认</View> : null}
      </View>
      <View className="small muted wrap">
        {address.region} {address.detail}
      </View>
    </View>
  </Tap>
);
