import type { OutputOf } from '@shared/contract';
import { ASSET_WORDS, showDay, spokenAmount } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { Amount } from '../../components/Amount';
import { Link } from '../../components/Button';
import { Chevron, Icon } from '../../components/Icon';
import { Note } from '../../components/Note';
import { Picture, PictureOnly } from '../../components/Picture';
import { Screen } from '../../components/Screen';
import { CardSkeleton, EmptyState, Shown, Skeleton } from '../../components/states';
import { Tap } from '../../components/Tap';
import { GoodsTile } from '../../features/goods/GoodsTile';
import { useRead, useSession } from '../../gateway';
import { useBrowsing } from '../../state/browsing';
import { go } from '../../state/routes';

type Home = OutputOf<'shop.home'>;

/** A shop. Money of the plans is one quiet row. */
export default function HomePage() {
  const home = useRead('shop.home', {});
  const browseAll = useBrowsing((all) => all.choose);
  const isDemo = home.value?.isDemo === true && home.value.wallet !== null;
  return (
    <Screen tab="home" isDemo={isDemo}>
      <SearchDoor />
      <Shown of={home} fault="首页没取到" skeleton={<HomeSkeleton />}>
        {(value) => (
          <>
            {value.deliverTo ? <DeliverTo to={value.deliverTo} /> : null}
            {value.front?.notice ? <Note icon="info">{value.front.notice}</Note> : null}
            {value.lead ? <Lead goods={value.lead} /> : null}
            {value.shortcuts.length > 0 ? <Shortcuts categories={value.shortcuts} /> : null}
            {value.wallet ? <WalletRow wallet={value.wallet} /> : null}
            {value.lead ? (
              <>
                <OnShelf
                  goods={value.goods}
                  onAll={() => {
                    browseAll(null);
                    go.category();
                  }}
                />
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

function OnShelf({ goods, onAll }: { goods: Home['goods']; onAll: () => void }) {
  if (goods.length === 0) return null;
  return (
    <>
      <View className="head section-head">
        <View className="head-title">今天在架</View>
        <Link label="全部商品" onTap={onAll}>
          全部商品
          <Icon name="next" size={14} />
        </Link>
      </View>
      <View className="grid2">
        {goods.map((one) => (
          <GoodsTile key={one.goodsId} goods={one} />
        ))}
      </View>
    </>
  );
}

/** Nothing is on the shelf: shoppers are told, the owner is led to the guide. */
function NotOpen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const isAdmin = isSignedIn && me.value?.roles.includes('admin') === true;
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

function SearchDoor() {
  const ask = useBrowsing((all) => all.askForSearch);
  return (
    <Tap
      className="search"
      label="搜索商品"
      onTap={() => {
        ask(true);
        go.category();
      }}
    >
      <Icon name="search" size={20} />
      <Text>搜水果、酒店、话费</Text>
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

function Lead({ goods }: { goods: NonNullable<Home['lead']> }) {
  return (
    <Tap className={`lead-card g${goods.ground}`} role="link" label={goods.title} onTap={() => go.goods(goods.goodsId)}>
      <View className="grow flow gap4 top">
        <View className="cap muted">{goods.shopName}</View>
        <View className="figure bold">{goods.title}</View>
        <View className="cap muted">{goods.subtitle}</View>
        <View className="mt4">
          <Amount units={goods.priceFen} asset="cash" size="title" />
        </View>
      </View>
      <PictureOnly picture={goods.picture} />
    </Tap>
  );
}

function Shortcuts({ categories }: { categories: Home['shortcuts'] }) {
  const choose = useBrowsing((all) => all.choose);
  return (
    <View className={`card shortcuts ${categories.length % 5 === 0 ? 'shortcuts-five' : ''}`}>
      {categories.map((one) => (
        <Tap
          key={one.categoryId}
          className="icons-item"
          onTap={() => {
            choose(one.categoryId);
            go.category();
          }}
        >
          {one.picture ? (
            <Picture picture={one.picture} ground={one.ground} size={52} />
          ) : (
            <View className={`pic g${one.ground} pic-52 title`} aria-hidden="true">
              {one.name.slice(0, 1)}
            </View>
          )}
          <View>{one.name}</View>
        </Tap>
      ))}
    </View>
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
          <View key={key} className="good">
            <Skeleton height={148} />
            <View className="good-body">
              <Skeleton height={20} />
              <Skeleton height={14} width="70%" />
              <Skeleton height={28} width="48%" />
            </View>
          </View>
        ))}
      </View>
    </>
  );
}
