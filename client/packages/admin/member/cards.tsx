import type { MemberPage } from '@shared/contract';
import { showDay, showDevice, showFullMoment, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { auditWords } from '../../../copy/audit';
import { refusalWords } from '../../../copy/refusals';
import { PLAN_WORDS } from '../../../copy/terms';
import { newRequestId, useAct } from '../../../gateway';

/** Where a member is signed in, each to be ended: for somebody who lost a phone and calls. */
export function DevicesCard({ member: { memberId, sessions, wechatBoundAtMs } }: { member: MemberPage }) {
  const end = useAct('admin.endMemberSession', ['admin.viewMember']);
  return (
    <View className="card card-low">
      <View className="head is-close">
        <HeadTitle>设备</HeadTitle>
      </View>
      {end.error ? <Note tone="bad">{refusalWords(end.error)}</Note> : null}
      {sessions.map(({ sessionId, device, seenDay, beganAtMs }, at) => (
        <Row
          key={sessionId}
          isFirst={at === 0}
          title={showDevice(device)}
          sub={
            seenDay ? `${showDay(seenDay)} 用过` : beganAtMs === null ? '时间没有记' : `${showMoment(beganAtMs)} 登录`
          }
          value={
            <Button
              kind="plain"
              size="small"
              isOff={end.isPending}
              label={`让${showDevice(device)}退出`}
              onTap={() => end.mutate({ memberId, sessionId, requestId: newRequestId() })}
            >
              让它退出
            </Button>
          }
        />
      ))}
      <Row
        isFirst={sessions.length === 0}
        title="微信"
        sub={
          wechatBoundAtMs === null
            ? '没有绑定'
            : wechatBoundAtMs === 0
              ? '绑定了，时间没有记'
              : `${showMoment(wechatBoundAtMs)} 绑定`
        }
      />
    </View>
  );
}

const TERM_WORDS = { service: '用户协议', privacy: '隐私政策' } as const;

/** What a member agreed to: each version with its moment. */
export function ConsentsCard({ consents: { terms, plans } }: Pick<MemberPage, 'consents'>) {
  const rows = [
    ...terms.map(({ term, version, atMs }) => ({ words: TERM_WORDS[term], version, atMs })),
    ...plans.map(({ plan, version, atMs }) => ({ words: `${PLAN_WORDS[plan]}规则与风险`, version, atMs })),
  ];
  return (
    <View className="card card-low">
      <View className="head is-close">
        <HeadTitle>同意过的</HeadTitle>
      </View>
      {rows.length === 0 ? <Row isFirst title="还没有同意过方案规则" sub="照常能买，只是不记积分" /> : null}
      {rows.map(({ words, version, atMs }, at) => (
        <Row key={`${words} ${version}`} isFirst={at === 0} title={`${words} v${version}`} sub={showFullMoment(atMs)} />
      ))}
    </View>
  );
}

/** What the staff did with this member, the newest on top. */
export function LogCard({ log }: Pick<MemberPage, 'log'>) {
  if (log.length === 0) return null;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>操作记录</HeadTitle>
        <View className="head-right">只增不改</View>
      </View>
      {log.map((one, at) => (
        <View
          key={one.noteId}
          className={`tl-item ${at === 0 ? 'is-newest' : ''} ${at === log.length - 1 ? 'is-last' : ''}`}
        >
          {auditWords(one.action)}
          <View className="tl-time">
            {showMoment(one.atMs)} · {one.byName}
            {one.reason ? ` · 原因：${one.reason}` : ''}
          </View>
        </View>
      ))}
      <View className="mt12">
        <Note>余额不能直接改。调整要写原因，由另一位管理员复核，平台出资入账。</Note>
      </View>
    </View>
  );
}
