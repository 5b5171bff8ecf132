// The certificate of a collectible: looked at and saved by its holder, then checked by somebody who has not signed in.
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Certificate } from '@shared/proofs';
import { demoPicturesOf, storePictures } from '../../localcloud/seed/pictures';
import { answer } from '../../scripts/verify/index';
import { openPhone, type Phone } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import { readQr } from './readQr';
import { step } from './walker';
import { openWorld, type Person, type ShopWorld } from './world';

const TITLE = '立冬 · 新稻';
const PICTURES = demoPicturesOf(['1f33e', '1f35a']);
/** Of its drawing: as wide as a phone's column, three dots a px; the mark of a demonstration stands above the rest. */
const DRAWN = { width: 342, height: 606, code: { left: 22, top: 498, size: 90 } } as const;

let world: ShopWorld;
let member: Person;
let mine: Phone;
let theirs: Phone;
let folder: string;
let editionId: string;
/** The file that the member saved, and the pictures of its series, as whoever checks them has them. */
let file: string;
let pictures: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certificates-browser-'));
  pictures = PICTURES.map((picture) => picture.file);
  world = await openWorld();
  const leader = world.cloud.demo.accounts().find(({ role }) => role === '团队长')?.phone ?? '';
  member = await world.signIn(leader);
  mine = await openPhone(world.url, { theme: 'light', scale: 1 }, member.token);
  theirs = await openPhone(world.url, { theme: 'light', scale: 1 });
  await issueAndTake();
});
afterAll(async () => {
  try {
    expect([...mine.faults, ...theirs.faults.filter((one) => !/ERR_INTERNET_DISCONNECTED/.test(one))]).toEqual([]);
  } finally {
    await Promise.all([mine?.close(), theirs?.close()]);
    await world?.close();
    rmSync(folder, { recursive: true });
  }
});

/** Issues a series of two pictures, and has the member take one of it today. */
async function issueAndTake(): Promise<void> {
  const owner = await world.owner();
  const ids = await storePictures(PICTURES, (path, content) => world.cloud.storage.put(path, content));
  const own = String(world.cloud.engine.find('shops', { ownerId: null })[0]?._id);
  const { goods } = await member.call('shop.listGoods', { shopId: own, kind: 'delivered', limit: 20 });
  const { seriesId } = await owner.call('admin.saveSeries', {
    title: TITLE,
    story: '今年的头一茬。',
    pictures: PICTURES.map(({ name }) => ids.get(name)!),
    ground: 2,
    rights: [{ kind: 'discount', words: '到店 9 折', untilDay: null }],
    skuId: goods.find(({ isSoldOut }) => !isSoldOut)!.quickSkuId!,
    supply: 1_000,
    limit: null,
    price: { asset: 'spendable', units: 100 },
    opensAtMs: world.cloud.now(),
    closesAtMs: null,
    requestId: 'certificates-series',
  });
  const { seen } = await owner.call('admin.viewSeries', { seriesId });
  await owner.call('admin.issueSeries', { seriesId, seen, requestId: 'certificates-issue' });
  // Others beside it: there is a path to go.
  for (const nth of [1, 2, 3]) {
    const asked = { seriesId, quotedUnits: 100, payPassword: '246810', requestId: `certificates-take-${nth}` };
    ({ editionId } = await member.call('collectibles.take', asked));
  }
}

const at = (phone: Phone) => {
  const { page } = phone;
  const named = (name: string | RegExp) => page.getByRole('button', { name }).filter({ visible: true }).first();
  return {
    named,
    see: (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    tap: (name: string | RegExp) => named(name).click(),
    /** A picture in both themes, each held to the look and to its sums. */
    keep: async (name: string) => {
      for (const theme of ['light', 'dark'] as const) {
        await phone.turn({ theme, scale: 1 });
        await phone.picture(`certificate-${name}-${theme}`);
        const faults = [...(await faultsInSight(page)), ...(await ledgerFaults(page))];
        expect({ name, theme, faults }).toEqual({ name, theme, faults: [] });
      }
      await phone.turn({ theme: 'light', scale: 1 });
    },
    /** What a key hands out as a file, under its name. */
    saved: async (name: string | RegExp, as: string): Promise<{ path: string; suggested: string }> => {
      const [download] = await Promise.all([page.waitForEvent('download'), named(name).click()]);
      const path = join(folder, as);
      await download.saveAs(path);
      return { path, suggested: download.suggestedFilename() };
    },
    choose: async (name: string | RegExp, files: string | string[]) => {
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), named(name).click()]);
      await chooser.setFiles(files);
    },
  };
};

const certificatePage = () => `/packages/collectibles/certificate/index?id=${encodeURIComponent(editionId)}`;

step('before the day has ended there is none, and it says when there is', async () => {
  const its = at(mine);
  await mine.open(`/packages/collectibles/edition/index?id=${encodeURIComponent(editionId)}`);
  await its.tap(/证书/);
  await its.see('收盘后才有证书');
  await its.see('下一次收盘后再来取');
  await its.keep('not-yet');
  await its.tap('回到这一份');
  await its.see('它能做什么');
});

step('the day after it is shown, worked out on the device and beside what all are shown', async () => {
  const its = at(mine);
  await world.passDays(1);
  await mine.open(certificatePage());
  await its.see(/这台设备算过：从这一份往上 [1-9]\d* 级/);
  await its.see('封账的哈希和店家给所有人看的一样');
  await its.see('公钥是店家现在用的这一把');
  await its.see('它不是产权证');
  await its.keep('shown');
  expect(await mine.page.getByText('¥').filter({ visible: true }).count()).toBe(0);
});

