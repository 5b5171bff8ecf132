import type { Restock } from '@shared/contract';
import { showMoment } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { NoticeAsk } from '../../../components/NoticeAsk';
import { refusalWords } from '../../../copy/refusals';
import { KeptRow } from '../../../features/goods/KeptRow';
import { newRequestId, queryClient, useAct, useListPages } from '../../../gateway';
import { go } from '../../../state/routes';

/** Whether what was waited for came, and whether it is there still. */
function Came({ restock: { goods, label, state, backAtMs, left, isOnShelf } }: { restock: Restock }) {
  const size = label ? `${label}：` : '';
  if (!isOnShelf) return <Text className="muted">{size}不再等了</Text>;
  if (state === 'waiting') return <Text className="muted">{size}还没到货</Text>;
  const when = backAtMs === null ? '' : `${showMoment(backAtMs)} `;
  return left > 0 ? (
    <Text className="good-ink">
      {size}
      {when}到货，现在还有 {left}
    </Text>
  ) : (
    <Text className="muted">
      {size}
      {when}到过货，{goods.isSoldOut ? '又卖完了' : '这一款又卖完了'}
    </Text>
  );
}

/** What a member waits for, newest first, with what came. */
export function Restocks() {
  const list = useListPages('shop.listRestocks', { limit: 20 }, (page) => page.restocks);
  const wait = useAct('shop.awaitRestock', ['shop.listRestocks']);
  const { rows } = list;
  const remove = ({ goods: { goodsId }, skuId }: Restock) =>
    wait.mutate(
      { goodsId, skuId, isAwaited: false, requestId: newRequestId() },
      { onSuccess: () => void queryClient.invalidateQueries({ queryKey: ['shop.viewGoods', { goodsId }] }) },
    );
  return (
    <ListShown
      list={list}
      fault="到货通知没取到"
      empty={{
        icon: 'clock',
        title: '没有在等的',
        words: '商品缺货时点“到货通知我”，到货了会写在这里。',
        act: { words: '去看看商品', onTap: go.category },
      }}
    >
      {rows.some(({ state }) => state === 'waiting') ? <NoticeAsk wanted={['restock']} words="到货时发一条" /> : null}
      {wait.error ? <Note tone="bad">{refusalWords(wait.error)}</Note> : null}
      <View className="card card-tight">
        {rows.map((one, place) => (
          <KeptRow
            key={one.skuId}
            goods={one.goods}
            isOnShelf={one.isOnShelf}
            told={<Came restock={one} />}
            isFirst={place === 0}
            removeWords="不再等"
            isBusy={wait.isPending}
            onRemove={() => remove(one)}
          />
        ))}
      </View>
    </ListShown>
  );
}
