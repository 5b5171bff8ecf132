import type { GoodsView } from '@shared/contract';
import { sharedQuery } from './shared';

const of = (goodsId: string, inviteCode?: string) =>
  sharedQuery({ goodsId, mine: inviteCode ? { inviteCode } : null } as unknown as GoodsView);

test('a product that is shared names who shares it, and nobody where nobody is signed in', () => {
  expect(of('apple')).toBe('id=apple');
  expect(of('apple', 'WJBVPCM4')).toBe('id=apple&invitation=WJBVPCM4');
});
