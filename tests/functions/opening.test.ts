import type { InputOf } from '@shared/contract';
import { newOwnerCode, ownerVariable } from '../../scripts/local/ownerCode';
import { differences } from './books';
import { entryTier } from './entryTier';
import { joinMember, nextRequest, removeBuilt, START_MS, startWorld, type TestWorld } from './world';

jest.setTimeout(120_000);

const DAY_MS = 86_400_000;
/** With what is mistaken most easily. */
const CODE = 'K01D-1NG0-0W1E-R5HP';
/** A picture that the test world has. */
const PICTURE = 'cloud://local-env.6c6f-local-env/goods/test.webp';
const SIZE = (choice: string, priceFen: number, costFen: number, stock: number) => ({
  choices: [choice],
  priceFen,
  costFen,
  stock,
});

let world: TestWorld;
const empty = (code = ownerVariable(CODE, START_MS + 7 * DAY_MS)) =>
  startWorld({ timers: 'few', variables: { OWNER_PHONES: '', OWNER_CODE: code }, conditions: entryTier().conditions });

afterAll(removeBuilt);

describe("the owner's one-time code", () => {
  beforeAll(async () => {
    world = await empty();
  });
  afterAll(() => world.close());
  const claim = (code: string, token: string) => world.cloud.call('account.claimShop', { code }, token);

  test('a wrong one is refused with the tries that are left, five an hour', async () => {
    const { token } = await world.signIn('13800000001');
    for (let left = 4; left >= 0; left -= 1)
      expect(await claim(newOwnerCode(), token)).toMatchObject({
        code: 'claim/wrong',
        details: { attemptsLeft: left },
      });
    expect(await claim(CODE, token)).toMatchObject({ code: 'claim/tooMany', details: { againAfterSeconds: 3600 } });
    await world.advance('1h');
    expect(await claim(newOwnerCode(), token)).toMatchObject({ code: 'claim/wrong' });
  });

  test('is read as it was meant, works once, and says so to whoever has it', async () => {
    const [first, second] = world.admins;
    const typed = CODE.toLowerCase().replace(/-/g, ' ').replace(/0/g, 'o').replace(/1/g, 'l');
    const [one, other] = await Promise.all([claim(typed, first), claim(CODE, second)]);
    expect([one.ok, other.ok].toSorted()).toEqual([false, true]);
    expect(one.ok ? other : one).toMatchObject({ code: 'claim/used' });
    const owner = one.ok ? first : second;
    expect((await world.call('account.me', {}, owner)).roles).toEqual(['owner']);
    // The owner, whose first answer was lost on the way, is told the same; a right try is none of the five.
    for (let again = 0; again < 6; again += 1) expect(await claim(CODE, owner)).toMatchObject({ ok: true });
    expect(world.cloud.engine.find('audit', { action: 'account.claimShop' })).toHaveLength(1);
  });
});

test('an expired one is refused, and so is every one where none is set', async () => {
  world = await empty(ownerVariable(CODE.replaceAll('-', ''), START_MS));
  expect(await world.refused('account.claimShop', { code: CODE }, world.admins[0])).toBe('claim/expired');
  expect(await world.refused('account.claimShop', { code: newOwnerCode() }, world.admins[0])).toBe('claim/wrong');
  await world.close();
  world = await empty('');
  expect(await world.refused('account.claimShop', { code: CODE }, world.admins[0])).toBe('claim/wrong');
  expect((await world.call('account.me', {}, world.admins[0])).roles).toEqual([]);
  await world.close();
});

