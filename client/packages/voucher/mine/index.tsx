import type { VoucherCard } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { LineTabs } from '../../../components/controls';
import { More } from '../../../components/More';
import { Picture } from '../../../components/Picture';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, ErrorState, SignInState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { lastMoment, STATE_WORDS } from '../../../features/vouchers/words';
import { useListPages, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../voucher.css';

const TABS = [
  { key: 'open', words: '能用的' },
  { key: 'ended', words: '用过、退过的' },
] as const;
type Filter = (typeof TABS)[number]['key'];

const EMPTY: Readonly<Record<Filter, { title: string; words: string }>> = {
  open: { title: '没有能用的券', words: '买到店用的商品，付款后券码在这里。' },
  ended: { title: '还没有用过的券', words: '用完、退款和过期的券会在这里。' },
};

/** One's own vouchers: those that can be used, the first to end first, and those that have ended. */
export default function VouchersScreen() {
  const [filter, setFilter] = useState<Filter>('open');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  return (
    <Screen
      title="券码"
      isDemo={me.value?.isDemo}
      above={<LineTabs label="哪些券" options={TABS} chosen={filter} onChoose={setFilter} />}
    >
      <View className="flow gap12">
        {isSignedIn ? <Own key={filter} filter={filter} /> : <SignInState words="登录后才能看自己的券。" />}
      </View>
    </Screen>
  );
}

function Own({ filter }: { filter: Filter }) {
  const list = useListPages('shop.listVouchers', { filter, limit: 20 }, (page) => page.vouchers);
  if (list.isPending) return <CardSkeleton height={220} />;
  if (list.fault) return <ErrorState title="券没取到" error={list.fault} onAgain={list.again} />;
  if (list.rows.length === 0)
    return <EmptyState icon="card" {...EMPTY[filter]} act={{ words: '去看看商品', onTap: go.category }} />;
  return (
    <>
      {list.rows.map((one) => (
        <One key={one.code} one={one} />
      ))}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={list.rows.length > 4} />
    </>
  );
}

function One({ one }: { one: VoucherCard }) {
  const { code, title, label, shopName, state, left, pieces, untilMs } = one;
  const { words } = STATE_WORDS[state];
  const count = state === 'issued' ? `剩 ${left} 份，到 ${lastMoment(untilMs)}` : `${pieces} 份，${words}`;
  return (
    <Tap className="card voucher-row" label={`${title} ${label}，${count}`} onTap={() => go.voucher(code)}>
      <Picture picture={one.picture} ground={one.ground} size={64} />
      <View className="grow">
        <View className="bold wrap">{title}</View>
        <View className="small muted wrap">{[label, shopName].filter(Boolean).join(' · ')}</View>
        <View className={`small ${state === 'issued' ? 'good-ink' : 'muted'}`}>{count}</View>
      </View>
    </Tap>
  );
}
