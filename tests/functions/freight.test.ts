import {
  type Joined,
  joinMember,
  nextRequest,
  openShop,
  removeBuilt,
  saveGoods,
  startWorld,
  type TestWorld,
} from './world';

jest.setTimeout(120_000);

describe('in the shop', () => {
  let world: TestWorld;
  let buyer: Joined;
  beforeAll(async () => {
    world = await startWorld();
    await openShop(world);
    buyer = await joinMember(world, '13800000001');
  });
  afterAll(async () => {
    await world.close();
    removeBuilt();
  });
  const shop = (freightFen: number, freeFreightFromFen: number) =>
    world.call('admin.saveShop', { shopId: 'own', name: '明禾', freightFen, freeFreightFromFen }, world.admins[0]);
  const lines = [{ skuId: 'plain-1', quantity: 1 }];

  test('cart, preview and order agree', async () => {
    await shop(800, 0);
    await world.call('shop.setCartLine', { goodsId: 'plain', skuId: 'plain-1', quantity: 1 }, buyer.token);
    const cart = await world.call('shop.viewCart', {}, buyer.token);
    expect(cart.shops[0]).toMatchObject({ freightFen: 800 });
    const { payment } = await world.call('shop.previewOrder', { lines }, buyer.token);
    expect(payment).toMatchObject({ freightFen: 800, cashFen: 2_780 });
    const order = { lines, addressId: buyer.addressId, expectedCashFen: 2_780, requestId: nextRequest() };
    expect((await world.call('shop.placeOrder', order, buyer.token)).cashFen).toBe(2_780);
  });

  test('no freight takes an order past what an amount may be', async () => {
    const input = { shopId: 'own', name: '明禾', freightFen: Number.MAX_SAFE_INTEGER };
    expect(await world.refused('admin.saveShop', input, world.admins[0])).toBe('input/invalid');
    // A shop of an older folder.
    await world.cloud.engine.update('shops', { _id: 'own' }, { $set: { freightFen: Number.MAX_SAFE_INTEGER } });
    expect(await world.refused('shop.previewOrder', { lines }, buyer.token)).toBe('amount/tooLarge');
    const order = { lines, addressId: buyer.addressId, requestId: nextRequest() };
    expect(await world.refused('shop.placeOrder', order, buyer.token)).toBe('amount/tooLarge');
  });

  describe('by place and weight', () => {
    const table = {
      by: 'weight' as const,
      first: 1_000,
      step: 500,
      furtherFen: 200,
      servesElsewhere: true,
      groups: [
        {
          regions: [{ code: '650000', name: '新疆' }],
          isServed: true,
          freightFen: 2_000,
          furtherFen: 1_000,
          freeFreightFromFen: 0,
        },
        {
          regions: [
            { code: '810000', name: '香港' },
            { code: '653000', name: '克孜勒苏' },
          ],
          isServed: false,
          freightFen: 0,
          furtherFen: 0,
          freeFreightFromFen: 0,
        },
      ],
    };
    const heavy = [{ skuId: 'heavy-1', quantity: 2 }];
    const addressIn = async (region: string) => {
      const input = { name: '陈静', phone: '13800000001', region, detail: '人民路 1 号' };
      return (await world.call('shop.saveAddress', input, buyer.token)).addressId;
    };
    const preview = (addressId: string) => world.call('shop.previewOrder', { lines: heavy, addressId }, buyer.token);

    beforeAll(async () => {
      await shop(800, 0);
      await world.call('admin.changeShop', { shopId: 'own', freight: table }, world.admins[0]);
      await saveGoods(world, 'heavy', { priceFen: 1_980, costFen: 400, stock: 99, grams: 700 });
    });

    test('the weight of all pieces counts, and a place has terms of its own', async () => {
      expect(await preview(buyer.addressId)).toMatchObject({
        orders: [{ sending: 'possible', isFreightByPlace: true }],
        payment: { freightFen: 1_000, cashFen: 3_960 + 1_000 },
      });
      const addressId = await addressIn('新疆维吾尔自治区 乌鲁木齐市 天山区');
      expect((await preview(addressId)).payment.freightFen).toBe(3_000);
      const order = { lines: heavy, addressId, expectedCashFen: 6_960, requestId: nextRequest() };
      expect((await world.call('shop.placeOrder', order, buyer.token)).cashFen).toBe(6_960);
    });

    test('a cart has no place: it says so, with what most places cost', async () => {
      await world.call('shop.setCartLine', { goodsId: 'heavy', skuId: 'heavy-1', quantity: 1 }, buyer.token);
      const [own] = (await world.call('shop.viewCart', {}, buyer.token)).shops;
      expect(own).toMatchObject({ freightFen: 800, isFreightByPlace: true });
    });

    test('what is not sent to a place is told beforehand and refused by name, and nothing is taken', async () => {
      const addressId = await addressIn('新疆 克孜勒苏 阿图什');
      expect(await preview(addressId)).toMatchObject({
        orders: [{ sending: 'notServed' }],
        address: { region: '新疆维吾尔自治区 克孜勒苏柯尔克孜自治州 阿图什市' },
        payment: { freightFen: 0 },
      });
      const order = { lines: heavy, addressId, requestId: nextRequest() };
      const reply = await world.cloud.call('shop.placeOrder', order, buyer.token);
      expect(reply).toMatchObject({
        code: 'freight/notServed',
        details: { title: '商品 heavy', region: '新疆维吾尔自治区 克孜勒苏柯尔克孜自治州 阿图什市' },
      });
      expect((await world.call('admin.viewGoods', { goodsId: 'heavy' }, world.admins[0])).skus[0]!.stock).toBe(97);
    });

    test('an address of older days is read; one that nobody can read is refused where freight goes by places', async () => {
      const addressId = await addressIn('新疆 乌鲁木齐 天山区');
      const older = (region: string) =>
        world.cloud.engine.update('addresses', { _id: addressId }, { $set: { region }, $unset: { place: '' } });
      await older('新疆乌鲁木齐市天山区');
      expect(await preview(addressId)).toMatchObject({
        address: { regionCode: '650102' },
        payment: { freightFen: 3_000 },
      });
      await older('天山脚下');
      expect(await preview(addressId)).toMatchObject({
        address: { regionCode: '' },
        orders: [{ sending: 'placeUnknown' }],
      });
      const order = { lines: heavy, addressId, requestId: nextRequest() };
      expect(await world.refused('shop.placeOrder', order, buyer.token)).toBe('address/regionUnclear');
      await world.call('admin.changeShop', { shopId: 'own', freight: { ...table, groups: [] } }, world.admins[0]);
      expect((await preview(addressId)).orders[0]!.sending).toBe('possible');
      await world.call('admin.changeShop', { shopId: 'own', freight: table }, world.admins[0]);
    });

    test('goods that nobody sends cost no freight, wherever their buyer lives', async () => {
      await saveGoods(world, 'dinner', { priceFen: 1_980, costFen: 400, stock: 99 }, { kind: 'voucher' });
      const addressId = await addressIn('新疆 克孜勒苏 阿图什');
      const lines = [{ skuId: 'dinner-1', quantity: 1 }];
      expect(await world.call('shop.previewOrder', { lines, addressId }, buyer.token)).toMatchObject({
        orders: [{ sending: 'possible' }],
        payment: { freightFen: 0 },
      });
    });

    test('the table is kept when the shop is saved otherwise, and an example is worked out by it', async () => {
      await shop(800, 0);
      const { shop: kept } = await world.call('admin.viewShop', {}, world.admins[0]);
      expect(kept?.freight).toEqual(table);
      const example = {
        freightFen: 800,
        freeFreightFromFen: 0,
        freight: table,
        goodsFen: 5_000,
        pieces: 1,
        grams: 1_700,
      };
      expect(await world.call('admin.previewFreight', example, world.admins[0])).toEqual({
        elsewhereFen: 1_200,
        groupsFen: [4_000, null],
      });
    });

    test('a region that stands in two groups is refused', async () => {
      const twice = { ...table, groups: [table.groups[0]!, table.groups[0]!] };
      const input = { shopId: 'own', freight: twice };
      expect(await world.refused('admin.changeShop', input, world.admins[0])).toBe('input/invalid');
    });
  });

  describe('addresses', () => {
    const whole = { name: '陈静', phone: '13800000001', detail: '香港中路 40 号' };
    const save = (more: object) => world.call('shop.saveAddress', { ...whole, region: '', ...more }, buyer.token);

    test('a region is kept as the list has it, with its code and what its owner calls it', async () => {
      const { addresses, addressId } = await save({ region: '山东青岛市南区', label: '公司' });
      expect(addresses.find((one) => one.addressId === addressId)).toMatchObject({
        region: '山东省 青岛市 市南区',
        regionCode: '370202',
        label: '公司',
      });
      const [kept] = await world.cloud.engine.find('addresses', { _id: addressId });
      expect(kept).toMatchObject({
        place: { code: '370202', province: '山东省', city: '青岛市', district: '市南区' },
      });
    });

    test('a district that the list does not know yet is taken with a code of its city, and no other', async () => {
      const newer = { region: '山东省 青岛市 胶南新区', regionCode: '370299' };
      const { addresses, addressId } = await save(newer);
      expect(addresses.find((one) => one.addressId === addressId)).toMatchObject(newer);
      for (const wrong of [{ region: newer.region }, { ...newer, regionCode: '110199' }, { region: '山东省 青岛市' }])
        expect(await world.refused('shop.saveAddress', { ...whole, ...wrong }, buyer.token)).toBe(
          'address/regionUnknown',
        );
    });

    test('a pasted text is read and nothing of it is kept', async () => {
      const before = (await world.call('shop.listAddresses', {}, buyer.token)).addresses.length;
      const text = '李牧 138 0000 0007\n山东青岛市南区香港中路 40 号';
      expect(await world.call('shop.readAddress', { text }, buyer.token)).toEqual({
        name: '李牧',
        phone: '13800000007',
        region: '山东省 青岛市 市南区',
        regionCode: '370202',
        detail: '香港中路 40 号',
      });
      expect((await world.call('shop.listAddresses', {}, buyer.token)).addresses).toHaveLength(before);
    });
  });
});
