// A deployment asks a function what it may call; nobody who comes by the mini-program or the H5 can.
import { answerProbe, isProbe } from '../../cloudfunctions/_actions/probe';

let context: { OPENID?: string; SOURCE?: string } = {};
const calls: string[] = [];
const refusing = (name: string, errCode: number) => async () => {
  calls.push(name);
  throw Object.assign(new Error(name), { errCode });
};

jest.mock('../../cloudfunctions/_platform/cloud', () => ({
  cloud: {
    getWXContext: () => context,
    get openapi() {
      return {
        security: { msgSecCheck: refusing('msgSecCheck', 47001), mediaCheckAsync: async () => ({ errCode: 0 }) },
        wxacode: { getUnlimited: refusing('getUnlimited', -604101) },
      };
    },
  },
}));

const probe = { probe: ['security.msgSecCheck', 'security.mediaCheckAsync', 'wxacode.getUnlimited'] };

it('answers the code of each call, which tells a missing permission from a call without its fields', async () => {
  expect(isProbe(probe)).toBe(true);
  expect(await answerProbe(probe)).toEqual({
    codes: { 'security.msgSecCheck': 47001, 'security.mediaCheckAsync': 0, 'wxacode.getUnlimited': -604101 },
  });
});

it.each([
  ['a member in the mini-program', { OPENID: 'o-anna', SOURCE: 'wx_client' }],
  ['a visitor of the H5', { SOURCE: 'wx_http' }],
  ['a member on the H5', { OPENID: 'h5-M1', SOURCE: '' }],
  ['a function that a member called', { OPENID: 'o-anna', SOURCE: 'wx_client,scf' }],
])('is nothing that %s can ask', (_, caller) => {
  context = caller;
  expect(isProbe(probe)).toBe(false);
});

it('takes a list of few', () => {
  context = {};
  expect(isProbe({ probe: Array.from({ length: 21 }, () => 'a.b') })).toBe(false);
  expect(isProbe({ probe: 'a.b' })).toBe(false);
  expect(isProbe({ action: 'shop.home' })).toBe(false);
});
