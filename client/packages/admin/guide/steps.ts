import type { Opening, OpeningStep } from '@shared/contract';
import { showPlain } from '@shared/format';
import { ORDER_STATES, PLAN_WORDS } from '../../../copy/terms';
import { go } from '../../../state/routes';

interface StepWords {
  readonly title: string;
  /** What there is once it is done, what it is about until then. */
  readonly says: (opening: Opening) => string;
  readonly act: string;
  readonly open: (opening: Opening) => void;
}

/** 满 99.00 免运费，其余 8.00. */
export function freightWords({
  freightFen,
  freeFreightFromFen,
}: {
  freightFen: number;
  freeFreightFromFen: number;
}): string {
  if (freightFen === 0) return '不收运费';
  const each = `每单 ${showPlain(freightFen, 'cash')} 元`;
  return freeFreightFromFen === 0 ? each : `满 ${showPlain(freeFreightFromFen, 'cash')} 元免运费，其余${each}`;
}

/** What each step of the first hour is called, says and leads to. */
export const STEP_WORDS: Record<OpeningStep, StepWords> = {
  shop: {
    title: '店名与说明',
    says: ({ shop }) => shop?.name ?? '买家在商品和订单上看到的名字、公告和电话',
    act: '填店名',
    open: () => go.admin('shop'),
  },
  category: {
    title: '第一个分类',
    says: ({ categories }) => (categories.count > 0 ? categories.first.join('、') : '商品要放进一个分类里'),
    act: '加分类',
    open: () => go.admin('categories'),
  },
  goods: {
    title: '第一件商品',
    says: ({ goods: { first } }) =>
      first ? `${first.title}，${first.sizes} 款，库存 ${first.stock}` : '照片、规格、价格、成本、库存',
    act: '加商品',
    open: ({ goods }) => (goods.first ? go.admin('goodsList') : go.admin('goods')),
  },
  delivery: {
    title: '运费与发货',
    says: ({ shop }) => (shop?.deliveryWord ? `${freightWords(shop)}，${shop.deliveryWord}` : '运费多少，多久发出'),
    act: '定运费',
    open: () => go.admin('delivery'),
  },
  plan: {
    title: '积分方案',
    says: ({ plans, isWithoutPoints }) => {
      if (plans.length > 0) return plans.map(({ plan, version }) => `${PLAN_WORDS[plan]} v${version}`).join('、');
      return isWithoutPoints ? '先不记积分，以后再选' : '从预设里选，每个数都有解释';
    },
    act: '选方案',
    open: () => go.admin('plan'),
  },
  clearances: {
    title: '许可',
    says: ({ needed, plans, isWithoutPoints }) => {
      if (plans.length === 0) return isWithoutPoints ? '没有方案，不用许可' : '看方案要什么，再登记';
      if (needed.length === 0) return '要的都已生效';
      return `还缺 ${needed.length} 项。没有也能卖货，要许可的那几项先停着。`;
    },
    act: '登记许可',
    open: () => go.admin('clearances'),
  },
  secondAdmin: {
    title: '请第二位店主',
    says: ({ owners }) => (owners > 1 ? `${owners} 位店主` : '许可、方案都要另一个人点头'),
    act: '去加上',
    open: () => go.admin('people'),
  },
  firstOrder: {
    title: '自己下一单',
    says: ({ firstOrder }) =>
      firstOrder ? `第一单：${ORDER_STATES[firstOrder.state].words}` : '付款、发货、签收、结算，走一遍再开业',
    act: '看看店铺',
    open: ({ todo }) => (todo.toShip > 0 ? go.admin('orders', 'filter=paid') : go.home()),
  },
};
