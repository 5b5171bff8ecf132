import { useRouter } from '@tarojs/taro';
import { useEffect } from 'react';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { Composer } from '../../../features/service/Composer';
import { Talk } from '../../../features/service/Talk';
import { usePolled } from '../../../features/service/usePolled';
import { useAct, useListPages, useReadPages, useSession } from '../../../gateway';

/** The actions of either side that answers. */
const SHOP = {
  list: 'messages.listThreadsOfShop',
  view: 'messages.viewThreadOfShop',
  answer: 'messages.answerOfShop',
  see: 'messages.seeThreadOfShop',
} as const;
const PLATFORM = {
  list: 'messages.listThreadsOfPlatform',
  view: 'messages.viewThreadOfPlatform',
  answer: 'messages.answerOfPlatform',
  see: 'messages.seeThreadOfPlatform',
} as const;

/** A buyer's thread, for those who answer for the shop. */
export default function AnswerScreen() {
  const { id = '', as = '' } = useRouter().params;
  const isSignedIn = useSession((all) => all.isSignedIn);
  if (isSignedIn) return <Answering threadId={decodeURIComponent(id)} isOfPlatform={as === 'platform'} />;
  return (
    <Screen title="客服">
      <SignInState words="登录后才能答复买家。" />
    </Screen>
  );
}

function Answering({ threadId, isOfPlatform }: { threadId: string; isOfPlatform: boolean }) {
  const names = isOfPlatform ? PLATFORM : SHOP;
  const input = { threadId, limit: 20 };
  const list = useListPages(names.view, input, (page) => page.said);
  const first = useReadPages(names.view, input).data?.pages[0];
  const answer = useAct(names.answer, [names.view, names.list]);
  const { mutate: see } = useAct(names.see, [names.list]);
  usePolled(list.again);
  const newest = list.rows[0]?.no ?? 0;
  const unread = first?.unread ?? 0;
  useEffect(() => {
    if (unread > 0) see({ threadId, upTo: newest });
  }, [unread, newest, see, threadId]);
  const buyer = first?.buyerMasked ?? '买家';
  return (
    <Screen
      title={first ? `${buyer} · ${first.shopName}` : '客服'}
      foot={
        first ? (
          <Composer
            hint={`以${first.shopName}的名义答复`}
            isBusy={answer.isPending}
            replies={first.quickReplies}
            onSay={(said) => answer.mutateAsync({ threadId, ...said })}
          />
        ) : null
      }
    >
      <Talk list={list} side="shop" other={buyer} empty="买家还没有写话。" />
    </Screen>
  );
}
