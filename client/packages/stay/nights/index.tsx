import type { OrderLineShown } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button } from '../../../components/Button';
import { Stepper } from '../../../components/controls';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { dayWords, nightsBetween } from '../../../features/stays/calendarDays';
import { laterWords } from '../../../features/stays/stayWords';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { type Calendar, type Chosen, chosenAt, freeIn } from './days';
import { PriceCalendar } from './PriceCalendar';
import './nights.css';
import { HeadTitle } from '../../../components/HeadTitle';

/** First and last day, kind of room and rooms of a stay: then the checkout. Sums are the server's. */
export default function NightsScreen() {
  const goodsId = decodeURIComponent(useRouter().params.id ?? '');
  const calendar = useRead('shop.viewNights', { goodsId });
  if (calendar.value) return <Nights calendar={calendar.value} />;
  return (
    <Screen title="选日子">
      <Shown of={calendar} fault="日历没取到" skeleton={<NightsSkeleton />}>
        {() => null}
      </Shown>
    </Screen>
  );
}

function NightsSkeleton() {
  return (
    <>
      <CardSkeleton height={420} />
      <CardSkeleton height={132} />
    </>
  );
}

const MOST_ROOMS = 20;

function Nights({ calendar }: { calendar: Calendar }) {
  const me = useRead('account.me', {}, { isOn: useSession((all) => all.token !== null) });
  const isSignedIn = useSession((all) => all.isSignedIn);
  const [skuId, setSkuId] = useState(calendar.rooms[0]?.skuId ?? '');
  const [chosen, setChosen] = useState<Chosen>({ from: null, to: null });
  const [wanted, setRooms] = useState(1);
  const room = calendar.rooms.find((one) => one.skuId === skuId) ?? calendar.rooms[0];
  const stay = chosen.from && chosen.to ? { from: chosen.from, to: chosen.to } : null;
  const free = room && stay ? freeIn(calendar, room, stay.from, stay.to) : MOST_ROOMS;
  const rooms = Math.max(1, Math.min(wanted, free));
  const line = stay && room && free > 0 ? { skuId: room.skuId, quantity: rooms, stay } : null;
  const preview = useRead('shop.previewOrder', { lines: line ? [line] : [] }, { isOn: isSignedIn && line !== null });
  const priced = line ? preview.value?.orders[0]?.lines[0] : undefined;
  if (!room) return null;
  const submit = () => {
    if (!line) return undefined;
    return isSignedIn ? go.checkout([line]) : go.signIn();
  };
  return (
    <Screen
      title={calendar.shopName || '选日子'}
      isDemo={me.value?.isDemo}
      foot={
        <View className="bar">
          <View className="grow">
            <View className="cap muted">
              {stay ? `${nightsBetween(stay.from, stay.to)} 晚，${rooms} 间` : '先选入住和离店'}
            </View>
            {priced ? <Amount units={priced.amountFen} asset="cash" size="title" /> : null}
          </View>
          <Button size="tall" className="btn-wide" isOff={line === null} onTap={submit}>
            {!stay ? '选日子' : isSignedIn ? '选好，去下单' : '登录后下单'}
          </Button>
        </View>
      }
    >
      <View className="card">
        <Ends chosen={chosen} terms={calendar.terms} />
        <PriceCalendar
          calendar={calendar}
          room={room}
          chosen={chosen}
          onTap={(day) => setChosen((now) => chosenAt(calendar, room, now, day))}
        />
      </View>
      <View className="card">
        <View className="head is-close">
          <HeadTitle>房型</HeadTitle>
        </View>
        {calendar.rooms.map((one, at) => (
          <RoomRow
            key={one.skuId}
            isFirst={at === 0}
            label={one.label}
            left={stay ? freeIn(calendar, one, stay.from, stay.to) : null}
            isOn={one.skuId === room.skuId}
            onTap={() => setSkuId(one.skuId)}
          />
        ))}
        <Row
          title="几间"
          value={<Stepper what="房间" count={rooms} atMost={Math.min(free || 1, MOST_ROOMS)} onChange={setRooms} />}
        />
      </View>
      {priced ? <Sums line={priced} /> : null}
      {line && preview.error ? <Note tone="bad">{refusalWords(preview.error)}</Note> : null}
    </Screen>
  );
}

/** The two days, as far as they are chosen. */
function Ends({ chosen: { from, to }, terms }: { chosen: Chosen; terms: Calendar['terms'] }) {
  return (
    <View className="flex between nights-head">
      <View className="grow">
        <View className="cap muted">入住</View>
        <View className="bold">{from ? dayWords(from) : '点一天'}</View>
        <View className="cap muted">{terms.inFrom} 后</View>
      </View>
      {from && to ? <View className="tag">{nightsBetween(from, to)} 晚</View> : null}
      <View className="grow nights-out">
        <View className="cap muted">离店</View>
        <View className="bold">{to ? dayWords(to) : from ? '再点一天' : '—'}</View>
        <View className="cap muted">{terms.outBy} 前</View>
      </View>
    </View>
  );
}

interface RoomRowProps {
  readonly isFirst: boolean;
  readonly label: string;
  /** Rooms that are free in all nights; null while there are no nights. */
  readonly left: number | null;
  readonly isOn: boolean;
  readonly onTap: () => void;
}

function RoomRow({ isFirst, label, left, isOn, onTap }: RoomRowProps) {
  const words = left === null ? '选好日子看余房' : left === 0 ? '这几晚住满，换一天可选' : `余 ${left} 间`;
  return (
    <Tap
      role="radio"
      className={`row ${isFirst ? 'is-first' : ''}`}
      isOn={isOn}
      label={`${label}，${words}`}
      onTap={onTap}
    >
      <View className={`ck ${isOn ? 'is-on' : ''}`} aria-hidden="true" />
      <View className="row-main">
        {label}
        <View className="row-sub">{words}</View>
      </View>
    </Tap>
  );
}

/** What each night costs, as the server says. */
function Sums({ line }: { line: OrderLineShown }) {
  const { stay, quantity, amountFen } = line;
  if (!stay) return null;
  return (
    <View className="card">
      {stay.nights.map(({ day, priceFen }) => (
        <LedgerRow key={day} label={`${dayWords(day)}，${quantity} 间`}>
          <Amount units={priceFen * quantity} asset="cash" />
        </LedgerRow>
      ))}
      <LedgerSum label={`${stay.nights.length} 晚合计`}>
        <Amount units={amountFen} asset="cash" size="title" />
      </LedgerSum>
      <View className="cap muted mt8">{laterWords(stay)}</View>
    </View>
  );
}
