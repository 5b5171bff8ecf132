import { openPage } from './host';
import { wechatCanvas } from './wechatCanvas';

test('a poster is drawn with the code that WeChat made, and saved once the album is allowed', async () => {
  const fileId = 'cloud://shop-1a2b3c.6c6f/invitations/WJBVPCM4.png';
  const { canvas, strokes } = wechatCanvas();
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
      'team.listDirect': () => ({ members: [], joined: null, next: null }),
    },
    true,
    { node: canvas, width: 342, height: 420 },
  );
  await page.until('WJBVPCM4');
  await page.until('发给朋友');
  await page.until('复制邀请链接');
  await page.until('保存图片');
  const drawn = (name: string) => strokes.filter(([one]) => one === name).map(([, what]) => what);
  expect(drawn('fillText')).toEqual(
    expect.arrayContaining(['好好买菜，', '陈** 邀请你来明禾', '加入不收费，也不必购买', '微信扫一扫']),
  );
  expect(drawn('drawImage')).toEqual([expect.objectContaining({ address: 'https://cdn/WJBVPCM4.png' })]);
  expect(page.dom.textContent).not.toMatch(/没有画成|¥|\d{2,}\.\d{2}/);
  await page.tap('保存图片');
  await page.until('相册没有允许，海报没有保存');
  expect(page.visited).toEqual([]);
  await page.tap('去设置');
  await page.until('海报存进了相册');
  expect(page.visited).toEqual(['album wxfile://tmp/drawn.png']);
});
