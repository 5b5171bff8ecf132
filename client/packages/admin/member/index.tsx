import type { Me, MemberPage } from '@shared/contract';
import { showFullMoment, showPhone, showPlain } from '@shared/format';
import { worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { MemberTag } from '../parts/MemberRows';
import { BalancesCard } from './BalancesCard';
import { ConsentsCard, DevicesCard, LogCard } from './cards';
import { LatestCards } from './LatestCards';
import { PhoneCard } from './PhoneCard';
import { StopCard } from './StopCard';

/** One member, for those who work here: what is held is looked at by a key of its own, and each look is written down. */
export default function MemberScreen() {
  const memberId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.members" title="会员">
      {(me) => <Loaded memberId={memberId} me={me} />}
    </AdminScreen>
  );
}

function Loaded({ memberId, me }: { memberId: string; me: Me }) {
  const read = useRead('admin.viewMember', { memberId });
  return (
    <Shown of={read} fault="会员没取到">
      {(member) => (
        <>
          <Head member={member} />
          <BalancesCard memberId={memberId} mayAdjust={worksIn(me.roles, 'staff.money')} />
          <LineCard member={member} />
          <LatestCards member={member} roles={me.roles} />
          <PhoneCard member={member} />
          <DevicesCard member={member} />
          <ConsentsCard consents={member.consents} />
          <LogCard log={member.log} />
          <StopCard member={member} me={me} />
        </>
      )}
    </Shown>
  );
}

function Head({ member }: { member: MemberPage }) {
  const { nickname, phoneMasked, level, levelFromFen, rankName, joinDay, blocked, closingDueAtMs, isClosed } = member;
  const isPlain = !isClosed && !blocked && member.roles.length === 0;
  return (
    <View className="card flow gap12">
      <View className="flex gap12">
        <View className="avatar" aria-hidden="true">
          {nickname.slice(0, 1)}
        </View>
        <View className="grow">
          <View className="flex gap8 wraps">
            <HeadTitle>{isClosed ? '已注销的会员' : nickname}</HeadTitle>
            {isPlain ? <View className="tag tag-ok">正常</View> : <MemberTag {...member} />}
          </View>
          <View className="small muted">
            {isClosed ? '' : `${showPhone(phoneMasked)} · `}邀请码 {member.inviteCode}
          </View>
        </View>
      </View>
      <View className="kv">
        <Pair name="会员档" words={level === 0 ? '还没有' : `${showPlain(levelFromFen ?? 0, 'cash')} 档`} />
        <Pair name="等级" words={rankName ?? '还没有'} />
        <Pair name="加入" words={joinDay} />
      </View>
      {blocked ? (
        <Note tone="bad">
          {showFullMoment(blocked.atMs)} 由 {blocked.byName} 停用。原因：{blocked.reason}
        </Note>
      ) : null}
      {closingDueAtMs === null ? null : <Note tone="warn">申请了注销，{showFullMoment(closingDueAtMs)} 后办。</Note>}
    </View>
  );
}

const Pair = ({ name, words }: { name: string; words: string }) => (
  <View>
    <View className="kv-name">{name}</View>
    <View className="kv-value">{words}</View>
  </View>
);

/** Up the line, and the way down it. */
function LineCard({ member: { memberId, referrers, hasMoreAbove } }: { member: MemberPage }) {
  return (
    <View className="card card-tight">
      <Row
        isFirst
        title="下线和业绩"
        sub="直推的人，整条线的现金和积分"
        onTap={() => go.admin('referred', `id=${encodeURIComponent(memberId)}`)}
      />
      {referrers.length === 0 ? <Row title="没有推荐人" /> : null}
      {referrers.map((one, at) => (
        <Row
          key={one.memberId}
          title={one.nickname}
          sub={`${at === 0 ? '推荐人' : `往上第 ${at + 1} 代`} · ${one.joinDay} 加入`}
          onTap={() => go.admin('member', `id=${encodeURIComponent(one.memberId)}`)}
        />
      ))}
      {hasMoreAbove ? <View className="row small muted">上面还有，从最后一位点进去看。</View> : null}
    </View>
  );
}