/** What a camera reads in the code of a saved picture. */
async function codeIn(path: string): Promise<{ size: [number, number]; code: string | undefined }> {
  const source = `data:image/png;base64,${readFileSync(path, 'base64')}`;
  const { width, height, dots } = await mine.page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const dark: number[] = [];
    for (let place = 0; place < data.length; place += 4) dark.push(data[place]! < 100 ? 1 : 0);
    return { width: canvas.width, height: canvas.height, dots: dark.join('') };
  }, source);
  const { left, top, size } = DRAWN.code;
  const isDark = (x: number, y: number) => dots[y * width + x] === '1';
  return { size: [width, height], code: readQr({ width, height, isDark }, left * 3, top * 3, size * 3) };
}

step('it is saved as a picture, whose code leads to where it is checked, and as a file', async () => {
  const its = at(mine);
  const picture = await its.saved('保存图片', 'certificate.png');
  expect(picture.suggested).toMatch(/^藏品证书-0\d{3}-\d{4}-\d\d-\d\d\.png$/);
  copyFileSync(picture.path, mine.fileOf('certificate-as-saved'));
  expect(await codeIn(picture.path)).toEqual({
    size: [DRAWN.width * 3, DRAWN.height * 3],
    code: `${world.url}/#/packages/check/certificate/index`,
  });
  await its.see('证书图片存进了下载');
  const saved = await its.saved(/存下证书文件/, 'certificate.json');
  expect(saved.suggested).toMatch(/^藏品证书-0\d{3}-\d{4}-\d\d-\d\d\.json$/);
  await its.see('证书文件交出来了');
  await its.keep('saved');
  file = saved.path;
  const { edition, series } = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
  expect([edition.editionId, series.title, series.pictures.length]).toEqual([editionId, TITLE, 2]);
});

step('the command says that the file holds, with the pictures of its series', async () => {
  const told = await answer(['--certificate', file, '--picture', ...[...pictures].reverse()]);
  expect([told.status, told.text]).toEqual([0, expect.stringContaining('The certificate holds')]);
});

step('somebody who has not signed in checks it, and its pictures', async () => {
  const its = at(theirs);
  await theirs.open('/packages/check/certificate/index');
  await its.see('现在断网也能核对');
  await its.keep('check-empty');
  await its.choose('选证书文件', file);
  await its.see('证书成立');
  await its.see('封账的哈希和店家给所有人看的一样');
  await its.choose('选图片', pictures[1]!);
  await its.see('第 1 张没有选，没有对');
  await its.choose('换几张图片', [...pictures].reverse());
  await its.see('2 张都和发行时的一样');
  await its.keep('check-holds');
  const changed = join(folder, 'changed.webp');
  const bytes = readFileSync(pictures[0]!);
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(changed, bytes);
  await its.choose('换几张图片', [changed, pictures[1]!]);
  await its.see('有图片不是发行时的那几张');
  await its.keep('check-picture-changed');
});

/** The file with something of it changed, as a file of its own. */
function spoilt(name: string, change: (certificate: Certificate) => unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(file, 'utf8')) as Certificate)));
  return path;
}

step('a changed character is told with its place; what is no certificate is refused in words', async () => {
  const its = at(theirs);
  const fails = async (path: string, words: string | RegExp) => {
    await its.choose('换一个文件', path);
    await its.see('证书不成立');
    await its.see(words);
    expect((await answer(['--certificate', path])).status).toBe(1);
  };
  await fails(
    spoilt('holder.json', (one) => ({ ...one, edition: { ...one.edition, holder: 'HSOMEBODYELSE' } })),
    '从这一份接不到当天的总哈希',
  );
  await its.keep('check-fails');
  await fails(
    spoilt('title.json', (one) => ({ ...one, series: { ...one.series, title: '立冬 · 陈稻' } })),
    '图文指纹和系列的登记对不上',
  );
  await fails(
    spoilt('signed.json', (one) => ({
      ...one,
      signature: one.signature.replace(/^./, (a) => (a === '0' ? '1' : '0')),
    })),
    '签名对不上',
  );
  const words = join(folder, 'words.txt');
  writeFileSync(words, '这是一封信');
  await its.choose('换一个文件', words);
  await its.see('这不是证书文件');
  await its.keep('check-refused');
});

step('pasted it is checked as well, and without a network all but what the shop shows', async () => {
  const its = at(theirs);
  await theirs.open('/packages/check/certificate/index');
  await its.see('现在断网也能核对');
  await theirs.page.context().setOffline(true);
  await theirs.page.getByLabel('或者把文件里的字粘贴到这里').locator('textarea').fill(readFileSync(file, 'utf8'));
  await its.tap('核对粘贴的');
  await its.see('证书成立');
  await its.see('没有网络，这两项没有对');
  await its.keep('check-offline');
  // With the network back it is compared by itself.
  await theirs.page.context().setOffline(false);
  await its.see('公钥是店家现在用的这一把');
});

step('a shop without a key says that it signs none', async () => {
  const its = at(mine);
  await mine.page.route('**/call', async (route) => {
    if (route.request().postDataJSON().action !== 'collectibles.certificate') return route.continue();
    await route.fulfill({ json: { ok: false, code: 'certificate/noKey', message: '' } });
  });
  await mine.open(certificatePage());
  await its.see('现在出不了证书');
  await its.keep('no-key');
  await mine.page.unroute('**/call');
});
