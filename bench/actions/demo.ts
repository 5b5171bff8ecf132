import { type LocalCloud, startLocalCloud } from '../../localcloud';
import { demoVariables, seedDemo } from '../../localcloud/seed';
import { buildFunctions } from '../../scripts/functions/build';
import { ownerVariable } from '../../scripts/local/ownerCode';
import { act, OWNER_CODE, type Scene, signIn } from './scene';
import type { Wire } from './wire';

/** Where the demo's history ends, whenever the bench runs: a Wednesday morning. */
const END_AT_MS = Date.parse('2026-06-03T10:00:00+08:00');
const GOODS = { goodsId: 'gannan-navel', skuId: 'gannan-navel-1' };
const STOCK = 100_000;
const YEAR_MS = 365 * 86_400_000;

/** The demo shop in memory, its clock standing at the end of its history; the functions are built into `folder`. */
export async function openDemo(
  folder: string,
  wire: Wire,
  { members, days }: { readonly members: number; readonly days: number },
): Promise<Scene> {
  await buildFunctions({ outDir: folder });
  const cloud = await startLocalCloud({
    dataDir: null,
    functionsDir: folder,
    clock: { startAtMs: END_AT_MS, isFrozen: true },
    isPassive: true,
    variables: { ...demoVariables, OWNER_CODE: ownerVariable(OWNER_CODE, END_AT_MS + YEAR_MS) },
    beforeRequest: wire.beforeRequest,
    onRequest: wire.onRequest,
  });
  const accounts = await seedDemo(cloud, { log: () => {}, members, days, endAtMs: END_AT_MS });
  await cloud.warm();
  return sceneOf(cloud, (name) => {
    const found = accounts.find((one) => one.name === name);
    if (!found) throw new Error(`${name} is not in the demo`);
    return found.phone;
  });
}

/** The demo's people by their names (localcloud/seed/people). */
async function sceneOf(cloud: LocalCloud, phoneOf: (name: string) => string): Promise<Scene> {
  const buyer = await signIn(cloud, phoneOf('李牧'));
  const admin = await signIn(cloud, phoneOf('林知秋'));
  const { addresses } = await act(cloud, 'shop.listAddresses', {}, buyer.token);
  await act(cloud, 'admin.changeStock', { skuId: GOODS.skuId, by: STOCK, requestId: 'bench-stock' }, admin.token);
  const { shop } = await act(cloud, 'shop.viewGoods', { goodsId: GOODS.goodsId });
  return {
    cloud,
    buyer: { ...buyer, addressId: addresses[0]!.addressId },
    leader: await signIn(cloud, phoneOf('陈静')),
    admin,
    secondAdmin: await signIn(cloud, phoneOf('周远')),
    goods: { ...GOODS, shopId: shop.shopId },
  };
}
