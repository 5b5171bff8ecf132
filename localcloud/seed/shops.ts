import type { FreightTable } from '@shared/contract';
import { bottlesByWeight, coldByPlace } from './freight';

/** A shop of the demo. `owner` is the key of a named account (people/named.ts); left out for the platform's own. */
interface ShopSeed {
  readonly id: string;
  readonly name: string;
  readonly owner?: string;
  readonly takesStable: boolean;
  readonly takesSpendable: boolean;
  readonly freightYuan: string;
  readonly freeFreightFromYuan: string;
  /** Where freight goes by places or by weight. */
  readonly freight?: FreightTable;
  readonly deliveryWord: string;
  readonly afterSalesWord: string;
}

const atOnce = { freightYuan: '0', freeFreightFromYuan: '0' } as const;

/** The platform's own shops and a dozen of merchants. */
export const shops: readonly ShopSeed[] = [
  {
    id: 'minghe',
    name: '明禾自营',
    takesStable: true,
    takesSpendable: true,
    freightYuan: '8.00',
    freeFreightFromYuan: '59.00',
    deliveryWord: '明日 9:00–12:00 到',
    afterSalesWord: '签收后 7 天可退，坏果包赔',
  },
  {
    id: 'minghe-kitchen',
    name: '明禾厨房',
    takesStable: true,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '45 分钟内送到，或到店用',
    afterSalesWord: '未使用可退',
  },
  {
    id: 'tongda',
    name: '通达缴费',
    takesStable: false,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '两小时内到账',
    afterSalesWord: '没充成原路退回',
  },
  {
    id: 'qinglan',
    name: '青岚粮油店',
    owner: 'merchant',
    takesStable: true,
    takesSpendable: true,
    freightYuan: '8.00',
    freeFreightFromYuan: '99.00',
    deliveryWord: '明日 9:00–12:00 到',
    afterSalesWord: '签收后 7 天可退，坏果包赔',
  },
  {
    id: 'chigu',
    name: '赤谷酒坊',
    owner: 'owner-chigu',
    takesStable: true,
    takesSpendable: true,
    freightYuan: '15.00',
    freeFreightFromYuan: '999.00',
    freight: bottlesByWeight,
    deliveryWord: '两日内发出',
    afterSalesWord: '未开封 7 天可退，破损包赔',
  },
  {
    id: 'helan',
    name: '贺东酒庄',
    owner: 'owner-helan',
    takesStable: false,
    takesSpendable: true,
    freightYuan: '15.00',
    freeFreightFromYuan: '199.00',
    deliveryWord: '两日内发出',
    afterSalesWord: '未开封 7 天可退，破损包赔',
  },
  {
    id: 'yunshan',
    name: '云杉茶社',
    owner: 'owner-yunshan',
    takesStable: true,
    takesSpendable: true,
    freightYuan: '10.00',
    freeFreightFromYuan: '79.00',
    deliveryWord: '次日发出',
    afterSalesWord: '未开封 7 天可退',
  },
  {
    id: 'haiyan',
    name: '海岩渔家',
    owner: 'owner-haiyan',
    takesStable: true,
    takesSpendable: true,
    freightYuan: '20.00',
    freeFreightFromYuan: '199.00',
    freight: coldByPlace,
    deliveryWord: '冷链次日到，或按约到店',
    afterSalesWord: '死蟹坏货两小时内拍照即赔',
  },
  {
    id: 'bashi',
    name: '巴食小馆',
    owner: 'owner-bashi',
    takesStable: true,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '付款后即有券码',
    afterSalesWord: '未使用随时可退，过期自动退',
  },
  {
    id: 'songhe',
    name: '松禾酒店',
    owner: 'owner-songhe',
    takesStable: false,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '下单时选日期',
    afterSalesWord: '入住前一天 18:00 前可退',
  },
  {
    id: 'linxi',
    name: '临溪民宿',
    owner: 'owner-linxi',
    takesStable: true,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '下单时选日期',
    afterSalesWord: '入住前 3 天可退',
  },
  {
    id: 'letu',
    name: '乐途文旅',
    owner: 'owner-letu',
    takesStable: true,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '付款后即有券码',
    afterSalesWord: '未使用可退',
  },
  {
    id: 'antong',
    name: '安通车服',
    owner: 'owner-antong',
    takesStable: false,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '付款后即有券码',
    afterSalesWord: '未使用可退，余额原路退',
  },
  {
    id: 'heyi',
    name: '禾颐康养',
    owner: 'owner-heyi',
    takesStable: true,
    takesSpendable: true,
    freightYuan: '10.00',
    freeFreightFromYuan: '99.00',
    deliveryWord: '次日发出，大件送货上楼',
    afterSalesWord: '签收后 7 天可退',
  },
  {
    id: 'muchun',
    name: '木春健康',
    owner: 'owner-muchun',
    takesStable: false,
    takesSpendable: true,
    ...atOnce,
    deliveryWord: '付款后即有券码',
    afterSalesWord: '未激活全额退',
  },
];
