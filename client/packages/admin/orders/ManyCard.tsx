import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { CarrierFields } from '../../../features/sending/CarrierFields';
import { asRefused, forgetAll, type Refused, saveText } from '../../../gateway';
import { chosenSheet } from '../imports/exported';
import { ChosenHead } from '../parts/ChosenHead';
import { batchOf, type Done, doWithEach, type Listed, MOST_CHOSEN, remarkOne, shipOne } from './many';

const ACTS = [
  { key: 'ship', words: '发货' },
  { key: 'remark', words: '备注' },
  { key: 'sheet', words: '存成表' },
] as const;

interface ManyCardProps {
  readonly chosen: readonly Listed[];
  /** What is done with is not chosen any more. */
  readonly onDone: (orderIds: readonly string[]) => void;
  readonly onEnd: () => void;
}

/** What is done with several orders at once. */
export function ManyCard({ chosen, onDone, onEnd }: ManyCardProps) {
  const [act, setAct] = useState<(typeof ACTS)[number]['key']>('ship');
  const many = useMany({ chosen, onDone });
  return (
    <View className="card">
      <ChosenHead what={`${chosen.length} 单`} onEnd={onEnd} />
      {many.told}
      {chosen.length === 0 ? (
        <View className="small muted">点下面的订单选上，一次最多 {MOST_CHOSEN} 单。</View>
      ) : (
        <>
          <Choice isFirst label="做什么" options={ACTS} chosen={act} onChoose={setAct} />
          {act === 'ship' ? <Ship chosen={chosen} many={many} /> : null}
          {act === 'remark' ? <Remark chosen={chosen} many={many} /> : null}
          {act === 'sheet' ? <SaveSheet chosen={chosen} /> : null}
        </>
      )}
    </View>
  );
}

interface DoingProps {
  readonly chosen: readonly Listed[];
  readonly many: ReturnType<typeof useMany>;
}

/** Does something with each that is chosen, and tells of those with which it could not be done. */
function useMany({ chosen, onDone }: Pick<ManyCardProps, 'chosen' | 'onDone'>) {
  const ids = useRef(new Map<string, string>());
  const [done, setDone] = useState<readonly (Done & { readonly orderNo: string })[] | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async <One extends { readonly orderId: string }>(
    all: readonly One[],
    act: (one: One, requestId: string) => Promise<unknown>,
  ) => {
    const numbers = new Map(chosen.map(({ orderId, orderNo }) => [orderId, orderNo]));
    setBusy(true);
    setDone([]);
    const ended: Done[] = [];
    await doWithEach(all, ids.current, act, (one) => {
      ended.push(one);
      setDone(ended.map((each) => ({ ...each, orderNo: numbers.get(each.orderId) ?? each.orderId })));
    });
    await forgetAll();
    onDone(ended.filter(({ fault }) => fault === null).map(({ orderId }) => orderId));
    setBusy(false);
  };
  const faults = (done ?? []).flatMap(({ orderNo, fault }) => (fault ? [`${orderNo}：${refusalWords(fault)}`] : []));
  const told =
    done && !isBusy ? (
      <Note tone={faults.length > 0 ? 'warn' : 'ok'}>
        <View>
          做成 {done.length - faults.length} 单{faults.length > 0 ? `，${faults.length} 单没有` : ''}。
        </View>
        {faults.map((words) => (
          <View key={words} className="small wrap">
            {words}
          </View>
        ))}
      </Note>
    ) : null;
  return { run, isBusy, told, count: done?.length ?? 0 };
}

/** One carrier, a number for each order in the order in which they were chosen. */
function Ship({ chosen, many: { run, isBusy, count } }: DoingProps) {
  const [carrier, setCarrier] = useState('');
  const [typed, setTyped] = useState('');
  const batch = batchOf(chosen, typed);
  const missing =
    carrier.trim() === '' ? '先选快递' : typed.trim() === '' ? '先粘单号' : 'fault' in batch ? batch.fault : null;
  const send = async () => {
    if (!('parcels' in batch)) return;
    await run(batch.parcels, shipOne(carrier));
    setTyped('');
  };
  return (
    <>
      <CarrierFields carrier={carrier} onCarrier={setCarrier} />
      <Field isLong words="单号" value={typed} max={2_500} hint="一行一个，按下面的次序" onInput={setTyped} />
      <View className="mt8">
        {chosen.map((order, at) => (
          <View key={order.orderId} className="small muted wrap">
            {at + 1}. {order.orderNo}，{order.buyerMasked}，{order.first.title}
          </View>
        ))}
      </View>
      <Button size="block" className="mt8" isOff={missing !== null || isBusy} onTap={() => void send()}>
        {isBusy ? `正在发 ${count} / ${chosen.length}` : (missing ?? `发 ${chosen.length} 单`)}
      </Button>
    </>
  );
}

function Remark({ chosen, many: { run, isBusy, count } }: DoingProps) {
  const [remark, setRemark] = useState('');
  const isOff = remark.trim() === '' || isBusy;
  const keep = () =>
    run(
      chosen.map(({ orderId }) => ({ orderId, remark: remark.trim() })),
      remarkOne,
    );
  return (
    <>
      <Field
        isLong
        words="备注"
        value={remark}
        max={200}
        hint="只给店里的人看，原来的备注会被换掉"
        onInput={setRemark}
      />
      <Button size="block" className="mt8" isOff={isOff} onTap={() => void keep()}>
        {isBusy ? `正在记 ${count} / ${chosen.length}` : `给 ${chosen.length} 单记下`}
      </Button>
    </>
  );
}

/** The sheet in which carrier and number are filled in, with addresses where they are still needed: a look each, written down. */
function SaveSheet({ chosen }: Pick<DoingProps, 'chosen'>) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const save = async (withAddress: boolean) => {
    setBusy(true);
    setFault(null);
    try {
      const sheet = await chosenSheet(
        chosen.map(({ orderId }) => orderId),
        withAddress,
      );
      await saveText('orders.csv', sheet);
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <View className="small muted mt8">带地址的，每看一个都记进操作记录；只有没发完和在路上的有地址。</View>
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isBusy} onTap={() => void save(false)}>
          不带地址
        </Button>
        <Button kind="line" isOff={isBusy} onTap={() => void save(true)}>
          带地址
        </Button>
      </View>
    </>
  );
}
