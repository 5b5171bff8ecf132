import type { MessageKind, MessageShown, MessageTarget } from '@shared/contract';
import { showDayOf, showTime, showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { headingProps } from '../../../components/headingProps';
import { Icon, type IconName } from '../../../components/Icon';
import { Tap } from '../../../components/Tap';
import { serverNow } from '../../../gateway';
import { go } from '../../../state/routes';

const ICONS: Readonly<Record<MessageKind, IconName>> = {
  order: 'box',
  afterSales: 'return',
  credits: 'wallet',
  restock: 'star',
  expiry: 'clock',
  till: 'wallet',
  security: 'shield',
  service: 'talk',
  withdrawal: 'wallet',
  team: 'share',
  collectible: 'grid',
};

/** Where a message leads on to, and in which words. */
const WAYS: Readonly<Record<MessageTarget['page'], { words: string; open: (id: string) => void }>> = {
  order: { words: '看订单', open: go.order },
  logistics: { words: '看物流', open: go.logistics },
  afterSales: { words: '看售后', open: go.afterSales },
  statement: { words: '看明细', open: () => go.statement() },
  goods: { words: '看商品', open: go.goods },
  thread: { words: '看答复', open: (id) => go.thread(id) },
  withdrawal: { words: '看这笔提现', open: go.withdrawal },
  display: { words: '看账号', open: () => go.display() },
  security: { words: '账号与安全', open: () => go.security() },
  team: { words: '看团队', open: go.team },
  collectibles: { words: '看藏品', open: () => go.collectibles() },
  holdings: { words: '看持有证明', open: go.holdings },
  till: { words: '看收款', open: () => go.merchant('code') },
};

const DAY_MS = 86_400_000;

/** Messages under the days they came on: today, yesterday, before. */
export function Groups({ rows, onOpen }: { rows: readonly MessageShown[]; onOpen: (message: MessageShown) => void }) {
  const nowMs = serverNow();
  const days = { [showToday(nowMs)]: '今天', [showToday(nowMs - DAY_MS)]: '昨天' };
  const nameOf = ({ atMs }: MessageShown): string => days[showToday(atMs)] ?? '更早';
  const names = [...new Set(rows.map(nameOf))];
  return (
    <>
      {names.map((name) => (
        <View key={name} className="flow gap8">
          <View className="small muted" {...headingProps(2)}>
            {name}
          </View>
          <View className="card card-tight">
            {rows
              .filter((one) => nameOf(one) === name)
              .map((one, at) => (
                <MessageRow
                  key={one.messageId}
                  message={one}
                  isFirst={at === 0}
                  isOld={name === '更早'}
                  onOpen={onOpen}
                />
              ))}
          </View>
        </View>
      ))}
    </>
  );
}

function MessageRow({
  message,
  isFirst,
  isOld,
  onOpen,
}: {
  message: MessageShown;
  isFirst: boolean;
  isOld: boolean;
  onOpen: (message: MessageShown) => void;
}) {
  const { kind, title, words, atMs, isRead, target } = message;
  const way = target && WAYS[target.page];
  const open = () => {
    onOpen(message);
    way?.open(target?.id ?? '');
  };
  return (
    <Tap
      className={`msg-row ${isFirst ? 'is-first' : ''}`}
      role={way ? 'link' : 'button'}
      label={`${isRead ? '' : '未读，'}${title}。${words}${way ? way.words : ''}`}
      onTap={open}
    >
      <View className={`msg-icon ${isRead ? '' : 'is-new'}`} aria-hidden="true">
        <Icon name={ICONS[kind]} size={20} />
      </View>
      <View className="grow">
        <View className="msg-head">
          <View className="bold wrap">{title}</View>
          <View className="cap muted msg-time">{isOld ? showDayOf(atMs) : showTime(atMs)}</View>
        </View>
        <View className="small muted wrap">{words}</View>
        {way ? (
          <View className="small accent-ink flex msg-way">
            {way.words}
            <Icon name="next" size={14} />
          </View>
        ) : null}
      </View>
    </Tap>
  );
}
