import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Tap } from '../../../components/Tap';
import { moved } from './draft';

interface PlacesProps<T> {
  readonly title: string;
  readonly list: readonly T[];
  readonly most: number;
  /** On the key that adds one. */
  readonly add: string;
  readonly begun: T;
  readonly nameOf: (one: T) => string;
  readonly onChange: (list: T[]) => void;
  /** The fields of one that is open. */
  readonly children: (one: T, change: (one: T) => void) => ReactNode;
}

/** Some things in an order: each can be opened, moved and taken away. */
export function Places<T>({ title, list, most, add, begun, nameOf, onChange, children }: PlacesProps<T>) {
  const [open, setOpen] = useState<number | null>(null);
  const change = (at: number, one: T) => onChange(list.map((before, place) => (place === at ? one : before)));
  const move = (at: number, by: 1 | -1) => {
    setOpen(null);
    onChange(moved(list, at, by));
  };
  return (
    <>
      <View className="head section-head">
        <HeadTitle>{title}</HeadTitle>
        <View className="head-right">
          {list.length} / {most}
        </View>
      </View>
      {list.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike, and what is open goes by its place
        <View key={at} className="card card-tight">
          <View className="row is-first">
            <Tap
              className="row-main row-tap"
              label={`${open === at ? '收起' : '改'} ${nameOf(one)}`}
              onTap={() => setOpen(open === at ? null : at)}
            >
              {nameOf(one)}
            </Tap>
            <Key icon="up" label={`${nameOf(one)}上移`} isOff={at === 0} onTap={() => move(at, -1)} />
            <Key icon="down" label={`${nameOf(one)}下移`} isOff={at === list.length - 1} onTap={() => move(at, 1)} />
            <Key
              icon="trash"
              label={`删掉${nameOf(one)}`}
              onTap={() => {
                setOpen(null);
                onChange(list.filter((_, place) => place !== at));
              }}
            />
          </View>
          {open === at ? children(one, (now) => change(at, now)) : null}
        </View>
      ))}
      {list.length < most ? (
        <Button
          kind="line"
          size="block"
          onTap={() => {
            onChange([...list, begun]);
            setOpen(list.length);
          }}
        >
          {add}
        </Button>
      ) : null}
    </>
  );
}

interface KeyProps {
  readonly icon: 'up' | 'down' | 'trash';
  readonly label: string;
  readonly isOff?: boolean;
  readonly onTap: () => void;
}

function Key({ icon, label, isOff, onTap }: KeyProps) {
  return (
    <Tap className={`order-key ${isOff ? 'is-off' : ''}`} label={label} isOff={isOff} onTap={onTap}>
      <Icon name={icon} size={20} />
    </Tap>
  );
}
