import type { ClearedFeature } from '@shared/contract';
import { showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { WhenRow } from '../../../components/form/WhenRow';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { FEATURE_WORDS } from '../../../copy/terms';
import { serverNow, useAct } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';
import { type PickedDocument, pickDocument } from '../parts/pickDocument';

const FEATURES = (Object.keys(FEATURE_WORDS) as ClearedFeature[]).map((key) => ({ key, words: FEATURE_WORDS[key] }));

const isFeature = (text: string | undefined): text is ClearedFeature => text !== undefined && text in FEATURE_WORDS;
/** As far as a document's days are picked from. */
const [FIRST_DAY, LAST_DAY] = ['2000-01-01', '2099-12-31'] as const;

/** One clearance, as it is proposed. Its document stays on this device: what is kept is its hash. */
export default function ClearanceScreen() {
  const asked = useRouter().params.feature;
  return (
    <AdminScreen area="staff.owner" title="登记许可">
      {() => <Form asked={isFeature(asked) ? asked : null} />}
    </AdminScreen>
  );
}

function Form({ asked }: { asked: ClearedFeature | null }) {
  const [feature, setFeature] = useState<ClearedFeature | null>(asked);
  const [issuer, setIssuer] = useState('');
  const [documentReference, setReference] = useState('');
  const [scope, setScope] = useState('');
  const [validFromDay, setFrom] = useState('');
  const [validToDay, setTo] = useState('');
  const [picked, setPicked] = useState<PickedDocument | null>(null);
  const [isUnread, setUnread] = useState(false);
  const propose = useAct('admin.proposeClearance', ['admin.listClearances', 'admin.viewOpening']);
  const content = {
    feature,
    issuer,
    documentReference,
    documentSha256: picked?.sha256 ?? '',
    scope,
    validFromDay,
    validToDay,
  };
  const requestId = useRequestId(content);
  const [today] = useState(() => showToday(serverNow()));
  const dayFault =
    validToDay === '' ? null : validToDay < validFromDay ? '止日在起日之前' : validToDay < today ? '已经过期了' : null;
  const missing =
    feature === null
      ? '先选许可什么'
      : picked === null
        ? '先选许可文件'
        : issuer.trim() === ''
          ? '先填出具方'
          : documentReference.trim() === ''
            ? '先填文号'
            : scope.trim() === ''
              ? '先填范围'
              : validFromDay === '' || validToDay === ''
                ? '先选起止日期'
                : dayFault;
  const pick = () => {
    setUnread(false);
    pickDocument().then(
      (found) => found && setPicked(found),
      () => setUnread(true),
    );
  };
  return (
    <>
      <View className="card">
        <Choice isFirst label="许可什么" options={FEATURES} chosen={feature} onChoose={setFeature} />
      </View>
      <View className="card flow gap8">
        <View className="bold">许可文件</View>
        <View className="small muted">
          文件留在这台设备上，登记的是它的 SHA-256：以后拿出文件，就能核对是不是同一份。
        </View>
        {picked ? (
          <View className="formula">
            <View className="small wrap">{picked.name}</View>
            <View className="mono-line muted">{picked.sha256}</View>
          </View>
        ) : null}
        {isUnread ? <Note tone="bad">这个文件没读出来。换一个，或再选一次。</Note> : null}
        <View>
          <Button kind="line" onTap={pick}>
            {picked ? '换一个文件' : '选文件'}
          </Button>
        </View>
      </View>
      <View className="card card-tight">
        <Field isFirst words="出具方" value={issuer} max={60} hint="律师事务所或主管部门" onInput={setIssuer} />
        <Field words="文号" value={documentReference} max={100} hint="文件上的编号" onInput={setReference} />
        <Field words="范围" value={scope} max={200} hint="许可谁、做什么、多少" onInput={setScope} />
        <WhenRow words="从哪天" value={validFromDay} start={FIRST_DAY} end={LAST_DAY} onChoose={setFrom} />
        <WhenRow words="到哪天" value={validToDay} start={today} end={LAST_DAY} fault={dayFault} onChoose={setTo} />
      </View>
      {propose.error ? <Note tone="bad">{refusalWords(propose.error)}</Note> : null}
      <Button
        size="block"
        isOff={missing !== null || propose.isPending}
        onTap={() => feature && propose.mutate({ ...content, feature, requestId }, { onSuccess: go.back })}
      >
        {missing ?? (propose.isPending ? '正在登记' : '登记，请另一位复核')}
      </Button>
    </>
  );
}
