import type { Favourite } from '@shared/contract';
import { showAmount } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { KeptRow } from '../../../features/goods/KeptRow';
import { newRequestId, queryClient, useAct, useListPages } from '../../../gateway';
import { go } from '../../../state/routes';

/** What became of the price since a product was marked; nothing while it can't be had. */
function PriceSince({ favourite: { goods, savedFen, isOnShelf } }: { favourite: Favourite }) {
  const by = goods.priceFen - savedFen;
  if (by === 0 || !isOnShelf || goods.isSoldOut) return null;
  return (
    <Text className={by < 0 ? 'good-ink' : 'muted'}>
      比收藏时{by < 0 ? '低' : '高'} {showAmount(Math.abs(by), 'cash')}
    </Text>
  );
}

/** What a member marked, newest first, with what became of it. */
export function Favourites() {
  const list = useListPages('shop.listFavourites', { limit: 20 }, (page) => page.favourites);
  const set = useAct('shop.setFavourite', ['shop.listFavourites']);
  const { rows } = list;
  const remove = (goodsId: string) =>
    set.mutate(
      { goodsId, isFavourite: false, requestId: newRequestId() },
      { onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['shop.viewGoods', { goodsId }] }) },
    );
  return (
    <ListShown
      list={list}
      fault="收藏没取到"
      empty={{
        icon: 'star',
        title: '还没有收藏',
        words: '在商品页点“收藏”，以后在这里找到它，降价了会写明。',
        act: { words: '去看看商品', onTap: go.category },
      }}
    >
      {set.error ? <Note tone="bad">{refusalWords(set.error)}</Note> : null}
      <View className="card card-tight">
        {rows.map((one, place) => (
          <KeptRow
            key={one.goods.goodsId}
            goods={one.goods}
            isOnShelf={one.isOnShelf}
            isSoldOut={one.goods.isSoldOut}
            told={<PriceSince favourite={one} />}
            isFirst={place === 0}
            removeWords="取消收藏"
            isBusy={set.isPending}
            onRemove={() => remove(one.goods.goodsId)}
          />
        ))}
      </View>
    </ListShown>
  );
}
