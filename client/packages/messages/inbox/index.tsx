import type { MessageKind, OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Link } from '../../../components/Button';
import { Segments } from '../../../components/controls';
import { ListShown } from '../../../components/ListShown';
import { NoticeAsk } from '../../../components/NoticeAsk';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { queryClient, useAct, useListPages, useRead, useReadPages, useSession } from '../../../gateway';
import { Groups } from './Groups';
import './messages.css';

type Page = OutputOf<'messages.list'>;

/** What stands under each chip; without kinds, all. */
const CHIPS = [
  {
    key: 'all',
    words: '全部',
    kinds: [
      'order',
      'expiry',
      'restock',
      'afterSales',
      'credits',
      'till',
      'service',
      'security',
      'withdrawal',
      'team',
      'collectible',
    ],
  },
  { key: 'order', words: '订单', kinds: ['order', 'expiry', 'restock'] },
  { key: 'afterSales', words: '售后', kinds: ['afterSales'] },
  { key: 'credits', words: '入账', kinds: ['credits', 'till'] },
  { key: 'withdrawal', words: '提现', kinds: ['withdrawal'] },
  { key: 'service', words: '客服', kinds: ['service'] },
  { key: 'security', words: '账户', kinds: ['security', 'team', 'collectible'] },
] as const satisfies readonly { key: string; words: string; kinds: readonly MessageKind[] }[];
type Chip = (typeof CHIPS)[number];

const inputOf = ({ key, kinds }: Chip) => ({ limit: 20, ...(key === 'all' ? {} : { kinds: [...kinds] }) });

/** What one was told, newest first, by days; nothing that sells something. */
export default function InboxScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  return (
    <Screen title="消息" isDemo={me.value?.isDemo}>
      {isSignedIn ? <Inbox /> : <SignInState words="登录后才能看到自己的消息。" />}
    </Screen>
  );
}

/** The chip's words with how many of it are not read. */
const wordsOf = ({ words, kinds }: Chip, unread: Page['unread']): string => {
  const of: readonly MessageKind[] = kinds;
  const count = unread.reduce((sum, one) => sum + (of.includes(one.kind) ? one.messages : 0), 0);
  return count > 0 ? `${words} ${count > 99 ? '99+' : count}` : words;
};

function Inbox() {
  const [key, setKey] = useState<Chip['key']>('all');
  const chip = CHIPS.find((one) => one.key === key) ?? CHIPS[0];
  const input = inputOf(chip);
  const list = useListPages('messages.list', input, (page) => page.messages);
  // The same read: its first page tells how many are not read.
  const unread = useReadPages('messages.list', input).data?.pages[0]?.unread ?? [];
  const read = useAct('messages.markRead');
  const readAll = useAct('messages.markAllRead', ['messages.list', 'account.me']);
  const newestMs = list.rows[0]?.atMs ?? 0;
  return (
    <>
      <Segments
        options={CHIPS.map((one) => ({ key: one.key, words: wordsOf(one, unread) }))}
        chosen={key}
        label="哪一类消息"
        onChoose={setKey}
      />
      {unread.length > 0 && key === 'all' && newestMs > 0 ? (
        <View className="msg-all">
          <Link isMuted label="全部标为已读" onTap={() => readAll.mutate({ untilMs: newestMs })}>
            全部已读
          </Link>
        </View>
      ) : null}
      <ListShown
        list={list}
        fault="消息没取到"
        empty={{
          icon: 'mail',
          title: '还没有消息',
          words: '发货、售后、入账和账户安全会写在这里，最多留半年。不发推销。',
        }}
      >
        <Groups
          rows={list.rows}
          onOpen={({ messageId, isRead }) => {
            if (isRead) return;
            read.mutate(
              { messageId },
              {
                onSuccess: () => {
                  for (const name of ['messages.list', 'account.me'])
                    void queryClient.invalidateQueries({ queryKey: [name] });
                },
              },
            );
          }}
        />
      </ListShown>
      <NoticeAsk wanted={['shipped', 'afterSales', 'credits']} words="发货、售后、入账各发一条" />
    </>
  );
}
