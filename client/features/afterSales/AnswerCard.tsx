import type { AfterSalesCase } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { useAskFirst } from '../../components/AskFirst';
import { Button } from '../../components/Button';
import { Field } from '../../components/form/Field';
import { readYuan } from '../../components/form/yuan';
import { HeadTitle } from '../../components/HeadTitle';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import { useRequestId } from '../../gateway';
import { type Answers, answerOf, type Given } from './answers';
import { partOf, type Taken, TakenLines } from './TakenLines';

const PLACE = [
  { key: 'name', words: '收件人', hint: '退货组', max: 30 },
  { key: 'phone', words: '电话', hint: '手机号或座机', max: 13 },
  { key: 'region', words: '地区', hint: '省 市 区', max: 60 },
  { key: 'detail', words: '详细地址', hint: '街道、门牌、仓库', max: 100 },
] as const;

const NOWHERE = { name: '', phone: '', region: '', detail: '' };

/** What may be answered now: the words for the buyer, what it needs besides, and the keys. */
export function AnswerCard({ of, answers }: { of: AfterSalesCase; answers: Answers }) {
  const { may } = of;
  const [words, setWords] = useState('');
  const [freight, setFreight] = useState('');
  const [place, setPlace] = useState(NOWHERE);
  const [parcel, setParcel] = useState({ carrier: '', trackingNo: '' });
  const [taken, setTaken] = useState<Taken>({});
  const { ask, sheet } = useAskFirst();
  const requestId = useRequestId([of.caseId, words, freight, place, parcel, taken]);
  if (!may.answer && !may.confirmReturn && !may.sendExchange && !may.decide) return null;
  const freightFen = freight === '' ? 0 : readYuan(freight);
  const takesPart =
    (may.decide || (may.confirmReturn && of.kind === 'return')) &&
    of.lines.reduce((sum, { quantity }) => sum + quantity, 0) > 1;
  const part = takesPart ? partOf(of.lines, taken) : undefined;
  const isNone = part !== undefined && part.length === 0;
  const given: Given = {
    requestId,
    words,
    freightFen: freightFen ?? 0,
    place: place.name ? place : null,
    parcel,
    part,
  };
  const say = (kind: keyof typeof answerOf) => answers.answer(answerOf[kind](given), requestId);
  const isSending = may.answer && of.kind !== 'refund';
  const givesMoney = may.decide || (may.answer && of.kind === 'refund') || (may.confirmReturn && of.kind === 'return');
  const sure = async (title: string, act: () => void) => {
    const pieces = part?.reduce((sum, { quantity }) => sum + quantity, 0);
    const back =
      pieces !== undefined
        ? `退其中 ${pieces} 件，每件按买家付的退${(freightFen ?? 0) > 0 ? `，另退运费 ${showPlain(freightFen ?? 0, 'cash')} 元` : ''}，不能收回。其余的不退${may.decide ? '，到此为止' : '，买家可以请平台来看'}。`
        : `退 ${showPlain(of.ledger.cashFen + of.ledger.balanceFen + (freightFen ?? 0), 'cash')} 元现金和 ${showPlain(of.ledger.spendableCents, 'spendable')} 可用积分，不能收回。`;
    if (!givesMoney || (await ask({ title, words: back, yes: title }))) act();
  };
  const isOff = answers.isBusy || freightFen === null;
  const hasWords = words.trim() !== '';
  // Whoever takes a part back says why not the rest.
  const unsaid = isNone ? '一件都不退，选左边' : part && !hasWords ? '先写其余为什么不退' : null;
  return (
    <View className="card">
      {sheet}
      <View className="head">
        <HeadTitle>{may.decide ? '写结论' : '答复'}</HeadTitle>
      </View>
      <Field isFirst isLong words="给买家的话" value={words} max={300} hint="买家会看到这段话" onInput={setWords} />
      {takesPart ? <TakenLines lines={of.lines} taken={taken} onChange={setTaken} /> : null}
      {givesMoney && of.freightLeftFen > 0 ? (
        <Field
          words="退运费"
          type="digit"
          value={freight}
          hint={`最多 ${showPlain(of.freightLeftFen, 'cash')}`}
          unit="元"
          fault={freightFen === null ? '填金额，最多两位小数' : null}
          onInput={setFreight}
        />
      ) : null}
      {isSending
        ? PLACE.map(({ key, words: name, hint, max }) => (
            <Field
              key={key}
              words={name}
              value={place[key]}
              max={max}
              hint={key === 'name' ? `${hint}，留空用上次的` : hint}
              onInput={(value) => setPlace((before) => ({ ...before, [key]: value }))}
            />
          ))
        : null}
      {may.sendExchange ? (
        <>
          <Field
            words="快递"
            value={parcel.carrier}
            max={30}
            onInput={(carrier) => setParcel((before) => ({ ...before, carrier }))}
          />
          <Field
            words="单号"
            value={parcel.trackingNo}
            max={40}
            onInput={(trackingNo) => setParcel((before) => ({ ...before, trackingNo }))}
          />
        </>
      ) : null}
      {answers.fault ? <Note tone="bad">{refusalWords(answers.fault)}</Note> : null}
      <View className="btns mt8">
        {may.answer || may.confirmReturn ? (
          <Button kind="plain" isOff={isOff || !hasWords} onTap={() => say('refuse')}>
            {hasWords ? '不同意' : '不同意先写原因'}
          </Button>
        ) : null}
        {may.answer ? (
          <Button isOff={isOff} onTap={() => void sure('同意退款', () => say('agree'))}>
            {of.kind === 'refund' ? '同意退款' : '同意，请买家寄回'}
          </Button>
        ) : null}
        {may.confirmReturn ? (
          <Button
            isOff={isOff || unsaid !== null}
            onTap={() => void sure(part ? '收到，退这些' : '收到，退款', () => say('accept'))}
          >
            {of.kind === 'exchange' ? '收到了' : (unsaid ?? (part ? '收到，退这些' : '收到，退款'))}
          </Button>
        ) : null}
        {may.sendExchange ? (
          <Button
            isOff={isOff || parcel.carrier.trim() === '' || parcel.trackingNo.trim().length < 4}
            onTap={() => say('send')}
          >
            换的已寄出
          </Button>
        ) : null}
        {may.decide ? (
          <>
            <Button kind="plain" isOff={isOff || !hasWords} onTap={() => answers.decide?.('shop', given)}>
              支持店家
            </Button>
            <Button
              isOff={isOff || !hasWords || isNone}
              onTap={() => void sure(part ? '部分支持' : '支持买家', () => answers.decide?.('buyer', given))}
            >
              {hasWords ? (isNone ? '一件都不退，选左边' : part ? '部分支持' : '支持买家') : '先写结论'}
            </Button>
          </>
        ) : null}
      </View>
    </View>
  );
}
