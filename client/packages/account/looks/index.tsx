import { showDayOf } from '@shared/format';
import { View } from '@tarojs/components';
import { useDidShow } from '@tarojs/taro';
import { useState } from 'react';
import { useAskFirst } from '../../../components/AskFirst';
import { Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { EmptyState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { KeptRow } from '../../../features/goods/KeptRow';
import { newRequestId, useAct, useListPages, useSession } from '../../../gateway';
import { forgetGuestLooks, guestLooks } from '../../../state/looks';
import { go } from '../../../state/routes';

const EMPTY = {
  icon: 'eye',
  title: '还没有看过的商品',
  words: '看过的商品会留在这里，最多两百件，可以随时清空。',
  act: { words: '去看看商品', onTap: go.category },
} as const;

const ALL = { title: '清空足迹', words: '看过的商品都从这里去掉，不能恢复。收藏和订单不受影响。', yes: '清空' };

/** What was looked at, newest first: a member's with the member, a guest's on the device. */
export default function LooksScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const { ask, sheet } = useAskFirst();
  const askAll = () => ask(ALL);
  return (
    <Screen title="足迹" over={sheet}>
      {isSignedIn ? <MemberLooks askAll={askAll} /> : <GuestLooks askAll={askAll} />}
    </Screen>
  );
}

interface LooksProps {
  readonly askAll: () => Promise<boolean>;
}

interface Look extends Omit<Parameters<typeof KeptRow>[0], 'isFirst' | 'removeWords' | 'onRemove'> {
  readonly atMs: number;
}

function MemberLooks({ askAll }: LooksProps) {
  const list = useListPages('shop.listLooks', { limit: 20 }, (page) => page.looks);
  const forget = useAct('shop.forgetLooks', ['shop.listLooks']);
  const { rows } = list;
  const forgetOne = (goodsId: string) => forget.mutate({ goodsIds: [goodsId], requestId: newRequestId() });
  const forgetAll = async () => {
    if (await askAll()) forget.mutate({ requestId: newRequestId() });
  };
  return (
    <ListShown list={list} fault="足迹没取到" empty={EMPTY}>
      {forget.error ? <Note tone="bad">{refusalWords(forget.error)}</Note> : null}
      <Days
        looks={rows.map((row) => ({ ...row, isSoldOut: row.goods.isSoldOut }))}
        isBusy={forget.isPending}
        onForget={forgetOne}
        onForgetAll={() => void forgetAll()}
      />
    </ListShown>
  );
}

function GuestLooks({ askAll }: LooksProps) {
  const [looks, setLooks] = useState(guestLooks);
  useDidShow(() => setLooks(guestLooks()));
  const forgetAll = async () => {
    if (await askAll()) setLooks(forgetGuestLooks());
  };
  if (looks.length === 0) return <EmptyState {...EMPTY} />;
  return (
    <>
      <Note>没有登录，足迹只记在这台设备上。价格是看的那时的。</Note>
      <Days
        looks={looks.map(({ atMs, ...goods }) => ({ atMs, goods }))}
        onForget={(goodsId) => setLooks(forgetGuestLooks(goodsId))}
        onForgetAll={() => void forgetAll()}
      />
    </>
  );
}

function Days({
  looks,
  isBusy,
  onForget,
  onForgetAll,
}: {
  looks: readonly Look[];
  isBusy?: boolean;
  onForget: (goodsId: string) => void;
  onForgetAll: () => void;
}) {
  const days = [...new Set(looks.map(({ atMs }) => showDayOf(atMs)))];
  return (
    <>
      {days.map((day, at) => (
        <View key={day} className="card card-tight">
          <View className="head kept-day">
            <HeadTitle>{day}</HeadTitle>
            {at === 0 ? <Link onTap={onForgetAll}>清空</Link> : null}
          </View>
          {looks
            .filter(({ atMs }) => showDayOf(atMs) === day)
            .map(({ atMs: _atMs, ...look }, place) => (
              <KeptRow
                key={look.goods.goodsId}
                {...look}
                isFirst={place === 0}
                removeWords="从足迹去掉"
                isBusy={isBusy}
                onRemove={() => onForget(look.goods.goodsId)}
              />
            ))}
        </View>
      ))}
    </>
  );
}
