import type { OutputOf } from '@shared/contract';
import { ASSET_WORDS, showDay, spokenAmount } from '@shared/format';
import { isStaff } from '@shared/roles';
import { Text, View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Link } from '../../components/Button';
import { Chevron, Icon } from '../../components/Icon';
import { Note } from '../../components/Note';
import { Screen } from '../../components/Screen';
import { CardSkeleton, EmptyState, Shown, Skeleton } from '../../components/states';
import { Tap } from '../../components/Tap';
import { useRead, useSession } from '../../gateway';
import { go } from '../../state/routes';
import { AllGoods, TileSkeleton } from './AllGoods';
import { Banners } from './Banners';
import { Again, Sections, Shortcuts } from './Sections';

type Home = OutputOf<'shop.home'>;

/** A shop. Money of the plans is one quiet row. */
export default function HomePage() {
  const home = useRead('shop.home', {});
  const isDemo = home.value?.isDemo === true && home.value.wallet !== null;
  return (
    <Screen tab="home" isDemo={isDemo}>
      <SearchDoor hint={home.value?.hints[0]} />
      <Shown of={home} fault="首页没取到" skeleton={<HomeSkeleton />}>
        {(value) => (
          <>
            {value.deliverTo ? <DeliverTo to={value.deliverTo} /> : null}
            {value.front?.notice ? <Note icon="info">{value.front.notice}</Note> : null}
            <Banners banners={value.banners} />
            <Shortcuts shortcuts={value.shortcuts} />
            <Again again={value.again} />
            <Sections sections={value.sections} aheadMs={value.nowMs - home.atMs} />
            {value.wallet ? <WalletRow wallet={value.wallet} /> : null}
            {value.goods.length > 0 ? (
              <>
                <AllGoods first={value.goods} next={value.next} />
                <Note>不参与任何积分方案，也能照常买、照常退。</Note>
                {value.front?.servicePhone ? (
                  <View className="cap muted center">客服电话 {value.front.servicePhone}</View>
                ) : null}
              </>
            ) : (
              <NotOpen />
            )}
          </>
        )}
      </Shown>
    </Screen>
  );
}

/** Nothing is on the shelf: shoppers are told, the owner is led to the guide. */
function NotOpen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const isAdmin = isSignedIn && isStaff(me.value?.roles ?? []);
  return (
    <>
      <EmptyState
        icon="home"
        title="这家店还没有开业"
        words={isAdmin ? '上架第一件商品，店就开着了。' : '店家上架第一件商品后，就能在这里买。'}
        {...(isAdmin ? { act: { words: '去开店', onTap: () => go.admin('guide') } } : {})}
      />
      {isAdmin ? null : (
        <View className="center">
          <Link isMuted onTap={go.claim}>
            我是店主，有开店码
          </Link>
        </View>
      )}
    </>
  );
}

/** The field leads to the search page; its hint is a word that finds something. */
function SearchDoor({ hint }: { hint: string | undefined }) {
  return (
    <Tap
      className="search"
      role="link"
      label={hint ? `搜索商品，提示词 ${hint}` : '搜索商品'}
      onTap={() => go.search()}
    >
      <Icon name="search" size={20} />
      <Text>{hint ? `大家在搜「${hint}」` : '搜全部商品'}</Text>
    </Tap>
  );
}

function DeliverTo({ to }: { to: NonNullable<Home['deliverTo']> }) {
  return (
    <Tap className="small muted flex gap8 deliver" onTap={() => go.addresses()}>
      <Icon name="pin" size={16} />
      <View className="grow">
        送至 <Text className="ink">{to.detail}</Text>
        {to.deliveryWord ? ` · ${to.deliveryWord}` : ''}
      </View>
    </Tap>
  );
}

function WalletRow({ wallet }: { wallet: NonNullable<Home['wallet']> }) {
  const { asset, units, lastClose } = wallet;
  return (
    <Tap className="card card-quick flex gap12" label={`钱包，${spokenAmount(units, asset)}`} onTap={go.wallet}>
      <View className="grow">
        <View className="cap muted">我的钱包 · {ASSET_WORDS[asset]}</View>
        <Amount units={units} asset={asset} size="title" isPrivate />
      </View>
      {lastClose ? (
        <View className="still end">
          <View className={`small flex gap4 ends ${lastClose.balanced ? 'good-ink' : 'warn-ink'}`}>
            <Icon name={lastClose.balanced ? 'shield' : 'warn'} size={16} />
            {lastClose.balanced ? '已与总账核对' : '正在核对'}
          </View>
          <View className="cap muted">{showDay(lastClose.day)} 收盘</View>
        </View>
      ) : null}
      <Chevron />
    </Tap>
  );
}

function HomeSkeleton() {
  return (
    <>
      <Skeleton height={168} />
      <CardSkeleton height={104} />
      <View className="grid2">
        {[1, 2, 3, 4].map((key) => (
          <TileSkeleton key={key} />
        ))}
      </View>
    </>
  );
}
