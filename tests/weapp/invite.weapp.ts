import { openPage } from './host';

test('an invitation shows the code that WeChat made, from the storage, and asks for no other', async () => {
  const fileId = 'cloud://shop-1a2b3c.6c6f/invitations/WJBVPCM4.png';
  const page = await openPage(
    'packages/team/invite/index',
    {},
    {
      'team.invitation': () => ({
        inviteCode: 'WJBVPCM4',
        nameMasked: '陈**',
        path: 'pages/home/index?invitation=WJBVPCM4',
        lines: ['加入不收费，也不必购买'],
      }),
      'team.invitationCode': () => ({ fileId, link: '#小程序://明禾/明禾/AbCdEfGh' }),
    },
  );
  await page.until('WJBVPCM4');
  await page.until('转发给朋友');
  await page.until('复制邀请链接');
  expect(page.handed()).toContain(fileId);
  expect(page.dom.textContent).not.toMatch(/小程序码没取到|¥|\d{2,}\.\d{2}/);
});
