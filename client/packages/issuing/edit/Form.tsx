import type { MadeSeries } from '@shared/contract';
import { showCount, showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import type { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { WhenRow } from '../../../components/form/WhenRow';
import { Note } from '../../../components/Note';
import { PicturePicker } from '../../../components/PicturePicker';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { queryClient, type Refused, serverNow, useAct, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import { draftOf, faultsIn, inputOf, MOST_PICTURES, missingIn, type SeriesDraft } from './draft';
import { GoodsCard } from './GoodsCard';
import { RightsForm } from './RightsForm';

const TOUCHED = ['admin.listSeries', 'admin.viewSeries', 'collectibles.listSeries', 'collectibles.viewSeries'] as const;

const ASSETS = [
  { key: 'spendable', words: '可用积分' },
  { key: 'stable', words: '恒定积分' },
  { key: 'appreciating', words: '增值积分' },
  { key: 'cash', words: '现金余额' },
] as const;
/** The four grounds of the look, light or dark. */
const GROUNDS = [
  { key: '1', words: '绿' },
  { key: '2', words: '米' },
  { key: '3', words: '蓝' },
  { key: '4', words: '红' },
] as const;

const WAYS = [
  { key: 'first', words: '先到先领' },
  { key: 'draw', words: '抽签' },
] as const;

/** A request brings some thousands of editions into being; no series has more than ten thousand. */
const ISSUE_TRIES = 20;

interface FormProps {
  /** As it was saved last; null before it is. */
  readonly made: MadeSeries | null;
  readonly ask: ReturnType<typeof useAskFirst>['ask'];
  /** Of a new one: what it is known by once it was saved. */
  readonly onMade?: (seriesId: string) => void;
}

/** A draft: saved as often as one likes, and issued once, as it was saved last. */
export function Form({ made, ask, onMade }: FormProps) {
  const [draft, setDraft] = useState<SeriesDraft>(() => draftOf(made));
  const [nowMs] = useState(serverNow);
  const set = (change: Partial<SeriesDraft>) => setDraft((before) => ({ ...before, ...change }));
  const saving = useSaving(draft, made, { onMade, onSaved: (now) => setDraft(draftOf(now)) });
  const faults = faultsIn(draft, nowMs);
  const missing = missingIn(draft, nowMs);
  const isSaved = made !== null && JSON.stringify(inputOf(draft)) === JSON.stringify(inputOf(draftOf(made)));
  const issue = async () => {
    const isSure = await ask({
      title: `发行「${draft.title.trim()}」`,
      words: `一共 ${showCount(made?.supply ?? 0)} 份，编号从 1 起。发行后，名称、图片、介绍、货、用处、份数、每人份数、付多少和时间都不能再改，也不能再加份数，不能收回。`,
      yes: '发行',
    });
    if (isSure) saving.issue();
  };
  const drop = async () => {
    const isSure = await ask({ title: '删掉草稿', words: '删掉后找不回来。没有发行过，谁也没有领。', yes: '删掉' });
    if (isSure) saving.drop();
  };
  return (
    <>
      <Names draft={draft} faults={faults} onChange={set} />
      <GoodsCard goods={draft.goods} onChange={(goods) => set({ goods })} />
      <RightsForm rights={draft.rights} fault={faults.rights} nowMs={nowMs} onChange={(rights) => set({ rights })} />
      <Terms draft={draft} faults={faults} today={showToday(nowMs)} onChange={set} />
      {saving.fault ? <Note tone="bad">{saving.fault}</Note> : null}
      {missing ? <View className="small muted">{missing}，然后才能存。填好的都在，不会丢。</View> : null}
      {isSaved ? <Note>草稿存好了，会员看不到。看清了再发行。</Note> : null}
      <View className="btns">
        {made ? (
          <Button kind="plain" size="tall" isOff={saving.isBusy} onTap={() => void drop()}>
            删掉草稿
          </Button>
        ) : null}
        {isSaved ? (
          <Button size="tall" isOff={saving.isBusy} onTap={() => void issue()}>
            {saving.isIssuing ? '正在发行' : '发行'}
          </Button>
        ) : (
          <Button size="tall" isOff={missing !== null || saving.isBusy} onTap={saving.save}>
            {saving.isBusy ? '正在存' : '存草稿'}
          </Button>
        )}
      </View>
    </>
  );
}

interface Saved {
  readonly onMade: FormProps['onMade'];
  /** What was typed goes on as it was saved: the server may have written it a little otherwise. */
  readonly onSaved: (now: MadeSeries) => void;
}

/** Saves a draft, drops it or issues it, each as it was seen. */
function useSaving(draft: SeriesDraft, made: MadeSeries | null, after: Saved) {
  const seriesId = made?.seriesId ?? '';
  const { seen, onSaved, onError } = useSeen(made?.seen ?? '');
  const goOn = () => {
    onSaved();
    const now = queryClient.getQueryData<MadeSeries>(['admin.viewSeries', { seriesId }]);
    if (now) after.onSaved(now);
  };
  const save = useAct('admin.saveSeries', TOUCHED);
  const drop = useAct('admin.dropSeries', ['admin.listSeries']);
  const issue = useAct('admin.issueSeries', TOUCHED);
  const content = inputOf(draft);
  const saveId = useRequestId(['save', seriesId, seen, content]);
  const dropId = useRequestId(['drop', seriesId]);
  const issueId = useRequestId(['issue', seriesId, seen]);
  /** The editions of a large series take more than one request: the same one is asked again until it is done. */
  const issueOnce = (triesLeft: number): void =>
    issue.mutate(
      { seriesId, seen, requestId: issueId },
      {
        onError: (refused) => {
          if (refused.code === 'busy' && triesLeft > 0) issueOnce(triesLeft - 1);
          else onError(refused);
        },
      },
    );
  return {
    isIssuing: issue.isPending,
    isBusy: save.isPending || drop.isPending || issue.isPending,
    fault: faultOf(issue.error, drop.error ?? save.error),
    save: () => {
      issue.reset();
      drop.reset();
      if (made) save.mutate({ seriesId, seen, ...content, requestId: saveId }, { onSuccess: goOn, onError });
      else save.mutate({ ...content, requestId: saveId }, { onSuccess: (saved) => after.onMade?.(saved.seriesId) });
    },
    drop: () => drop.mutate({ seriesId, requestId: dropId }, { onSuccess: go.back }),
    issue: () => issueOnce(ISSUE_TRIES),
  };
}

/** What was not done. A draft that somebody changed was not issued: it is looked at again first. */
function faultOf(issuing: Refused | null, other: Refused | null): string | null {
  if (issuing?.code === 'form/changedMeanwhile') return '草稿刚被别人改过，没有发行。看过现在的，存好再发行。';
  const refused = issuing ?? other;
  return refused && refusalWords(refused);
}

interface PartProps {
  readonly draft: SeriesDraft;
  readonly faults: ReturnType<typeof faultsIn>;
  readonly onChange: (change: Partial<SeriesDraft>) => void;
}

function Names({ draft, faults, onChange }: PartProps) {
  return (
    <View className="card">
      <PicturePicker
        kind="goods"
        what="藏品图片"
        most={MOST_PICTURES}
        pictures={draft.pictures}
        onChange={(pictures) => onChange({ pictures })}
      />
      <View className="mt8" />
      <Field
        isFirst
        words="名称"
        value={draft.title}
        max={30}
        hint="小雪 · 早梅"
        fault={faults.title}
        onInput={(title) => onChange({ title })}
      />
      <Field
        isLong
        words="介绍"
        value={draft.story}
        max={600}
        hint="可以不填。来历、为什么做它"
        onInput={(story) => onChange({ story })}
      />
      <Choice
        label="图片的底色"
        options={GROUNDS}
        chosen={String(draft.ground) as (typeof GROUNDS)[number]['key']}
        onChoose={(ground) => onChange({ ground: Number(ground) })}
      />
    </View>
  );
}

/** How many, for what, and when. */
function Terms({ draft, faults, today, onChange }: PartProps & { readonly today: string }) {
  const isWorth = draft.asset === 'appreciating';
  return (
    <View className="card card-tight">
      <Field
        isFirst
        words="一共"
        type="number"
        value={draft.supply}
        max={6}
        hint="发行后不能再加"
        unit="份"
        fault={faults.supply}
        onInput={(supply) => onChange({ supply })}
      />
      <Choice
        label="怎么领"
        options={WAYS}
        chosen={draft.isDrawn ? 'draw' : 'first'}
        onChoose={(way) => onChange(way === 'draw' ? { isDrawn: true, hasEnd: true } : { isDrawn: false })}
      />
      {draft.isDrawn ? null : (
        <Field
          words="每人"
          type="number"
          value={draft.limit}
          max={3}
          hint="不填就不限"
          unit="份"
          fault={faults.limit}
          onInput={(limit) => onChange({ limit })}
        />
      )}
      <Choice label="用什么领" options={ASSETS} chosen={draft.asset} onChoose={(asset) => onChange({ asset })} />
      <Field
        words={isWorth ? '值多少' : '付多少'}
        type="digit"
        value={draft.price}
        max={10}
        hint="88.00"
        unit={isWorth ? '元的积分' : draft.asset === 'cash' ? '元' : '积分'}
        fault={faults.price}
        onInput={(price) => onChange({ price })}
      />
      <WhenRow words="开始那天" value={draft.opensDay} start={today} onChoose={(opensDay) => onChange({ opensDay })} />
      <WhenRow words="几点开始" mode="time" value={draft.opensTime} onChoose={(opensTime) => onChange({ opensTime })} />
      {draft.isDrawn ? null : (
        <Row
          title="有截止时间"
          sub="不开就一直能领，领完为止"
          value={<Toggle label="有截止时间" isOn={draft.hasEnd} onChange={(hasEnd) => onChange({ hasEnd })} />}
        />
      )}
      {draft.hasEnd ? (
        <>
          <WhenRow
            words={draft.isDrawn ? '报名截止' : '截止那天'}
            value={draft.closesDay}
            start={draft.opensDay || today}
            fault={faults.closesDay}
            onChoose={(closesDay) => onChange({ closesDay })}
          />
          <WhenRow
            words="几点截止"
            mode="time"
            value={draft.closesTime}
            onChoose={(closesTime) => onChange({ closesTime })}
          />
        </>
      ) : null}
      {draft.isDrawn ? (
        <>
          <Field
            words="中签先领"
            type="number"
            value={draft.reservedDays}
            max={2}
            hint="3"
            unit="天"
            fault={faults.reservedDays}
            onInput={(reservedDays) => onChange({ reservedDays })}
          />
          <View className="cap muted mt8">
            报名不用付，每人一份。截止后半小时内抽签（夜里截止的，早上 8
            点抽）；中签的先领，过了还有剩的，报过名的都能领。抽签的种子在发行时定下，抽完公布，谁都能重算。
          </View>
          <View className="mt8" />
        </>
      ) : null}
    </View>
  );
}
