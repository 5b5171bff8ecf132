import { invitationOf } from './invitationOf';

test.each([
  ['a parameter of the page', { invitation: 'WJBVPCM4' }, '', 'WJBVPCM4'],
  ['a mini-program code', { scene: 'invitation%3DWJBVPCM4' }, '', 'WJBVPCM4'],
  ['the code of a product', { scene: 'i%3DWJBVPCM4%26g%3DGABCDEFGHJKLM' }, '', 'WJBVPCM4'],
  ['a link, after the #', undefined, 'http://127.0.0.1:4500/#/pages/home/index?invitation=WJBVPCM4', 'WJBVPCM4'],
  ['a link, before the #', undefined, 'http://127.0.0.1:4500/?invitation=WJBVPCM4#/pages/home/index', 'WJBVPCM4'],
  ['nothing', undefined, 'http://127.0.0.1:4500/#/pages/home/index', null],
  ['a number for a scene', { scene: 1001 }, '', null],
  ['another parameter', { reinvitation: 'X' }, 'http://x/?reinvitation=X', null],
])('from %s', (_, query, address, code) => expect(invitationOf(query, address)).toBe(code));
