import { forbiddenIn } from '../../cloudfunctions/_actions/words';
import { catalogue } from '../../localcloud/seed/catalogue';
import { makeHistory, type OrderPlan } from '../../localcloud/seed/history';
import { DEEPEST_LEVEL, makePeople, namedPeople, type Person } from '../../localcloud/seed/people';
import { shops } from '../../localcloud/seed/shops';

const SEED = 20_320;
const DAYS = 60;
const people = makePeople({ seed: SEED, members: 200, days: DAYS });
const orders = makeHistory(people, { seed: SEED, days: DAYS });
const byKey = new Map(people.map((person) => [person.key, person]));
const skus = new Map(
  catalogue.flatMap((goods) => goods.skus.map((sku) => [sku.skuId, { ...sku, shopId: goods.shopId }] as const)),
);

const uplinesOf = ({ referrer }: Person): Person[] => {
  const above = referrer === null ? undefined : byKey.get(referrer);
  return above ? [above, ...uplinesOf(above)] : [];
};

describe('the members of the demo', () => {
  test('are 200, each with a phone and a name of their own', () => {
    expect(people).toHaveLength(200);
    for (const field of ['key', 'phone', 'name'] as const)
      expect(new Set(people.map((person) => person[field])).size).toBe(200);
    for (const { phone, name } of people) {
      expect(phone).toMatch(/^1380000\d{4}$/);
      expect(name).toMatch(/^\p{Script=Han}{2,3}$/u);
    }
    expect(forbiddenIn(people.map(({ name }) => name).join('\n'))).toBeUndefined();
  });

  test('stand in a tree of 12 levels, referrers before those they invited', () => {
    expect(Math.max(...people.map(({ level }) => level))).toBe(12);
    expect(DEEPEST_LEVEL).toBe(12);
    people.forEach((person, at) => {
      const above = uplinesOf(person);
      expect(above).toHaveLength(person.level - 1);
      for (const { joinDay } of above) expect(joinDay).toBeLessThanOrEqual(person.joinDay);
      for (const upline of above) expect(people.indexOf(upline)).toBeLessThan(at);
    });
  });

  test('have a leader of a large team, with a branch leader and a referrer in it', () => {
    const teamOf = (key: string) => people.filter((person) => uplinesOf(person).some((upline) => upline.key === key));
    expect(teamOf('leader').length).toBeGreaterThan(100);
    expect(teamOf('branch').length).toBeGreaterThan(40);
    expect(people.filter(({ referrer }) => referrer === 'referrer').length).toBeGreaterThan(7);
    for (const key of ['admin', 'second-admin', 'newcomer']) expect(teamOf(key)).toEqual([]);
  });

  test('are told of by name: newcomer, buyer, referrer, leader, merchant, administrators', () => {
    const listed = namedPeople.filter(({ shows }) => shows).map(({ key }) => key);
    expect(listed).toEqual(
      expect.arrayContaining([
        'newcomer',
        'buyer',
        'referrer',
        'leader',
        'branch',
        'merchant',
        'admin',
        'second-admin',
      ]),
    );
    for (const { owner } of shops) if (owner) expect(byKey.has(owner)).toBe(true);
  });

  test('are the same for the same seed, others for another', () => {
    expect(makePeople({ seed: SEED, members: 200, days: DAYS })).toEqual(people);
    expect(makePeople({ seed: SEED + 1, members: 200, days: DAYS })).not.toEqual(people);
  });
});

describe('the history of the demo', () => {
  test('has some hundred orders of known goods, within its days, of members who have joined', () => {
    expect(orders.length).toBeGreaterThan(450);
    expect(orders.length).toBeLessThan(900);
    expect(new Set(orders.map(({ key }) => key)).size).toBe(orders.length);
    for (const order of orders) {
      expect(order.day).toBeGreaterThanOrEqual(byKey.get(order.buyer)!.joinDay);
      expect(order.day).toBeLessThan(DAYS);
      expect(new Set(order.lines.map(({ skuId }) => skus.get(skuId)!.shopId)).size).toBe(1);
      expect(new Set(order.lines.map(({ skuId }) => skuId)).size).toBe(order.lines.length);
    }
  });

  test('never sells more than there is', () => {
    const sold = new Map<string, number>();
    for (const { lines } of orders)
      for (const { skuId, quantity } of lines) sold.set(skuId, (sold.get(skuId) ?? 0) + quantity);
    for (const [skuId, pieces] of sold) expect([skuId, skus.get(skuId)!.stock - pieces > 0]).toEqual([skuId, true]);
  });

  test('has orders of every course, and the buyer in most of them', () => {
    const coursesOf = (list: readonly OrderPlan[]) => new Set(list.map(({ course }) => course.kind));
    expect(coursesOf(orders)).toEqual(new Set(['received', 'unpaid', 'cancelled', 'refundedUnshipped', 'refundAsked']));
    expect(coursesOf(orders.filter(({ buyer }) => buyer === 'buyer')).size).toBeGreaterThan(3);
    expect(orders.some(({ buyer }) => buyer === 'newcomer')).toBe(false);
  });

  test('is the same for the same seed', () => {
    expect(makeHistory(people, { seed: SEED, days: DAYS })).toEqual(orders);
  });

  test.each([1, 5, 12])('can be as short as %i days', (days) => {
    const few = makePeople({ seed: 1, members: 21, days });
    for (const order of makeHistory(few, { seed: 1, days })) expect(order.day).toBeLessThan(days);
  });
});
