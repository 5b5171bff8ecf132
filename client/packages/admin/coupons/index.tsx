import type { MadeCoupon } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { More } from '../../../components/More';
import { Note } from '../../../components/Note';
import { CardSkeleton, EmptyState, ErrorState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { fromWords, worthWords } from '../../../features/coupons/words';
import { newRequestId, serverNow, useAct, useListPages } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

/** Every coupon that was made: how many are taken and used, and the end of its giving out. */
export default function CouponsScreen() {
  const { ask, sheet } = useAskFirst();
  return (
    <AdminScreen
      area="staff.shop"
      title="优惠券"
      over={sheet}
      foot={
        <View className="bar btns">
          <Button onTap={() => go.admin('coupon')}>发一种券</Button>
        </View>
      }
    >
      {() => <List ask={ask} />}
    </AdminScreen>
  );
}

type Ask = ReturnType<typeof useAskFirst>['ask'];

function List({ ask }: { ask: Ask }) {
  const list = useListPages('admin.listCoupons', { limit: 20 }, (page) => page.coupons);
  const stop = useAct('admin.stopCoupon', ['admin.listCoupons', 'shop.listCoupons']);
  if (list.isPending) return <CardSkeleton height={260} />;
  if (list.fault) return <ErrorState title="优惠券没取到" error={list.fault} onAgain={list.again} />;
  if (list.rows.length === 0)
    return <EmptyState icon="card" title="还没有发过券" words="发出的券，买家在「我的」的优惠券里领。" />;
  const onStop = async ({ couponId, name }: MadeCoupon) => {
    const isSure = await ask({
      title: `停发「${name}」`,
      words: '没领的人领不到了，领走的一直能用到期。停了不能再开，可以另发一种。',
      yes: '停发',
    });
    if (isSure) stop.mutate({ couponId, requestId: newRequestId() });
  };
  return (
    <>
      {stop.error ? <Note tone="bad">{refusalWords(stop.error)}</Note> : null}
      {list.rows.map((one) => (
        <CouponCard key={one.couponId} coupon={one} isBusy={stop.isPending} onStop={() => void onStop(one)} />
      ))}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={list.rows.length > 4} />
    </>
  );
}

/** Where a coupon is in its giving out. */
function standing({ state, takeUntilMs, taken, most }: MadeCoupon): { words: string; tone: string } {
  if (state === 'stopped') return { words: '停发了', tone: '' };
  if (takeUntilMs <= serverNow()) return { words: '已截止', tone: '' };
  return taken >= most ? { words: '发完了', tone: 'tag-warn' } : { words: '正在发', tone: 'tag-ok' };
}

interface CouponCardProps {
  readonly coupon: MadeCoupon;
  readonly isBusy: boolean;
  readonly onStop: () => void;
}

function CouponCard({ coupon, isBusy, onStop }: CouponCardProps) {
  const { name, worth, fromFen, scopeWords, validity, takeUntilMs, perMember, taken, used, most } = coupon;
  const at = standing(coupon);
  const isGiven = coupon.state === 'running' && takeUntilMs > serverNow();
  return (
    <View className="card flow gap8">
      <View className="head">
        <HeadTitle>{name}</HeadTitle>
        <View className={`tag ${at.tone}`}>{at.words}</View>
      </View>
      <View className="small">
        {fromWords(fromFen)}，{worthWords(worth)} · {scopeWords}
      </View>
      <View className="small muted">
        {validity.kind === 'days'
          ? `领后 ${validity.days} 天内用`
          : `${showMoment(validity.fromMs)} 到 ${showMoment(validity.untilMs)} 用`}
        ，领到 {showMoment(takeUntilMs)}
      </View>
      <View className="small muted">
        每人 {perMember} 张{coupon.isForNewcomers ? '，只给新客' : ''}，
        {coupon.bearer === 'platform' ? '平台' : '卖的店'}出
      </View>
      <View className="flex gap12">
        <View className="grow">
          领了 {taken} / {most}，用了 {used}
        </View>
        {isGiven ? (
          <Button kind="plain" size="small" isOff={isBusy} label={`停发${name}`} onTap={onStop}>
            停发
          </Button>
        ) : null}
      </View>
    </View>
  );
}
