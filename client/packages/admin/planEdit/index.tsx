import type { OutputOf, PlanKind } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { useSeen } from '../../../components/form/useSeen';
import { useSettled } from '../../../components/form/useSettled';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_WORDS } from '../../../copy/terms';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { checkWords } from '../plan/words';
import { ExampleCard } from './ExampleCard';
import { FigureRow } from './FigureRow';
import { faultWords, PLAN_FORMS } from './fields';
import { TableCard } from './TableCard';
import { changedKeys, choiceAt, figureAt, isSame, type PlanText, withChoice, withFigure } from './text';

type Plans = OutputOf<'admin.viewPlans'>;

const isKind = (kind: string): kind is PlanKind => Object.keys(PLAN_FORMS).includes(kind);

/** The figures of one plan: as they run, and as they are to be. */
export default function PlanEditScreen() {
  const { kind = '' } = useRouter().params;
  return (
    <AdminScreen area="staff.plans" title="改方案">
      {() => (isKind(kind) ? <Loaded kind={kind} /> : null)}
    </AdminScreen>
  );
}

function Loaded({ kind }: { kind: PlanKind }) {
  const read = useRead('admin.viewPlans', {});
  return (
    <Shown of={read} fault="方案没取到">
      {(plans) => <Editor kind={kind} plans={plans} />}
    </Shown>
  );
}

const TOUCHED = ['admin.viewPlans'] as const;

interface EditorProps {
  readonly kind: PlanKind;
  readonly plans: Plans;
}

function Editor({ kind, plans: { draft, newest } }: EditorProps) {
  const { seen: seenAtMs, onSaved, onError } = useSeen(draft?.savedAtMs ?? 0);
  const now = newest.find(({ plan }) => plan === kind);
  const running = now?.text;
  const kept = draft?.plans[kind];
  const [text, setText] = useState<PlanText>(kept ?? running ?? {});
  const [typed, setTyped] = useState('3000');
  const amountFen = /^\d{1,6}$/.test(typed) && Number(typed) > 0 ? Number(typed) * 100 : 300_000;
  const settled = useSettled({ plans: { ...draft?.plans, [kind]: text }, amountFen });
  const checked = useRead('admin.checkPlans', settled);
  const save = useAct('admin.savePlanDraft', TOUCHED);
  const requestId = useRequestId([text, seenAtMs]);
  const form = PLAN_FORMS[kind];
  const checks = checked.value?.checks ?? [];
  const faultAt = (key: string) => {
    const found = checks.find(({ severity, place }) => severity === 'error' && place === `${kind}.${key}`);
    return found ? faultWords(found.message) : null;
  };
  const errors = checks.filter(({ severity }) => severity === 'error').length;
  const changed = running ? changedKeys(running, text).length : Object.keys(text).length;
  const isKept = kept !== undefined && isSame(kept, text);
  const saveDraft = () => {
    const others = Object.fromEntries(Object.entries(draft?.plans ?? {}).filter(([of]) => of !== kind));
    const onSuccess = () => {
      onSaved();
      go.admin('simulation');
    };
    save.mutate({ plans: { ...others, [kind]: text }, seenAtMs, requestId }, { onSuccess, onError });
  };
  return (
    <>
      <View className="card">
        <View className="head is-close">
          <HeadTitle>
            {PLAN_WORDS[kind]} v{(now?.version ?? 0) + 1} 草稿
          </HeadTitle>
          <View className="head-right">{errors > 0 ? `${errors} 个错误` : `改了 ${changed} 项`}</View>
        </View>
        <View className="small muted">
          {now ? `存草稿不影响任何人。生效前结算的订单仍按 v${now.version}。` : '存草稿不影响任何人。'}
        </View>
        {form.fields.map((field) => (
          <FigureRow
            key={field.key}
            field={field}
            now={running ? figureAt(running, field.key) : null}
            value={figureAt(text, field.key)}
            fault={faultAt(field.key)}
            onInput={(value) => setText(withFigure(text, field.key, value, field.isOptional === true))}
          />
        ))}
        {form.choices.map(({ key, words, options }) => (
          <Choice
            key={key}
            label={words}
            options={options}
            chosen={choiceAt(text, key)}
            onChoose={(chosen) => setText(withChoice(text, key, chosen))}
          />
        ))}
      </View>
      {form.tables.map((table) => (
        <TableCard
          key={table.key}
          table={table}
          text={text}
          running={running ?? null}
          faultAt={faultAt}
          onChange={setText}
        />
      ))}
      <ChecksCard checks={checks} isPending={checked.isPending} />
      <ExampleCard example={checked.value?.example ?? null} typed={typed} onInput={setTyped} />
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button
        size="block"
        isOff={changed === 0 || save.isPending}
        onTap={isKept ? () => go.admin('simulation') : saveDraft}
      >
        {changed === 0 ? '还没有改' : save.isPending ? '正在存' : isKept ? '去模拟' : '存草稿，去模拟'}
      </Button>
      <View className="cap muted">{errors > 0 ? '有错误的草稿能存，不能发布。' : '发布要另一位管理员复核。'}</View>
    </>
  );
}

function ChecksCard({ checks, isPending }: { checks: OutputOf<'admin.checkPlans'>['checks']; isPending: boolean }) {
  const warnings = checks.filter(({ severity }) => severity === 'warning');
  const errors = checks.filter(({ severity }) => severity === 'error');
  return (
    <View className="card flow gap8">
      <View className="head is-close">
        <HeadTitle>检查</HeadTitle>
        <View className="head-right">提醒不拦发布</View>
      </View>
      {isPending ? <View className="small muted">正在检查</View> : null}
      {errors.map(({ place, message }) => (
        <Note key={`${place} ${message}`} tone="bad">
          {faultWords(message)}
        </Note>
      ))}
      {warnings.map((check) => (
        <Note key={`${check.code} ${check.place}`} tone="warn" icon="warn">
          {checkWords(check)}
        </Note>
      ))}
      {!isPending && checks.length === 0 ? <Note tone="ok">都通过，没有要提醒的。</Note> : null}
    </View>
  );
}
