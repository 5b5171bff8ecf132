import type { ShopSet } from '@shared/contract';
import { countedBy, draftOf, feeFault, inputOf, measureFault, missingIn, newGroup } from './draft';

const shop: ShopSet = {
  shopId: 'own',
  name: '青岚',
  notice: '',
  servicePhone: '',
  serviceHours: '',
  answerWithinHours: null,
  takesStable: false,
  takesSpendable: true,
  ownerId: null,
  freightFen: 800,
  freeFreightFromFen: 9_900,
  freight: {
    by: 'weight',
    first: 1_000,
    step: 500,
    furtherFen: 200,
    servesElsewhere: true,
    groups: [
      {
        regions: [{ code: '650000', name: '新疆维吾尔自治区' }],
        isServed: false,
        freightFen: 0,
        furtherFen: 0,
        freeFreightFromFen: 0,
      },
    ],
  },
  deliveryWord: '48 小时内发出',
  afterSalesWord: '',
};

test('freight comes back as it was kept', () => {
  const { shopId, freightFen, freeFreightFromFen, freight, deliveryWord } = shop;
  const draft = draftOf(shop);
  expect(missingIn(draft)).toBeNull();
  expect(inputOf(draft, 'own')).toEqual({ shopId, freightFen, freeFreightFromFen, freight, deliveryWord });
});

test('a shop that asks one sum everywhere begins so', () => {
  const draft = draftOf({ ...shop, freight: null });
  expect(draft).toMatchObject({ by: 'order', groups: [], servesElsewhere: true });
  expect(countedBy(draft, 'weight')).toMatchObject({ first: '1000', step: '500' });
});

test('what is missing is named', () => {
  const draft = draftOf(shop);
  expect(missingIn({ ...draft, step: '0' })).toBe('先改件数或重量');
  expect(missingIn({ ...draft, by: 'order', step: '0', further: 'x' })).toBeNull();
  expect(missingIn({ ...draft, further: '1.234' })).toBe('先改金额');
  expect(missingIn({ ...draft, groups: [newGroup(draft)] })).toBe('先给每一组加地区');
  expect(missingIn({ ...draft, groups: [{ ...draft.groups[0]!, isServed: true, freight: '' }] })).toBe('先改金额');
  expect(missingIn({ ...draft, servesElsewhere: false, freight: '' })).toBe('至少送一个地区');
  expect(missingIn({ ...draft, word: ' ' })).toBe('先填多久发出');
  expect(feeFault('10000.01')).toBe('运费最多 10,000.00 元');
  expect(measureFault('1000001')).not.toBeNull();
});
