import { openPage } from './host';
import { noStops } from './samples';

test("WeChat's phone button comes first, codes where there are any, and a code scanned meanwhile names who invites", async () => {
  const page = await openPage(
    'packages/account/signIn/index',
    {},
    {
      'shop.viewStops': () => noStops,
      'account.ways': () => ({ canSendCodes: true }),
      'team.whoInvites': ({ inviteCode }) => ({ nameMasked: inviteCode === 'WJBVPCM4' ? '陈**' : '别人', avatar: '' }),
    },
    false,
  );
  await page.until('读过并勾选后登录');
  await page.until('用手机号和验证码');
  expect(page.dom.textContent).not.toContain('发验证码');
  expect(page.calls.map(({ action }) => action)).toEqual(['shop.viewStops', 'account.ways']);

  // Warm: the app runs, and tells the scene of the code to itself alone.
  page.show({ scene: 'invitation%3DWJBVPCM4' });
  await page.until('陈** 邀请你来');

  await page.tap('用手机号和验证码');
  await page.until('发验证码');
  await page.tap('同意服务约定');
  await page.tap('同意隐私说明');
  // Neither is chosen beforehand: whoever comes says so.
  await page.until('先选是不是朋友邀请的');
  await page.tap('是，记 陈** 为推荐人');
  await page.until('用微信绑定的手机号登录');
});
