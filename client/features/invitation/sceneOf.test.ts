import { sceneOf } from './sceneOf';

test.each([
  ['an invitation', 'invitation%3DWJBVPCM4', { invitation: 'WJBVPCM4', goodsId: null }],
  ['of a product', 'i%3DWJBVPCM4%26g%3DGABCDEFGHJKLM', { invitation: 'WJBVPCM4', goodsId: 'GABCDEFGHJKLM' }],
  ['of something else', 'big%3DX', { invitation: null, goodsId: null }],
  ['cut off', '%E4%B8', { invitation: null, goodsId: null }],
  ['a number', 1001, { invitation: null, goodsId: null }],
])('the scene of a code: %s', (_, scene, read) => expect(sceneOf(scene)).toEqual(read));
