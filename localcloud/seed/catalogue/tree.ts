import type { Industry } from '@shared/contract';
import type { CategorySeed } from './types';

/** The categories of the first level, one for each industry, in the order of the list. */
export const firstLevel: Readonly<Record<Industry, CategorySeed>> = {
  grocery: { id: 'all-grocery', name: '生鲜粮油', picture: '1f96c', ground: 1, order: 1 },
  wine: { id: 'all-wine', name: '酒水', picture: '1f377', ground: 2, order: 2 },
  dining: { id: 'all-dining', name: '到店吃', picture: '1f372', ground: 4, order: 3 },
  hotel: { id: 'all-hotel', name: '酒店民宿', picture: '1f3e8', ground: 3, order: 4 },
  entertainment: { id: 'all-entertainment', name: '玩乐门票', picture: '1f3a1', ground: 2, order: 5 },
  fuel: { id: 'all-fuel', name: '加油用车', picture: '26fd', ground: 4, order: 6 },
  topUp: { id: 'all-top-up', name: '充值缴费', picture: '1f4f1', ground: 3, order: 7 },
  health: { id: 'all-health', name: '健康康养', picture: '1fa7a', ground: 1, order: 8 },
};

/** The brand that a shop's goods are of. Payments to others have none. */
export const BRAND_OF_SHOP: Readonly<Record<string, string>> = {
  minghe: '明禾优选',
  'minghe-kitchen': '明禾厨房',
  qinglan: '青岚',
  chigu: '赤谷',
  helan: '贺东',
  yunshan: '云杉',
  haiyan: '海岩',
  bashi: '巴食',
  songhe: '松禾',
  linxi: '临溪',
  letu: '乐途',
  antong: '安通',
  heyi: '禾颐',
  muchun: '木春',
};
