import type { DirectMember } from '@shared/contract';
import { showDay } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { More } from '../../../components/More';
import { Row } from '../../../components/Row';
import { CardSkeleton, ErrorState } from '../../../components/states';
import { asRefused, useReadPages } from '../../../gateway';

/** Whom one invited, and how far each is: joined, accepted the rules, first order settled. */
export function Friends() {
  const pages = useReadPages('team.listDirect', { sort: 'joined', limit: 20 });
  const friends = pages.data?.pages.flatMap(({ members }) => members) ?? [];
  if (pages.isPending) return <CardSkeleton height={132} />;
  if (pages.error && friends.length === 0)
    return <ErrorState title="名单没取到" error={asRefused(pages.error)} onAgain={() => void pages.refetch()} />;
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>我邀请的朋友</HeadTitle>
      </View>
      {friends.length === 0 ? (
        <View className="small muted mb12">还没有。朋友用你的邀请建了账号，会列在这里。</View>
      ) : null}
      {friends.map((friend, place) => (
        <Row
          key={friend.key}
          isFirst={place === 0}
          title={friend.nameMasked}
          sub={`${showDay(friend.joinDay)} 加入`}
          value={<View className="small muted">{stateOf(friend)}</View>}
        />
      ))}
      <More
        hasMore={pages.hasNextPage}
        isLoading={pages.isFetchingNextPage}
        onMore={() => {
          if (!pages.isFetchingNextPage) void pages.fetchNextPage();
        }}
      />
      {friends.length > 0 ? <View className="cap muted mb12">首单按上次收盘时是否结算。</View> : null}
    </View>
  );
}

function stateOf({ hasAccepted, hasSettled }: DirectMember): string {
  if (hasSettled) return '首单已结算';
  return hasAccepted ? '已同意方案规则，首单未结算' : '还没同意方案规则';
}
