import type { ThreadShown } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { useListPages, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

const FILTERS = [
  { key: 'waiting', words: '待答复' },
  { key: 'all', words: '全部' },
] as const;

/** Who asks: of one's own shop, or, for administrators, of the platform's own shops. */
export default function ThreadsScreen() {
  const isOfPlatform = useRouter().params.as === 'platform';
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title={isOfPlatform ? '自营店客服' : '客服'}>
      {isSignedIn ? <Threads isOfPlatform={isOfPlatform} /> : <SignInState words="登录后才能答复买家。" />}
    </Screen>
  );
}

function Threads({ isOfPlatform }: { isOfPlatform: boolean }) {
  const [filter, setFilter] = useState<(typeof FILTERS)[number]['key']>('waiting');
  const list = useListPages(
    isOfPlatform ? 'messages.listThreadsOfPlatform' : 'messages.listThreadsOfShop',
    { filter, limit: 20 },
    (page) => page.threads,
  );
  return (
    <>
      <Segments options={FILTERS} chosen={filter} label="待答复还是全部" onChoose={setFilter} />
      <ListShown
        list={list}
        fault="对话没取到"
        empty={{
          icon: 'talk',
          title: filter === 'waiting' ? '没有人在等答复' : '还没有人问过',
          words: '买家在商品、订单和售后页点“客服”，写的话会到这里。',
        }}
      >
        <View className="card card-tight">
          {list.rows.map((one, at) => (
            <ThreadRow key={one.threadId} thread={one} isFirst={at === 0} isOfPlatform={isOfPlatform} />
          ))}
        </View>
      </ListShown>
    </>
  );
}

function ThreadRow({
  thread,
  isFirst,
  isOfPlatform,
}: {
  thread: ThreadShown;
  isFirst: boolean;
  isOfPlatform: boolean;
}) {
  const { threadId, buyerMasked, shopName, lastWords, lastBy, lastAtMs, unread } = thread;
  const name = isOfPlatform ? `${buyerMasked} · ${shopName}` : buyerMasked;
  return (
    <Row
      isFirst={isFirst}
      title={name}
      sub={
        <>
          <View className="wrap">
            {lastBy === 'shop' ? '已答：' : ''}
            {lastWords}
          </View>
          <View>{showMoment(lastAtMs)}</View>
        </>
      }
      value={unread > 0 ? <View className="bold">{unread} 条没看</View> : undefined}
      label={`${name}，${lastWords}${unread > 0 ? `，${unread} 条没看` : ''}`}
      onTap={() => go.answerThread(threadId, isOfPlatform)}
    />
  );
}
