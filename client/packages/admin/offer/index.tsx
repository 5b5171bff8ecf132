import type { OfferSet, OutputOf } from '@shared/contract';
import { endOfDayOf, showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Field, Options } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { readCount, readYuan } from '../../../components/form/yuan';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';

const TOUCHED = ['admin.viewOffer', 'admin.viewGoods', 'shop.home', 'shop.viewGoods', 'shop.listGoods'] as const;
const HOUR_MS = 3_600_000;

/** How long it holds: the moment of its end is shown before it is set. */
const LENGTHS = [
  { words: '到今天 24:00', end: endOfDayOf },
  { words: '24 小时', end: (fromMs: number) => fromMs + 24 * HOUR_MS },
  { words: '3 天', end: (fromMs: number) => fromMs + 72 * HOUR_MS },
  { words: '7 天', end: (fromMs: number) => fromMs + 168 * HOUR_MS },
] as const;

type Viewed = OutputOf<'admin.viewOffer'>;
const STATES: Readonly<Record<OfferSet['state'], string>> = {
  waiting: '还没开始',
  running: '正在进行',
  over: '已结束',
};

/** The limited-time price of one product. */
export default function OfferScreen() {
  const goodsId = decodeURIComponent(useRouter().params.id ?? '');
  const { ask, sheet } = useAskFirst();
  return (
    <AdminScreen area="staff.shop" title="限时价" over={sheet}>
      {() => <Offer goodsId={goodsId} ask={ask} />}
    </AdminScreen>
  );
}

type Ask = ReturnType<typeof useAskFirst>['ask'];

function Offer({ goodsId, ask }: { goodsId: string; ask: Ask }) {
  const read = useRead('admin.viewOffer', { goodsId });
  return (
    <Shown of={read} fault="限时价没取到">
      {(viewed) => (
        <>
          {viewed.offer ? <Current goodsId={goodsId} viewed={viewed} offer={viewed.offer} ask={ask} /> : null}
          {viewed.offer?.state === 'running' ? null : <Form goodsId={goodsId} viewed={viewed} />}
        </>
      )}
    </Shown>
  );
}

interface CurrentProps {
  readonly goodsId: string;
  readonly viewed: Viewed;
  readonly offer: OfferSet;
  readonly ask: Ask;
}

/** The one that was set last. It can be ended, never made longer. */
function Current({ goodsId, viewed, offer, ask }: CurrentProps) {
  const end = useAct('admin.endOffer', TOUCHED);
  const requestId = useRequestId({ end: offer.offerId });
  const label = (skuId: string) => viewed.skus.find((sku) => sku.skuId === skuId)?.label || '只有一款';
  const stop = async () => {
    const isSure = await ask({
      title: '结束限时价',
      words: '马上恢复平日价。已下的订单价格不变。要再设，隔 24 小时。',
      yes: '结束',
    });
    if (isSure) end.mutate({ goodsId, offerId: offer.offerId, requestId });
  };
  return (
    <>
      <View className="card card-tight">
        <Row
          isFirst
          title={STATES[offer.state]}
          sub={`${showMoment(offer.fromMs)} 到 ${showMoment(offer.untilMs)}`}
          value={`${offer.taken} / ${offer.pieces} 份`}
        />
        {offer.prices.map(({ skuId, priceFen }) => (
          <Row key={skuId} isCompact title={label(skuId)} value={`${showPlain(priceFen, 'cash')} 元`} />
        ))}
      </View>
      {end.error ? <Note tone="bad">{refusalWords(end.error)}</Note> : null}
      {offer.state === 'over' ? null : (
        <Button kind="plain" size="block" isOff={end.isPending} onTap={() => void stop()}>
          {offer.state === 'running' ? '提前结束' : '取消这一次'}
        </Button>
      )}
    </>
  );
}

/** Sets one: prices by size, how long, how many pieces. */
function Form({ goodsId, viewed }: { goodsId: string; viewed: Viewed }) {
  const { seen, onSaved, onError } = useSeen(viewed.offer?.offerId ?? '');
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [length, setLength] = useState(0);
  const [pieces, setPieces] = useState('');
  const [perMember, setPerMember] = useState('');
  const save = useAct('admin.saveOffer', TOUCHED);
  const fromMs = Math.max(viewed.nowMs, viewed.nextFromMs);
  const untilMs = LENGTHS[length]!.end(fromMs);
  const prices = viewed.skus.flatMap(({ skuId }) => {
    const text = (typed[skuId] ?? '').trim();
    return text === '' ? [] : [{ skuId, priceFen: readYuan(text) }];
  });
  const faultOf = (skuId: string, regularFen: number): string | null => {
    const price = prices.find((one) => one.skuId === skuId);
    if (!price) return null;
    if (price.priceFen === null || price.priceFen < 1) return '填 0.01 以上的金额，最多两位小数';
    return price.priceFen < regularFen ? null : `要低于平日价 ${showPlain(regularFen, 'cash')}`;
  };
  const count = readCount(pieces);
  const most = perMember.trim() === '' ? 0 : readCount(perMember);
  const isFaulty = viewed.skus.some(({ skuId, priceFen }) => faultOf(skuId, priceFen) !== null);
  const missing =
    prices.length === 0
      ? '先填一款的限时价'
      : isFaulty
        ? '先改价格'
        : !count
          ? '先填份数'
          : most === null
            ? '先改每人份数'
            : null;
  const content = {
    goodsId,
    fromMs,
    untilMs,
    prices: prices.map(({ skuId, priceFen }) => ({ skuId, priceFen: priceFen ?? 0 })),
    pieces: count ?? 0,
    perMember: most ?? 0,
  };
  const requestId = useRequestId({ ...content, fromMs: 0, untilMs: length, seen });
  return (
    <>
      <View className="card card-tight">
        {viewed.skus.map(({ skuId, label, priceFen }, at) => (
          <Field
            key={skuId}
            isFirst={at === 0}
            words={label || '限时价'}
            type="digit"
            value={typed[skuId] ?? ''}
            max={10}
            hint={`平日 ${showPlain(priceFen, 'cash')}`}
            fault={faultOf(skuId, priceFen)}
            unit="元"
            onInput={(text) => setTyped({ ...typed, [skuId]: text })}
          />
        ))}
        <Options label="多久">
          {LENGTHS.map(({ words }, at) => (
            <Tap
              key={words}
              role="radio"
              className={`opt ${at === length ? 'is-on' : ''}`}
              isOn={at === length}
              onTap={() => setLength(at)}
            >
              {words}
            </Tap>
          ))}
        </Options>
        <Field words="一共" type="number" value={pieces} max={7} hint="卖完恢复平日价" unit="份" onInput={setPieces} />
        <Field
          words="每人"
          type="number"
          value={perMember}
          max={3}
          hint="不填就不限"
          unit="份"
          onInput={setPerMember}
        />
      </View>
      <Note>
        没填价的规格照平日价卖。
        {viewed.nextFromMs > viewed.nowMs ? `上一次刚结束，${showMoment(fromMs)} 起` : '保存后马上开始'}，到{' '}
        {showMoment(untilMs)} 恢复平日价，不能延长。
      </Note>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button
        size="block"
        isOff={missing !== null || save.isPending}
        onTap={() => save.mutate({ ...content, seen, requestId }, { onSuccess: onSaved, onError })}
      >
        {missing ?? (save.isPending ? '正在保存' : '开始限时价')}
      </Button>
    </>
  );
}
