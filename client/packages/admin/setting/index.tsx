import type { InputOf, PayeeNeeds, SettingName, SettingsPage } from '@shared/contract';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { AREA_ROLES } from '../../../copy/roles';
import { SETTING_GROUPS, SETTING_WORDS, type SettingGroup } from '../../../copy/settings';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { STAFF_NEEDS } from './needs';
import { boundsWords, readTyped, type Setting, unitWords, valueWords, written } from './typed';

/** What was touched, by its name: what somebody else changes meanwhile is not written back. */
type Touched = Partial<Record<SettingName, string>>;

/** One group of the settings, each with what it does, its bounds and what it is shipped as. */
export default function SettingScreen() {
  const { group } = useRouter().params;
  const of = (Object.keys(SETTING_GROUPS) as SettingGroup[]).find((one) => one === group) ?? 'order';
  const read = useRead('admin.viewSettings', {});
  return (
    <AdminScreen area="staff.any" title={SETTING_GROUPS[of].title}>
      {() => (
        <Shown of={read} fault="设置没取到">
          {(page) => <Form page={page} of={of} />}
        </Shown>
      )}
    </AdminScreen>
  );
}

function Form({ page, of }: { page: SettingsPage; of: SettingGroup }) {
  const [touched, setTouched] = useState<Touched>({});
  const [saved, setSaved] = useState<string | null>(null);
  const save = useAct('admin.saveSettings', [
    'admin.viewSettings',
    'admin.listSettings',
    'admin.viewWatch',
    'admin.viewOverview',
    'admin.viewWithdrawalTerms',
    'admin.listProposals',
  ]);
  const names: readonly SettingName[] = SETTING_GROUPS[of].names;
  const settings = page.settings.filter(({ name }) => names.includes(name));
  const changed = settings.flatMap((one) => {
    const typed = touched[one.name];
    return typed === undefined || typed === written(one, one.value) ? [] : [[one, readTyped(one, typed)] as const];
  });
  const requestId = useRequestId([page.version, touched]);
  const isWrong = changed.some(([, value]) => value === null);
  const touch = (name: SettingName, typed: string) => {
    setSaved(null);
    setTouched({ ...touched, [name]: typed });
  };
  const act = () => {
    const wanted = Object.fromEntries(changed.map(([{ name }, value]) => [name, value]));
    save.mutate(
      { ...(wanted as Partial<InputOf<'admin.saveSettings'>>), onVersion: page.version, requestId },
      {
        onSuccess: ({ state, version }) => {
          setTouched({});
          setSaved(
            state === 'proposed'
              ? '这里有放宽付款的改动，要另一位管理员同意。已经放进「待复核」，现在还没有变。'
              : `存好了，第 ${version} 版，马上生效。`,
          );
        },
      },
    );
  };
  return (
    <>
      <View className="card">
        <View className="head is-close">
          <HeadTitle>{SETTING_GROUPS[of].title}</HeadTitle>
          <View className="head-right">第 {page.version} 版</View>
        </View>
        {settings.map((one, at) => (
          <One
            key={one.name}
            one={one}
            isFirst={at === 0}
            typed={touched[one.name] ?? written(one, one.value)}
            onType={(typed) => touch(one.name, typed)}
          />
        ))}
        {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
        {saved ? <Note tone="ok">{saved}</Note> : null}
        {settings.some(({ isMine }) => isMine) ? (
          <Button size="block" className="mt12" isOff={changed.length === 0 || isWrong || save.isPending} onTap={act}>
            {isWrong ? '有一项不在范围里' : changed.length === 0 ? '没有改动' : `保存 ${changed.length} 项`}
          </Button>
        ) : null}
      </View>
      <Button kind="line" size="block" onTap={() => go.admin('settingsHistory')}>
        改动记录
      </Button>
    </>
  );
}

interface OneProps {
  readonly one: Setting;
  readonly isFirst: boolean;
  readonly typed: string;
  readonly onType: (typed: string) => void;
}

/** One setting: its field, and beneath it what it does. */
function One({ one, isFirst, typed, onType }: OneProps) {
  const { title, says } = SETTING_WORDS[one.name];
  const { isMine, area } = one;
  const isWrong = readTyped(one, typed) === null;
  const bounds = boundsWords(one);
  const shipped = bounds === '' ? '' : `可填 ${bounds}，出厂 ${valueWords(one, one.shipped)}。`;
  const whose = isMine ? '' : `由${AREA_ROLES[area as keyof typeof AREA_ROLES]}改。`;
  return (
    <>
      {isMine ? (
        <Editor one={one} isFirst={isFirst} typed={typed} onType={onType} fault={isWrong ? `填 ${bounds}` : null} />
      ) : (
        <View className={`ask ${isFirst ? 'is-first' : ''}`}>
          <View className="ask-line">
            <View className="field-name">{title}</View>
            <View className="grow end">{valueWords(one, one.value)}</View>
          </View>
        </View>
      )}
      {says + shipped + whose === '' ? null : (
        <View className="small muted mb12">
          {says}
          {shipped}
          {whose}
        </View>
      )}
    </>
  );
}

const NOTICES = [
  { key: 'shipped', words: '发货' },
  { key: 'credits', words: '入账' },
  { key: 'afterSales', words: '售后' },
  { key: 'restock', words: '到货' },
  { key: 'withdrawal', words: '提现' },
  { key: 'security', words: '安全' },
] as const;

function Editor({ one, isFirst, typed, onType, fault }: OneProps & { readonly fault: string | null }) {
  const { title } = SETTING_WORDS[one.name];
  if (one.name === 'withdrawNeeds')
    return <Choice label={title} options={STAFF_NEEDS} chosen={typed as PayeeNeeds} onChoose={onType} />;
  if (one.name === 'noticesOff') {
    const off = typed.split('\n').filter((line) => line !== '');
    return (
      <View className="flow gap8 mb12">
        <View className="field-name">{title}</View>
        {NOTICES.map(({ key, words }) => (
          <TickRow
            key={key}
            label={`${words}通知`}
            isOn={!off.includes(key)}
            onTap={() => onType((off.includes(key) ? off.filter((name) => name !== key) : [...off, key]).join('\n'))}
          >
            {words}
          </TickRow>
        ))}
      </View>
    );
  }
  const isList = Array.isArray(one.value);
  return (
    <Field
      isFirst={isFirst}
      words={title}
      type={one.bounds ? 'digit' : 'text'}
      isLong={isList || one.name === 'greeting'}
      max={isList ? 2_500 : one.bounds ? 12 : 120}
      value={typed}
      unit={unitWords(one)}
      fault={fault}
      onInput={onType}
    />
  );
}
