import type { Me } from '@shared/contract';
import { showCount, showDay, showPhone, showPlain } from '@shared/format';
import { isStaff } from '@shared/roles';
import { View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { AssetChip } from '../../components/Asset';
import { Avatar } from '../../components/Avatar';
import { Button, Link } from '../../components/Button';
import { HeadTitle } from '../../components/HeadTitle';
import { Chevron, Icon, type IconName } from '../../components/Icon';
import { Note } from '../../components/Note';
import { Row } from '../../components/Row';
import { Screen } from '../../components/Screen';
import { CardSkeleton, Shown } from '../../components/states';
import { Badge } from '../../components/TabBar';
import { Tap } from '../../components/Tap';
import { unreadPlans } from '../../features/consent/unreadPlans';
import { useRead, useSession } from '../../gateway';
import { go } from '../../state/routes';

/** What is one's own: orders, wallet, team, settings. */
export default function MinePage() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  return (
    <Screen tab="mine" isDemo={isSignedIn && me.value?.isDemo}>
      {isSignedIn ? (
        <Shown of={me} fault="资料没取到" skeleton={<MineSkeleton />}>
          {(value) => <Mine me={value} />}
        </Shown>
      ) : (
        <Guest />
      )}
    </Screen>
  );
}

function Guest() {
  return (
    <>
      <View className="card flow gap12">
        <View className="title bold">你好</View>
        <View className="small muted">登录后可以下单、看订单和钱包。登录只要一个手机号，加入不收费，也不必购买。</View>
        <Button size="block" onTap={go.signIn}>
          用手机号登录
        </Button>
      </View>
      <View className="card card-tight">
        <RuleRow value="先读再决定" isFirst />
        <IconRow icon="eye" title="足迹" value="记在这台设备上" onTap={go.looks} />
        <IconRow icon="sun" title="显示" value="大字、深色" onTap={go.display} />
      </View>
    </>
  );
}

function Mine({ me }: { me: Me }) {
  const missing = unreadPlans(me);
  return (
    <>
      <Tap className="flex gap12 me" label={`${me.nickname}，显示与账号`} onTap={go.display}>
        <Avatar name={me.nickname} picture={me.avatar?.picture ?? ''} />
        <View className="grow">
          <View className="title bold">{me.nickname}</View>
          <View className="small muted">{headline(me)}</View>
        </View>
        <Chevron />
      </Tap>
      {me.blocked ? (
        <Note tone="bad">
          账号停用了，不能下单、付款、卖出、兑换和提现。余额没有变，积分照常入账；退款、客服和导出资料照常。原因：
          {me.blocked.reason}
        </Note>
      ) : null}
      {missing.length > 0 ? (
        <Tap className="note note-warn" onTap={go.rules}>
          <Icon name="page" size={18} />
          <View className="grow">
            有 {missing.length} 份方案规则还没读。订单结算前同意了才记积分；不同意也能照常买。
          </View>
          <Icon name="next" size={18} />
        </Tap>
      ) : null}
      {me.shop && me.roles.includes('merchant') ? (
        <View className="card card-tight">
          <IconRow icon="box" title="我的店" value={me.shop.name} isFirst onTap={() => go.merchant('home')} />
        </View>
      ) : null}
      {isStaff(me.roles) ? (
        <View className="card card-tight">
          <IconRow icon="edit" title="管理店铺" value="商品、发货、退款" isFirst onTap={() => go.admin('home')} />
        </View>
      ) : null}
      <Orders counts={me.counts} />
      <Wallet wallet={me.wallet} />
      <View className="card card-tight">
        <IconRow icon="tree" title="团队" value={`${showCount(me.counts.team)} 人`} onTap={go.team} isFirst />
        <IconRow icon="share" title="邀请朋友" onTap={go.invite} />
        <IconRow
          icon="shield"
          title="账目公开"
          value={
            me.lastClose ? `${showDay(me.lastClose.day)} ${me.lastClose.balanced ? '账平' : '正在核对'}` : '还没有收盘'
          }
          onTap={go.solvency}
        />
        <RuleRow value={missing.length === 0 ? '已同意' : `${missing.length} 份未读`} />
      </View>
      <View className="card card-tight">
        <IconRow
          icon="mail"
          title="消息"
          value={me.counts.messages > 0 ? `${me.counts.messages > 98 ? '99+' : me.counts.messages} 条未读` : undefined}
          hasDot={me.counts.messages > 0}
          onTap={go.messages}
          isFirst
        />
        <IconRow icon="edit" title="评价" value="待评价、我的评价" onTap={go.myReviews} />
        <IconRow icon="page" title="券码" value="到店用，给店员扫" onTap={go.vouchers} />
        <IconRow icon="card" title="优惠券" value="领券，看自己的券" onTap={() => go.coupons()} />
        <IconRow icon="grid" title="藏品" value="用积分领，提货在里面" onTap={() => go.collectibles()} />
        <IconRow icon="star" title="收藏" value="到货通知也在这里" onTap={go.favourites} />
        <IconRow icon="eye" title="足迹" onTap={go.looks} />
        <IconRow icon="pin" title="收货地址" value={`${me.counts.addresses} 个`} onTap={() => go.addresses()} />
        {me.shop ? null : (
          <IconRow icon="box" title="申请开店" value="提交执照，平台审核" onTap={() => go.merchant('apply')} />
        )}
        <IconRow icon="lock" title="账号与安全" value="设备、密码、注销" onTap={go.security} />
        <IconRow icon="sun" title="显示与账号" value="大字、深色、退出" onTap={go.display} />
      </View>
      {me.shop ? <Note icon="box">买自己店的商品不计入方案。</Note> : null}
    </>
  );
}

