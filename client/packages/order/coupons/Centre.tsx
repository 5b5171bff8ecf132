import type { Coupon } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button, Link } from '../../../components/Button';
import { More } from '../../../components/More';
import { Note } from '../../../components/Note';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { Ticket } from '../../../features/coupons/Ticket';
import { useAct, useListPages } from '../../../gateway';
import { go } from '../../../state/routes';

const TOUCHED = ['shop.listCoupons', 'shop.listHeldCoupons', 'shop.previewOrder'] as const;

const untilWords = ({ validity }: Coupon): string =>
  validity.kind === 'days'
    ? `领后 ${validity.days} 天内用`
    : `${showMoment(validity.fromMs)} 到 ${showMoment(validity.untilMs)} 用`;

interface CentreProps {
  /** Those for these goods alone; null for all. */
  readonly goodsId: string | null;
  readonly onAll: () => void;
  readonly onTaken: () => void;
}

/** The coupons that can be taken, each by one tap. */
export function Centre({ goodsId, onAll, onTaken }: CentreProps) {
  const list = useListPages('shop.listCoupons', { ...(goodsId ? { goodsId } : {}), limit: 20 }, (page) => page.coupons);
  const take = useAct('shop.takeCoupon', TOUCHED);
  if (list.isPending) return <CardSkeleton height={220} />;
  if (list.fault) return <ErrorState title="优惠券没取到" error={list.fault} onAgain={list.again} />;
  if (list.rows.length === 0)
    return (
      <EmptyState
        icon="card"
        title="现在没有能领的券"
        words="店里发券时会放在这里。"
        act={{ words: '去看看商品', onTap: go.category }}
      />
    );
  return (
    <>
      {goodsId ? (
        <View className="flex between">
          <View className="small muted">只列这件商品能用的</View>
          <Link onTap={onAll}>看全部</Link>
        </View>
      ) : null}
      {take.error ? <Note tone="bad">{refusalWords(take.error)}</Note> : null}
      {take.isSuccess ? <Note tone="ok">领到了，下单时会自动选减得最多的一张。在「能用的」里看。</Note> : null}
      <View className="tickets is-page">
        {list.rows.map((coupon) => (
          <Ticket
            key={coupon.couponId}
            coupon={coupon}
            isOff={coupon.blockedBy === 'noneLeft' || coupon.blockedBy === 'newcomersOnly'}
            lines={[
              coupon.scopeWords,
              untilWords(coupon),
              [
                `还剩 ${coupon.left} 张`,
                coupon.perMember > 1 ? `每人 ${coupon.perMember} 张` : '',
                coupon.isForNewcomers ? '只给新客' : '',
              ]
                .filter(Boolean)
                .join('，'),
            ]}
          >
            <TakeKey
              coupon={coupon}
              isBusy={take.isPending}
              onTake={() => take.mutate({ couponId: coupon.couponId })}
              onSee={onTaken}
            />
          </Ticket>
        ))}
      </View>
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={list.rows.length > 4} />
    </>
  );
}

interface TakeKeyProps {
  readonly coupon: Coupon;
  readonly isBusy: boolean;
  readonly onTake: () => void;
  readonly onSee: () => void;
}

function TakeKey({ coupon, isBusy, onTake, onSee }: TakeKeyProps) {
  switch (coupon.blockedBy) {
    case 'signIn':
      return (
        <Button kind="line" size="small" label={`登录后领${coupon.name}`} onTap={go.signIn}>
          登录
        </Button>
      );
    case 'mineTaken':
      return (
        <Button kind="plain" size="small" label={`看领到的${coupon.name}`} onTap={onSee}>
          已领
        </Button>
      );
    case 'noneLeft':
      return <View className="small muted">发完了</View>;
    case 'newcomersOnly':
      return <View className="small muted">付过款就不能领</View>;
    default:
      return (
        <Button kind="line" size="small" label={`领${coupon.name}`} isOff={isBusy} onTap={onTake}>
          {coupon.mine > 0 ? '再领' : '领取'}
        </Button>
      );
  }
}
