import type { HeldCoupon } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { More } from '../../../components/More';
import { CardSkeleton, EmptyState, ErrorState, SignInState } from '../../../components/states';
import { Ticket } from '../../../features/coupons/Ticket';
import { serverNow, useListPages, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Filter = HeldCoupon['state'];

const EMPTY: Readonly<Record<Filter, { title: string; words: string }>> = {
  usable: { title: '没有能用的券', words: '领到的券会在这里，到期前用。' },
  used: { title: '还没有用过券', words: '下单用掉的券会在这里。' },
  expired: { title: '没有过期的券', words: '到期没用的券会在这里。' },
};

/** A member's own coupons. */
export function Held({ filter }: { filter: Filter }) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  return isSignedIn ? <Own filter={filter} /> : <SignInState words="登录后才能看自己的券。" />;
}

function Own({ filter }: { filter: Filter }) {
  const list = useListPages('shop.listHeldCoupons', { filter, limit: 20 }, (page) => page.coupons);
  if (list.isPending) return <CardSkeleton height={220} />;
  if (list.fault) return <ErrorState title="优惠券没取到" error={list.fault} onAgain={list.again} />;
  if (list.rows.length === 0)
    return <EmptyState icon="card" {...EMPTY[filter]} act={{ words: '去看看商品', onTap: go.category }} />;
  return (
    <>
      <View className="tickets is-page">
        {list.rows.map((one) => (
          <Ticket key={one.heldId} coupon={one} isOff={filter !== 'usable'} lines={[one.scopeWords, timeWords(one)]}>
            <Way coupon={one} />
          </Ticket>
        ))}
      </View>
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={list.rows.length > 4} />
    </>
  );
}

function timeWords({ state, fromMs, untilMs, usedAtMs }: HeldCoupon): string {
  if (state === 'used') return usedAtMs === null ? '用过了' : `${showMoment(usedAtMs)} 用的`;
  if (state === 'expired') return `${showMoment(untilMs)} 过期`;
  return fromMs > serverNow() ? `${showMoment(fromMs)} 起，到 ${showMoment(untilMs)}` : `到 ${showMoment(untilMs)}`;
}

function Way({ coupon: { state, orderId, name } }: { coupon: HeldCoupon }) {
  if (state === 'usable')
    return (
      <Button kind="line" size="small" label={`去用${name}`} onTap={go.category}>
        去用
      </Button>
    );
  if (orderId === null) return null;
  return (
    <Button kind="plain" size="small" label={`看用了${name}的订单`} onTap={() => go.order(orderId)}>
      看订单
    </Button>
  );
}