function headline(me: Me): string {
  const level = me.levelFromFen === null ? null : `${showPlain(me.levelFromFen, 'cash').replace('.00', '')} 档会员`;
  return [showPhone(me.phoneMasked), level, me.rankName].filter(Boolean).join(' · ');
}

function Orders({ counts }: { counts: Me['counts'] }) {
  const doors: readonly { icon: IconName; words: string; filter: string; count: number }[] = [
    { icon: 'card', words: '待付款', filter: 'awaitingPayment', count: counts.awaitingPayment },
    { icon: 'box', words: '待发货', filter: 'paid', count: counts.paid },
    { icon: 'page', words: '待使用', filter: 'toUse', count: counts.toUse },
    { icon: 'truck', words: '待收货', filter: 'shipped', count: counts.shipped },
    { icon: 'return', words: '售后', filter: 'refund', count: counts.refunding },
  ];
  return (
    <View className="card card-orders">
      <View className="head">
        <HeadTitle>订单</HeadTitle>
        <Link label="全部订单" onTap={() => go.orders()}>
          全部
          <Icon name="next" size={14} />
        </Link>
      </View>
      <View className="icons">
        {doors.map(({ icon, words, filter, count }) => (
          <Tap
            key={filter}
            className="icons-item order-door"
            label={count > 0 ? `${words}，${count} 单` : words}
            onTap={() => go.orders(filter)}
          >
            <View className="order-icon">
              <Icon name={icon} size={26} />
              <Badge count={count} />
            </View>
            <View>{words}</View>
          </Tap>
        ))}
      </View>
    </View>
  );
}

function Wallet({ wallet }: { wallet: Me['wallet'] }) {
  const isEmpty = wallet.cashFen + wallet.spendableCents + wallet.stableCents === 0;
  return (
    <Tap className="card" label="打开钱包" onTap={go.wallet}>
      <View className="head">
        <HeadTitle>钱包</HeadTitle>
        <View className="accent-ink small flex">
          打开
          <Icon name="next" size={14} />
        </View>
      </View>
      {isEmpty ? (
        <View className="small muted">
          现在没有余额和积分。订单签收、过了退货期结算后，按你同意的方案规则记到这里。
        </View>
      ) : (
        <View className="kv">
          <View>
            <AssetChip asset="cash" />
            <View className="kv-value mt4">
              <Amount units={wallet.cashFen} asset="cash" size="lead" isPrivate />
            </View>
          </View>
          <View>
            <AssetChip asset="spendable" />
            <View className="kv-value mt4">
              <Amount units={wallet.spendableCents} asset="spendable" size="lead" isPrivate />
            </View>
          </View>
          <View>
            <AssetChip asset="stable" />
            <View className="kv-value mt4">
              <Amount units={wallet.stableCents} asset="stable" size="lead" isPrivate />
            </View>
          </View>
        </View>
      )}
    </Tap>
  );
}

function IconRow({
  icon,
  title,
  value,
  isFirst,
  hasDot,
  onTap,
}: {
  icon: IconName;
  title: string;
  value?: string;
  isFirst?: boolean;
  /** Something there was not seen yet: its value says so in words. */
  hasDot?: boolean;
  onTap: () => void;
}) {
  return (
    <Row
      isFirst={isFirst}
      lead={
        <View className={`muted flex ${hasDot ? 'has-dot' : ''}`}>
          <Icon name={icon} size={22} />
        </View>
      }
      title={title}
      value={value ? <View className="small muted">{value}</View> : undefined}
      onTap={onTap}
    />
  );
}

const RuleRow = ({ value, isFirst }: { value: string; isFirst?: boolean }) => (
  <IconRow icon="page" title="方案规则与风险" value={value} isFirst={isFirst} onTap={go.rules} />
);

function MineSkeleton() {
  return (
    <>
      <CardSkeleton height={72} />
      <CardSkeleton height={120} />
      <CardSkeleton height={220} />
    </>
  );
}
