// The code and the link of an invitation: made once, kept, and left out where WeChat gives none.
import type { MemberDocument } from '../../cloudfunctions/_store/documents';
import { qrPng } from '../../localcloud/sandbox/png';
import { APP_ID } from '../../localcloud/workerEnvironment';
import { joinMember, openShop, removeBuilt, saveGoods, startWorld, type TestWorld } from './world';

jest.setTimeout(180_000);

let world: TestWorld;
const asked: string[] = [];
beforeAll(async () => {
  world = await startWorld({
    beforeRequest: ({ action }) => {
      if (action === 'wx.openApi' || action === 'storage.getUploadMetadata') asked.push(action);
    },
  });
});
afterAll(async () => {
  await world.close();
  removeBuilt();
});

test('the picture is made once and lies in the storage; the link is made anew before it ends', async () => {
  const { token, inviteCode, memberId } = await joinMember(world, '13700000001');
  asked.length = 0;
  const first = await world.call('team.invitationCode', {}, token);
  expect(first).toEqual({
    fileId: expect.stringMatching(new RegExp(`^cloud://.*/invitations/${inviteCode}\\.png$`)),
    link: expect.stringMatching(/^#小程序:\/\/演示\/明禾\//),
  });
  expect(asked).toHaveLength(3);
  expect(await world.call('team.invitationCode', {}, token)).toEqual(first);
  expect(asked).toHaveLength(3);
  // As sixteen days later, when less than two weeks of the thirty are left.
  const [member] = world.cloud.engine.find('members', { _id: memberId }) as unknown as [MemberDocument];
  const untilMs = member.inviteLink!.untilMs - 16 * 86_400_000 - 1;
  const inviteLink = { ...member.inviteLink!, untilMs };
  await world.cloud.engine.set('members', memberId, { ...member, inviteLink } as never);
  await world.advance('1m'); // another moment, another link
  const later = await world.call('team.invitationCode', {}, token);
  expect(later.fileId).toBe(first.fileId);
  expect(later.link).not.toBe(first.link);
  expect(asked).toHaveLength(4);
});

test('the code on a poster of goods leads to those goods, within what a code can carry', async () => {
  await openShop(world);
  const { token, inviteCode } = await joinMember(world, '13700000003');
  const code = (goodsId?: string) => world.call('team.invitationCode', goodsId ? { goodsId } : {}, token);
  const toGoods = await code('apple');
  expect(toGoods.fileId).toMatch(new RegExp(`/invitations/${inviteCode}-apple\\.png$`));
  const drawn = await fetch(world.cloud.storage.urlOf(toGoods.fileId!)!);
  const said = `${APP_ID}/packages/order/goods/index?scene=i=${inviteCode}&g=apple`;
  expect(Buffer.from(await drawn.arrayBuffer()).equals(qrPng(said, 430))).toBe(true);
  asked.length = 0;
  expect(await code('apple')).toEqual(toGoods);
  expect(asked).toEqual([]);
  const long = 'goods-with-a-long-name';
  await saveGoods(world, long, { priceFen: 1_000, costFen: 100, grams: 100, stock: 1 });
  expect((await code(long)).fileId).toBe((await code()).fileId);
  expect(await world.refused('team.invitationCode', { goodsId: 'nothing' }, token)).toBe('goods/unknown');
});

test('where WeChat gives none the card says so, and the next look tries again', async () => {
  const { token } = await joinMember(world, '13700000002');
  world.cloud.setFaults({ failNext: { 'wxacode.getUnlimited': 1, 'shortlink.generate': 1 } });
  expect(await world.call('team.invitationCode', {}, token)).toEqual({ fileId: null, link: null });
  expect(await world.call('team.invitationCode', {}, token)).toEqual({
    fileId: expect.any(String),
    link: expect.any(String),
  });
});
