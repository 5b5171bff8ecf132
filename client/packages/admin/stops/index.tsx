import type { StopKind, StopShown } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { AREA_ROLES } from '../../../copy/roles';
import { STOP_WORDS } from '../../../copy/stops';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { StoppedBy } from '../parts/StoppedBy';

/** What can be stopped at once for everybody, and what is. */
export default function StopsScreen() {
  const read = useRead('admin.viewStops', {});
  return (
    <AdminScreen area="staff.any" title="停止开关">
      {() => (
        <Shown of={read} fault="开关没取到">
          {({ stops }) => (
            <>
              <View className="small muted">
                一个人就能停，马上生效。会员在相关的页面上看到停了什么。退款、查账和导出照常。
              </View>
              {[...stops]
                .sort((one, other) => Number(other.isStopped) - Number(one.isStopped))
                .map((one) => (
                  <StopCard key={one.stop} one={one} />
                ))}
            </>
          )}
        </Shown>
      )}
    </AdminScreen>
  );
}

function StopCard({ one }: { one: StopShown }) {
  const { stop, isStopped } = one;
  const [isOpen, setOpen] = useState(false);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{STOP_WORDS[stop].title}</HeadTitle>
        <View className={`tag ${isStopped ? 'tag-bad' : 'tag-ok'}`}>{isStopped ? '停着' : '照常'}</View>
      </View>
      <View className="small muted">{STOP_WORDS[stop].says}</View>
      {isStopped ? <StoppedBy stop={one} /> : null}
      <Way one={one} isOpen={isOpen} onOpen={setOpen} />
    </View>
  );
}

interface WayProps {
  readonly one: StopShown;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
}

/** The key that turns it, or why this reader has none. */
function Way({ one, isOpen, onOpen }: WayProps) {
  const { stop, area, isStopped, liftedByAnother, mayTurn } = one;
  if (stop === 'withdrawals')
    return (
      <Button kind="line" size="block" className="mt8" onTap={() => go.admin('withdrawals')}>
        在「提现」里改
      </Button>
    );
  if (!mayTurn)
    return (
      <View className="small muted mt8">
        {isStopped && liftedByAnother
          ? `恢复要另一位管理员（${AREA_ROLES[area as keyof typeof AREA_ROLES]}）来做。`
          : `由${AREA_ROLES[area as keyof typeof AREA_ROLES]}来停。`}
      </View>
    );
  if (isOpen) return <Form stop={stop} isStopped={isStopped} onDone={() => onOpen(false)} />;
  return (
    <Button kind="line" size="block" className="mt8" onTap={() => onOpen(true)}>
      {isStopped ? '恢复' : '停下来'}
    </Button>
  );
}

function Form({ stop, isStopped, onDone }: { stop: StopKind; isStopped: boolean; onDone: () => void }) {
  const [reason, setReason] = useState('');
  const [told, setTold] = useState('');
  const act = useAct('admin.setStop', ['admin.viewStops', 'admin.viewOverview', 'shop.viewStops']);
  const requestId = useRequestId([stop, isStopped, reason, told]);
  const isMissing = reason.trim().length < 2;
  const verb = isStopped ? '恢复' : '停';
  return (
    <View className="mt8">
      <Field isFirst words="理由" value={reason} max={60} hint="记在操作记录里" onInput={setReason} />
      {isStopped ? null : (
        <Field words="对会员说" value={told} max={60} hint="可以不填，比如「今晚十点恢复」" onInput={setTold} />
      )}
      {act.error ? <Note tone="bad">{refusalWords(act.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" onTap={onDone}>
          不{verb}了
        </Button>
        <Button
          isOff={isMissing || act.isPending}
          onTap={() =>
            act.mutate(
              { stop, isStopped: !isStopped, reason: reason.trim(), told: told.trim(), requestId },
              { onSuccess: onDone },
            )
          }
        >
          {isMissing ? '先写理由' : `现在${verb}${STOP_WORDS[stop].title}`}
        </Button>
      </View>
    </View>
  );
}
