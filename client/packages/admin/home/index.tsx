import type { Me, Opening } from '@shared/contract';
import { type StaffArea, worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { Icon, type IconName } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { Way } from '../../../components/Way';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { BooksCard, CloseCard, SoldCard } from './Cards';
import { HeedCard, WaitingCard } from './Waiting';

/** How the shop stands, what waits for whoever looks, and every way into its affairs. */
export default function AdminHomeScreen() {
  return (
    <AdminScreen area="staff.any" title="管理店铺">
      {({ roles }) => <Home roles={roles} />}
    </AdminScreen>
  );
}

function Home({ roles }: { roles: Me['roles'] }) {
  const opening = useRead('admin.viewOpening', {});
  return (
    <Shown of={opening} fault="店铺的情况没取到">
      {(value) => (
        <>
          {worksIn(roles, 'staff.owner') ? <Guide opening={value} /> : null}
          <Now roles={roles} />
          <Ways opening={value} roles={roles} />
        </>
      )}
    </Shown>
  );
}

interface Part {
  readonly area: StaffArea;
  readonly icon: IconName;
  readonly title: string;
  readonly value?: string | undefined;
  readonly onTap: () => void;
}

const partsOf = (opening: Opening): readonly (readonly Part[])[] => [
  [
    { area: 'staff.shop', icon: 'home', title: '店铺', value: opening.shop?.name, onTap: () => go.admin('shop') },
    { area: 'staff.shop', icon: 'page', title: '首页布置', onTap: () => go.admin('storefront') },
    { area: 'staff.shop', icon: 'card', title: '优惠券', onTap: () => go.admin('coupons') },
    {
      area: 'staff.shop',
      icon: 'truck',
      title: '运费与发货',
      value: opening.shop?.deliveryWord,
      onTap: () => go.admin('delivery'),
    },
    {
      area: 'staff.shop',
      icon: 'grid',
      title: '分类',
      value: `${opening.categories.count} 个`,
      onTap: () => go.admin('categories'),
    },
    { area: 'staff.orders', icon: 'talk', title: '客服', value: '自营店的买家', onTap: () => go.threads(true) },
    { area: 'staff.orders', icon: 'check', title: '核销', value: '自营店的券', onTap: () => go.admin('redeem') },
    { area: 'staff.orders', icon: 'edit', title: '评价', value: '答复、隐藏', onTap: () => go.admin('reviews') },
    {
      area: 'staff.shop',
      icon: 'box',
      title: '商品',
      value: `在架 ${opening.goods.onShelf} 件`,
      onTap: () => go.admin('goodsList'),
    },
    { area: 'staff.shop', icon: 'star', title: '藏品系列', value: '发行、登记册', onTap: () => go.issuing('series') },
  ],
  [
    { area: 'staff.money', icon: 'wallet', title: '付给商家', value: '欠款、付款', onTap: () => go.admin('owed') },
    {
      area: 'staff.money',
      icon: 'wallet',
      title: '提现',
      value: '审核、暂停、条件',
      onTap: () => go.admin('withdrawals'),
    },
    { area: 'staff.shop', icon: 'home', title: '商家', value: '店、店主', onTap: () => go.admin('merchants') },
    { area: 'staff.shop', icon: 'page', title: '开店申请', value: '审核', onTap: () => go.admin('applications') },
  ],
  [
    {
      area: 'staff.any',
      icon: 'page',
      title: '积分方案',
      value: opening.plans.length === 0 ? '没有' : `${opening.plans.length} 个`,
      onTap: () => go.admin('plan'),
    },
    {
      area: 'staff.any',
      icon: 'shield',
      title: '许可',
      value: opening.needed.length === 0 ? '不缺' : `还缺 ${opening.needed.length} 项`,
      onTap: () => go.admin('clearances'),
    },
    {
      area: 'staff.any',
      icon: 'table',
      title: '表格导入',
      value: '发货、商品、积分',
      onTap: () => go.admin('imports'),
    },
    { area: 'staff.any', icon: 'check', title: '待复核', value: '两人的事', onTap: () => go.admin('proposals') },
    { area: 'staff.members', icon: 'person', title: '会员', value: '查找、停用', onTap: () => go.admin('members') },
    { area: 'staff.any', icon: 'edit', title: '设置', value: '时间、提现、用语', onTap: () => go.admin('settings') },
    { area: 'staff.any', icon: 'paused', title: '停止开关', value: '马上停', onTap: () => go.admin('stops') },
    { area: 'staff.owner', icon: 'person', title: '管理员', value: '角色', onTap: () => go.admin('people') },
    { area: 'staff.owner', icon: 'page', title: '操作记录', value: '谁动了什么', onTap: () => go.admin('audit') },
    { area: 'staff.shop', icon: 'tree', title: '改推荐人', value: '两人', onTap: () => go.admin('referrers') },
  ],
];

/** Every way that these roles may go. */
const Ways = ({ opening, roles }: { opening: Opening; roles: Me['roles'] }) => (
  <>
    {partsOf(opening)
      .map((parts) => parts.filter(({ area }) => worksIn(roles, area)))
      .filter((parts) => parts.length > 0)
      .map((parts) => (
        <View key={parts[0]!.title} className="card card-tight">
          {parts.map(({ area: _area, ...part }, at) => (
            <Way key={part.title} {...part} isFirst={at === 0} />
          ))}
        </View>
      ))}
  </>
);

/** How the shop stands: what waits comes first, figures behind it. */
function Now({ roles }: { roles: Me['roles'] }) {
  const read = useRead('admin.viewOverview', {});
  return (
    <Shown of={read} fault="总览没取到">
      {(overview) => (
        <>
          <CloseCard {...overview} />
          <WaitingCard overview={overview} roles={roles} />
          <HeedCard overview={overview} />
          <SoldCard {...overview} roles={roles} />
          <BooksCard {...overview} />
        </>
      )}
    </Shown>
  );
}

/** The way through the first hour, for as long as a step of it is left. */
function Guide({ opening }: { opening: Opening }) {
  const done = opening.steps.filter(({ isDone }) => isDone).length;
  if (done === opening.steps.length) return null;
  return (
    <View className="card card-tight">
      <Row
        isFirst
        lead={
          <View className="accent-ink flex">
            <Icon name="check" size={22} />
          </View>
        }
        title="第一小时"
        sub={`${opening.steps.length} 步做了 ${done} 步`}
        onTap={() => go.admin('guide')}
      />
    </View>
  );
}
