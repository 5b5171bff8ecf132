import type { MemberRow } from '@shared/contract';
import { staffRoles } from '@shared/roles';
import { View } from '@tarojs/components';
import { Row } from '../../../components/Row';
import { STAFF_ROLES } from '../../../copy/roles';
import { go } from '../../../state/routes';

/** What a member is besides a member; nothing of most. */
export function MemberTag({ roles, isBlocked, isClosed }: Pick<MemberRow, 'roles' | 'isBlocked' | 'isClosed'>) {
  const role = staffRoles.find((one) => roles.includes(one));
  if (isClosed) return <View className="tag">已注销</View>;
  if (isBlocked) return <View className="tag tag-bad">已停用</View>;
  if (role) return <View className="tag tag-accent">{STAFF_ROLES[role].title}</View>;
  return roles.includes('merchant') ? <View className="tag">商家</View> : null;
}

/** Members of a list, each leading to its page. */
export const MemberRows = <One extends MemberRow>({
  members,
  subOf,
}: {
  readonly members: readonly One[];
  readonly subOf: (one: One) => string;
}) => (
  <>
    {members.map((one, at) => (
      <Row
        key={one.memberId}
        isFirst={at === 0}
        title={
          <View className="flex gap8 wraps">
            {one.isClosed ? '已注销的会员' : one.nickname}
            <MemberTag {...one} />
          </View>
        }
        sub={subOf(one)}
        label={`${one.nickname}，${subOf(one)}`}
        onTap={() => go.admin('member', `id=${encodeURIComponent(one.memberId)}`)}
      />
    ))}
  </>
);
