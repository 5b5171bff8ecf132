import { createHash } from 'node:crypto';
import { clearedFeature } from '@shared/contract';
import { addDays, businessDayOf } from '@shared/kernel';
import { presets } from '../../../config/plans';
import { catalogue, categories, demoPictures, firstCategories } from '../catalogue';
import { storePictures } from '../pictures';
import { shops } from '../shops';
import { fenOfYuan } from '../yuan';
import type { Stage } from './stage';

/** A day to pay, so that the unpaid order of the demo can still be paid when somebody looks at it. */
const PAY_WITHIN_MINUTES = 1440;
const CLEARED_FOR_DAYS = 730;
const AT_ONCE = 4;

/** Does the work for all, some at a time: what they do does not depend on each other. */
export async function forAll<T>(list: readonly T[], work: (one: T) => Promise<unknown>): Promise<void> {
  const waiting = [...list];
  const worker = async (): Promise<void> => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await work(one);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Records every clearance, as demonstration: proposed by one administrator, approved by the other (trust §1). */
async function clear(stage: Stage): Promise<void> {
  const today = businessDayOf(stage.cloud.now());
  await forAll(clearedFeature.options, async (feature) => {
    const reference = `演示许可 ${feature}`;
    const { clearanceId } = await stage.as('admin', 'admin.proposeClearance', {
      feature,
      issuer: '演示数据，不是真实机构',
      documentReference: reference,
      documentSha256: createHash('sha256').update(reference).digest('hex'),
      scope: '只用于本机演示，不能用于真实会员',
      validFromDay: today,
      validToDay: addDays(today, CLEARED_FOR_DAYS),
      requestId: `demo-${feature.replace('.', '-')}`,
    });
    await stage.as('second-admin', 'admin.approveClearance', { clearanceId });
  });
}

/** Publishes the shipped plans: appreciating points, the cyclic dividend, points release. */
async function publish(stage: Stage): Promise<void> {
  await stage.as('admin', 'admin.publishPlans', {
    plans: { appreciation: presets.appreciation.plan, dividend: presets.cyclic.plan, release: presets.release.plan },
    requestId: 'demo-first-plans',
  });
}

/** What the administrators do before anybody else comes: the second of them, clearances, plans, settings. */
export async function openPlatform(stage: Stage): Promise<void> {
  const { memberId } = stage.actor('second-admin');
  await stage.as('admin', 'admin.setRole', { memberId, role: 'owner', has: true });
  await stage.as('admin', 'admin.saveSettings', { payWithinMinutes: PAY_WITHIN_MINUTES });
  await clear(stage);
  await publish(stage);
  // Who joined before the first plans has none to accept yet.
  for (const [key, actor] of stage.actors) actor.plansInForce = (await stage.as(key, 'account.me', {})).plansInForce;
}

/** Puts shops, categories and goods up, once their pictures are stored. Owners of shops have joined by then; a shop without its owner is the platform's. */
export async function openShops(stage: Stage): Promise<void> {
  await forAll(shops, ({ id, owner, freightYuan, freeFreightFromYuan, freight: _freight, ...shop }) => {
    const ownerId = owner === undefined ? undefined : stage.actors.get(owner)?.memberId;
    return stage.as('admin', 'admin.saveShop', {
      ...shop,
      shopId: id,
      ...(ownerId ? { ownerId } : {}),
      freightFen: fenOfYuan(freightYuan),
      freeFreightFromFen: fenOfYuan(freeFreightFromYuan),
    });
  });
  await forAll(shops, async ({ id, freight }) => {
    if (freight) await stage.as('admin', 'admin.changeShop', { shopId: id, freight });
  });
  const fileIds = await storePictures(demoPictures, (path, content) => stage.cloud.storage.put(path, content));
  for (const level of [firstCategories, categories])
    await forAll(level, (category) =>
      stage.as('admin', 'admin.saveCategory', { ...category, picture: fileIds.get(category.picture)! }),
    );
  await forAll(catalogue, (goods) =>
    stage.as('admin', 'admin.saveGoods', { ...goods, pictures: goods.pictures.map((name) => fileIds.get(name)!) }),
  );
}
