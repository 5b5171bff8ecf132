import type { CategoryKept, GoodsKept } from '@shared/contract';
import { useRouter } from '@tarojs/taro';
import { EmptyState, Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';
import { Editor } from './Editor';

/** One product, new or changed. */
export default function GoodsEditScreen() {
  const goodsId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <AdminScreen area="staff.shop" title={goodsId ? '商品编辑' : '加商品'}>
      {() => (goodsId ? <Known goodsId={goodsId} /> : <WithPlaces kept={null} />)}
    </AdminScreen>
  );
}

function Known({ goodsId }: { goodsId: string }) {
  const read = useRead('admin.viewGoods', { goodsId });
  return (
    <Shown of={read} fault="商品没取到">
      {(kept) => <WithPlaces key={goodsId} kept={kept} />}
    </Shown>
  );
}

/** The shop that sells it and the categories that it may stand in: both come before the first product. */
function WithPlaces({ kept }: { kept: GoodsKept | null }) {
  const shop = useRead('admin.viewShop', {});
  const categories = useRead('admin.listCategories', {});
  return (
    <Shown of={shop} fault="店铺没取到">
      {({ shop: own, today }) => (
        <Shown of={categories} fault="分类没取到">
          {({ categories: found }) => {
            const missing = missingPlace(own !== null, found);
            if (!missing && own) return <Editor kept={kept} shopId={own.shopId} today={today} categories={found} />;
            return missing;
          }}
        </Shown>
      )}
    </Shown>
  );
}

function missingPlace(hasShop: boolean, categories: readonly CategoryKept[]) {
  if (!hasShop)
    return (
      <EmptyState
        icon="home"
        title="先有店名"
        words="商品是店铺卖的。填好店名再回来。"
        act={{ words: '填店名', onTap: () => go.admin('shop') }}
      />
    );
  if (categories.length === 0)
    return (
      <EmptyState
        icon="grid"
        title="先有一个分类"
        words="商品要放进一个分类里。"
        act={{ words: '加分类', onTap: () => go.admin('categories') }}
      />
    );
  return null;
}
