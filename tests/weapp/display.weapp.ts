import { openPage, Refusal } from './host';
import { me } from './samples';

test('HTML that a library writes is drawn; a picture of WeChat becomes the avatar, whole or refused in words', async () => {
  let avatar: typeof me.avatar = null;
  const page = await openPage(
    'packages/account/display/index',
    {},
    {
      'account.me': () => ({ ...me, avatar }),
      'account.placePicture': () => ({ cloudPath: 'avatar/M1/a.png' }),
      'account.setAvatar': ({ picture }) => {
        if (picture === null) return new Refusal('avatar/notLookedAt');
        avatar = { picture: String(picture), state: 'pending' };
        return { ...me, avatar };
      },
    },
  );
  await page.until('隐藏金额');
  for (const tag of ['i', 'div', 'span', 'p']) {
    page.write(tag, `写在 ${tag} 里`);
    await page.until(`写在 ${tag} 里`);
  }
  page.write('img', '');
  await page.until('写在 p 里');

  await page.until('现在用昵称的第一个字。');
  await page.chooseAvatar('选头像，头像', 'wxfile://tmp/chosen.png');
  expect((await page.called('account.placePicture')).input).toEqual({
    kind: 'avatar',
    type: 'png',
    bytes: 9_000,
    digest: 'a'.repeat(40),
  });
  expect((await page.called('account.setAvatar')).input).toMatchObject({
    picture: 'cloud://env.bucket/avatar/M1/a.png',
  });
  await page.until('正在检查，通过后被你邀请的人也看得到。');
  await page.tap('删掉头像');
  await page.until('现在没有人能先看图片，头像没有换。过些时候再来。');
  expect(page.blank).toEqual([]);
});
