import type { OutputOf } from '@shared/contract';
import { madeCertificates } from '../certificates';
import { openPage } from './host';
import { me } from './samples';
import { wechatCanvas } from './wechatCanvas';

const certificate = madeCertificates(7).certified(3) as OutputOf<'collectibles.certificate'>;
const { series, edition } = certificate;

/** The edition that it is of, as its page has it. */
const view: OutputOf<'collectibles.viewEdition'> = {
  editionId: edition.editionId,
  seriesId: series.seriesId,
  number: certificate.number,
  supply: series.supply,
  title: series.title,
  picture: 'cloud://env.bucket/goods/rice.webp',
  ground: 2,
  state: 'held',
  goods: null,
  collectedAtMs: null,
  rights: [],
  story: series.story,
  pictures: ['cloud://env.bucket/goods/rice.webp'],
  issuer: series.issuer,
  issuedAtMs: 1,
  fingerprint: edition.fingerprint,
  paid: null,
  steps: [],
  holder: edition.holder,
  givingPaused: null,
  listing: null,
  giving: { waitDays: 30, fromMs: 1, perYear: 3, left: 3, codeHours: 24, offeredUntilMs: null },
  orderId: null,
};

test('a certificate is worked out on the phone, drawn, and saved to the album', async () => {
  const { canvas, strokes } = wechatCanvas();
  const { dayHash, key } = certificate;
  const page = await openPage(
    'packages/collectibles/certificate/index',
    { id: edition.editionId },
    {
      'account.me': () => me,
      'collectibles.viewEdition': () => view,
      'collectibles.certificate': () => certificate,
      'collectibles.viewHashes': ({ day }) => ({ day: String(day), dayHash, key }),
    },
    true,
    { node: canvas, width: 342, height: 560 },
  );
  await page.until('这台设备算过：从这一份往上 3 级');
  await page.until('封账的哈希和店家给所有人看的一样');
  await page.until('保存图片');
  const drawn = (name: string) => strokes.filter(([one]) => one === name).map(([, what]) => what);
  expect(drawn('fillText')).toEqual(
    expect.arrayContaining(['演示数据，不是真的持有', series.title, '第 0004 份，共 1,000 份', '持有人 H3']),
  );
  expect(drawn('drawImage')).toEqual([expect.objectContaining({ address: 'https://cdn/rice.webp' })]);
  expect(page.dom.textContent).not.toMatch(/没有画成|不一样|¥|打开核对页/);
  await page.tap('保存图片');
  await page.until('相册没有允许，证书图片没有保存');
  await page.tap('去设置');
  await page.until('证书图片存进了相册');
  expect(page.visited).toEqual(['album wxfile://tmp/drawn.png']);
});
