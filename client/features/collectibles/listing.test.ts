import { exchangePausedWords, listingShown } from './listing';

const AT_MS = Date.parse('2026-03-02T09:00:00+08:00');
const asked = { state: 'asked', atMs: AT_MS, number: null, reason: null } as const;
const held = { state: 'held', listing: null, givingPaused: null } as const;

test('what a holder may do follows from how it stands', () => {
  expect(listingShown(held)).toMatchObject({ tag: '未申请', act: 'ask' });
  expect(listingShown({ ...held, state: 'offered' })).toMatchObject({ act: null });
  expect(listingShown({ ...held, listing: asked })).toMatchObject({ tag: '已申请', act: 'end' });
  expect(listingShown({ ...held, listing: { ...asked, state: 'rejected', reason: '资料不全' } })).toMatchObject({
    sub: '资料不全。藏品没有变动，可以再申请',
    act: 'ask',
  });
  expect(
    listingShown({ ...held, state: 'listed', listing: { ...asked, state: 'listed', number: 'N-1' } }),
  ).toMatchObject({ sub: '编号 N-1，锁在外面：不能送人，不能提货。仍归你，没有价', act: null });
});

test('without the clearance nothing is asked for; what was is shown, and taken back', () => {
  const givingPaused = { sinceDay: '2026-03-01' };
  expect(listingShown({ ...held, givingPaused })).toMatchObject({ tag: '已暂停', act: null });
  expect(listingShown({ ...held, givingPaused, listing: asked })).toMatchObject({ act: 'end' });
  expect(exchangePausedWords({ sinceDay: null })).toBe('许可还没有，暂时不能登记到交易所。');
});