describe('an empty shop', () => {
  let owner: string;
  let goodsId = '';
  beforeAll(async () => {
    world = await empty();
    owner = world.admins[0];
    await world.call('account.claimShop', { code: CODE }, owner);
  });
  afterAll(() => world.close());

  const done = async () => {
    const { steps } = await world.call('admin.viewOpening', {}, owner);
    return steps.filter(({ isDone }) => isDone).map(({ step }) => step);
  };
  const goods = (more: Partial<InputOf<'admin.saveGoods'>> = {}): InputOf<'admin.saveGoods'> => ({
    title: '洛川红富士苹果',
    pictures: [PICTURE],
    ground: 1,
    industry: 'grocery',
    kind: 'delivered',
    categoryId: '',
    shopId: 'own',
    options: [{ name: '箱重', choices: ['5 kg', '2.5 kg'] }],
    skus: [SIZE('5 kg', 10_000, 6_200, 120), SIZE('2.5 kg', 5_600, 4_000, 60)],
    plans: ['appreciation'],
    requestId: nextRequest(),
    ...more,
  });

  test('is shown as not open, and no step is ticked', async () => {
    expect(await world.call('shop.home', {})).toMatchObject({ goods: [], front: null });
    expect(await done()).toEqual([]);
    expect(await world.refused('admin.changeShop', { notice: '欢迎' }, owner)).toBe('shop/unknown');
  });

  test('ticks each step when what it asks for is there', async () => {
    await world.call('admin.changeShop', { name: '青岚粮油店', servicePhone: '0532-88880000' }, owner);
    expect(await done()).toEqual(['shop']);
    const { categoryId } = await world.call(
      'admin.saveCategory',
      { name: '新鲜蔬果', industry: 'grocery', picture: '', ground: 1, order: 0, requestId: nextRequest() },
      owner,
    );
    expect(await done()).toEqual(['shop', 'category']);
    const saved = await world.call('admin.saveGoods', goods({ categoryId }), owner);
    goodsId = saved.goods.goodsId;
    await world.call('admin.changeShop', { freightFen: 800, deliveryWord: '48 小时内发出' }, owner);
    expect(await done()).toEqual(['shop', 'category', 'goods', 'delivery']);
    // What one page changed is left as it was by the other.
    expect((await world.call('admin.viewShop', {}, owner)).shop).toMatchObject({
      name: '青岚粮油店',
      servicePhone: '0532-88880000',
      freightFen: 800,
    });
    await world.call('admin.openWithoutPoints', { isWithoutPoints: true }, owner);
    expect(await done()).toEqual(['shop', 'category', 'goods', 'delivery', 'plan', 'clearances']);
    await world.call('admin.openWithoutPoints', { isWithoutPoints: false }, owner);
  });

  test('plans come from shipped ones: a draft changes nothing, published they are in force today', async () => {
    const { presets } = await world.call('admin.viewPlans', {}, owner);
    expect(presets.map(({ preset, terms }) => [preset, terms.plan])).toEqual([
      ['appreciation', 'appreciation'],
      ['cyclic', 'dividend'],
      ['energy', 'dividend'],
      ['release', 'release'],
    ]);
    expect(presets[0]).toMatchObject({
      terms: { contributionRateMillionths: 300_000, seedCostFen: 100_000 },
      needs: ['appreciation.referrerGift', 'appreciation.cashSale'],
    });
    expect(await world.refused('admin.savePlanDraft', { presets: ['cyclic', 'energy'] }, owner)).toBe('plan/faults');
    const { draft } = await world.call('admin.savePlanDraft', { presets: ['appreciation'] }, owner);
    expect(await done()).not.toContain('plan');
    await world.call('admin.publishPlans', { plans: draft.plans, requestId: nextRequest() }, owner);
    expect(await done()).toContain('plan');
    const after = await world.call('admin.viewPlans', {}, owner);
    expect(after).toMatchObject({ draft: null, newest: [{ plan: 'appreciation', version: 1, fromDay: after.today }] });
    expect(await world.call('admin.viewOpening', {}, owner)).toMatchObject({
      needed: ['appreciation.referrerGift', 'appreciation.cashSale'],
    });
  });

  test('says of each size whether it can pay for the plans, and what would mend it', async () => {
    const { rows, rateMillionths } = await world.call(
      'admin.previewMargins',
      {
        plans: ['appreciation'],
        skus: [
          { priceFen: 10_000, costFen: 6_200 },
          { priceFen: 5_600, costFen: 4_000 },
        ],
      },
      owner,
    );
    expect(rateMillionths).toBe(300_000);
    expect(rows).toEqual([
      {
        marginFen: 3_800,
        neededFen: 3_000,
        leftFen: 800,
        isCounted: true,
        priceAtLeastFen: 8_858,
        costAtMostFen: 7_000,
      },
      {
        marginFen: 1_600,
        neededFen: 1_680,
        leftFen: -80,
        isCounted: false,
        priceAtLeastFen: 5_715,
        costAtMostFen: 3_920,
      },
    ]);
    const mended = {
      plans: ['appreciation' as const],
      skus: [
        { priceFen: 5_715, costFen: 4_000 },
        { priceFen: 5_714, costFen: 4_000 },
      ],
    };
    expect((await world.call('admin.previewMargins', mended, owner)).rows.map(({ isCounted }) => isCounted)).toEqual([
      true,
      false,
    ]);
  });

  test('of two who save the same goods the second is told; pieces are changed by a difference', async () => {
    const read = await world.call('admin.viewGoods', { goodsId }, owner);
    const { categoryId, revision, skus } = read;
    const same = skus.map(({ skuId, choices, priceFen, costFen, stock }) => ({
      skuId,
      choices,
      priceFen,
      costFen,
      stock,
    }));
    const save = (title: string) =>
      world.cloud.call('admin.saveGoods', goods({ goodsId, revision, categoryId, skus: same, title }), owner);
    const answers = await Promise.all([save('洛川苹果'), save('红富士苹果')]);
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'goods/changedMeanwhile' });
    await world.call(
      'admin.changeStock',
      { skuId: skus[0]!.skuId, by: -20, reason: '盘点', requestId: nextRequest() },
      owner,
    );
    expect((await world.call('admin.viewGoods', { goodsId }, owner)).skus.map(({ stock }) => stock)).toEqual([100, 60]);
    expect(
      await world.refused('admin.changeStock', { skuId: skus[1]!.skuId, by: -61, requestId: nextRequest() }, owner),
    ).toBe('goods/stockBelowZero');
  });

  test('a hidden category stands in no list; categories go into the order that is named', async () => {
    const save = (name: string, order: number, isHidden = false) =>
      world.call('admin.saveCategory', { name, industry: 'grocery', picture: '', ground: 2, order, isHidden }, owner);
    const hidden = await save('下季', 1, true);
    const last = await save('粮油', 2);
    const names = async () => (await world.call('shop.listCategories', {})).categories.map(({ name }) => name);
    expect(await names()).toEqual(['新鲜蔬果', '粮油']);
    const { categories } = await world.call('admin.listCategories', {}, owner);
    expect(categories.map(({ name }) => name)).toEqual(['新鲜蔬果', '下季', '粮油']);
    const [fruit] = categories;
    const order = [last.categoryId, hidden.categoryId, fruit!.categoryId];
    await world.call('admin.orderCategories', { categoryIds: order }, owner);
    expect(await names()).toEqual(['粮油', '新鲜蔬果']);
    const unknown = { categoryIds: [last.categoryId, 'nobody'] };
    expect(await world.refused('admin.orderCategories', unknown, owner)).toBe('category/unknown');
  });

  test('a second administrator is found by phone or code, and clears what the first proposed', async () => {
    const { memberId, inviteCode } = await world.call('account.me', {}, world.admins[1]);
    const found = await world.call('admin.findMember', { by: '139 0000 0002' }, owner);
    expect(found).toMatchObject({ memberId, phoneMasked: '139****0002', roles: [] });
    expect(await world.call('admin.findMember', { by: inviteCode.toLowerCase() }, owner)).toEqual(found);
    expect(await world.refused('admin.findMember', { by: '13911112222' }, owner)).toBe('member/unknown');
    await world.call('admin.setRole', { memberId, role: 'owner', has: true }, owner);
    const { staff } = await world.call('admin.listStaff', {}, owner);
    expect(staff).toHaveLength(2);
    for (const feature of ['appreciation.referrerGift', 'appreciation.cashSale'] as const) {
      const proposed = await world.call(
        'admin.proposeClearance',
        {
          feature,
          issuer: '某律师事务所',
          documentReference: '2026-12',
          documentSha256: 'a'.repeat(64),
          scope: '本店会员',
          validFromDay: '2026-01-01',
          validToDay: '2026-12-31',
          requestId: nextRequest(),
        },
        owner,
      );
      await world.call('admin.approveClearance', { clearanceId: proposed.clearanceId }, world.admins[1]);
    }
    expect(await done()).toContain('clearances');
    expect(await done()).toContain('secondAdmin');
  });

  test('the first order: the address is shown to who sends it, each look is written down, and it settles', async () => {
    const buyer = await joinMember(world, '13700000001');
    const { skus } = await world.call('admin.viewGoods', { goodsId }, owner);
    const placed = await world.call(
      'shop.placeOrder',
      {
        lines: [{ skuId: skus[0]!.skuId, quantity: 1 }],
        addressId: buyer.addressId,
        notes: [{ shopId: 'own', text: '放门口' }],
        requestId: nextRequest(),
      },
      buyer.token,
    );
    const { orderId } = placed;
    expect(await world.refused('admin.viewShippingAddress', { orderId }, owner)).toBe('order/notInState');
    await world.call('shop.payOrder', { orderId }, buyer.token);
    await world.cloud.pay({ outTradeNo: orderId }, 'paid');
    const seen = await world.call('admin.viewOrder', { orderId }, owner);
    expect(seen).toMatchObject({ act: 'ship', note: '放门口', buyer: { orders: 1, refunds: 0 } });
    expect(JSON.stringify(seen)).not.toMatch(/香港中路|13700000001/);
    expect(await world.call('admin.viewShippingAddress', { orderId }, owner)).toEqual({
      name: '陈静',
      phone: '13700000001',
      region: '山东省 青岛市 市南区',
      detail: '香港中路 40 号',
    });
    const looks = world.cloud.engine.find('audit', { action: 'admin.viewShippingAddress' });
    expect(looks).toMatchObject([{ details: { orderId, memberId: buyer.memberId } }]);
    const shipped = await world.call('admin.ship', { orderId, carrier: '顺丰', trackingNo: 'SF1' }, owner);
    expect(shipped.address).toBeNull();
    await world.call('shop.confirmReceipt', { orderId }, buyer.token);
    expect(await world.refused('admin.viewShippingAddress', { orderId }, owner)).toBe('order/notInState');
    await world.advance('8d');
    expect(await done()).toEqual([
      'shop',
      'category',
      'goods',
      'delivery',
      'plan',
      'clearances',
      'secondAdmin',
      'firstOrder',
    ]);
    expect(differences(world)).toEqual([]);
  });

  test('none of it is done or seen by a plain member', async () => {
    const { token } = await world.signIn('13700000002');
    for (const [action, input] of [
      ['admin.viewOpening', {}],
      ['admin.listStaff', {}],
      ['admin.findMember', { by: '13900000002' }],
      ['admin.changeShop', { name: '我的店' }],
    ] as const)
      expect(await world.refused(action, input as never, token)).toBe('identity/notAllowed');
  });
});
