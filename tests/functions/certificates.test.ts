// Certificates of collectibles: of the editions that a close seals, checked by nothing but the file. Taken, sent for and
// given back beside it: collectibles.test.ts.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputOf } from '@shared/contract';
import { businessDayOf, startOfBusinessDay } from '@shared/kernel';
import type { Certificate } from '@shared/proofs';
import type { CloseDocument } from '../../cloudfunctions/_store/documents';
import type { EditionDayDocument } from '../../cloudfunctions/_store/documents/collectibles';
import { answerOfCertificate } from '../../scripts/verify/certificateFile';
import { answer } from '../../scripts/verify/index';
import { all } from './books';
import { member, openCashShop, seam, world } from './cashBalances';
import { changes } from './seam';
import { editionsOf, issued, replyOf, take } from './takings';
import { joinMember, nextRequest } from './world';

jest.setTimeout(300_000);
openCashShop({ CERTIFICATE_KEY: 'c0ffee'.repeat(10).padEnd(64, '0') });

const DAY_MS = 86_400_000;
/** More than one record holds, with those of the tests before. */
const MORE = 511;

type Taken = OutputOf<'collectibles.take'>;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const newest = () =>
  all<CloseDocument>(world, 'closes')
    .toSorted((a, b) => (a._id < b._id ? -1 : 1))
    .at(-1)!;

async function closeTheDay(): Promise<CloseDocument> {
  await world.advance('1d');
  await world.cloud.trigger('settlement');
  await world.cloud.trigger('dailyClose');
  expect(newest()).toMatchObject({ stage: 'closed', balanced: true });
  return newest();
}

/** Moves on to where the day has ended, and no timer has begun to close it. */
async function passMidnight(): Promise<void> {
  const midnight = startOfBusinessDay(businessDayOf(world.cloud.now())) + DAY_MS;
  await world.cloud.advance({ until: new Date(midnight + 10_000).toISOString() }, 'long');
}

const certified = (editionId: string): Promise<Certificate> =>
  world.call('collectibles.certificate', { editionId }, member.token);
const refused = (editionId: string, token = member.token) => replyOf('collectibles.certificate', { editionId }, token);

/** What the command says of a file. */
function checked(certificate: Certificate) {
  const file = join(folder, 'certificate.json');
  writeFileSync(file, JSON.stringify(certificate));
  return answerOfCertificate(file);
}

test('every edition is certified as the day ended, and yesterday’s certificate stays true of yesterday', async () => {
  const [rice, plum] = [await issued({ supply: 3 }), await issued({ supply: 5, skuId: null, title: '早梅' })];
  const taken = [await take(rice), await take(plum), await take(rice)];
  const [{ editionId: first }] = taken as [Taken, ...Taken[]];
  expect(await refused(first)).toEqual({ code: 'certificate/notYet' });
  const stranger = await joinMember(world, '13800000031');
  expect(await refused(first, stranger.token)).toEqual({ code: 'edition/unknown' });
  expect(await refused('S-none-1')).toEqual({ code: 'edition/unknown' });

  const close = await closeTheDay();
  expect(close.editions).toMatchObject({ count: 3, recordRoots: [close.editions!.root] });
  const { key, dayHash } = await world.call('collectibles.viewHashes', { day: close._id });
  const yesterday: Certificate[] = [];
  for (const { editionId, number } of taken) {
    const certificate = await certified(editionId);
    expect(certificate).toMatchObject({
      day: close._id,
      key,
      dayHash,
      number,
      edition: { isCollected: false, steps: 1 },
    });
    expect(checked(certificate)).toMatchObject({ status: 0 });
    yesterday.push(certificate);
  }
  expect(checked(yesterday[0]!).text).toContain('not collected');
  expect(await world.call('collectibles.viewHashes', { day: '2020-01-01' })).toMatchObject({ dayHash: null });

  const collect = { editionId: first, addressId: member.addressId, requestId: nextRequest() };
  await world.call('collectibles.collect', collect, member.token);
  // Of a day that has not ended nothing is certified: what was of the last one still is.
  expect((await certified(first)).edition).toMatchObject({ isCollected: false, steps: 1 });
  const next = await closeTheDay();
  const today = await certified(first);
  expect(today).toMatchObject({ day: next._id, edition: { isCollected: true, steps: 2 } });
  expect(today.dayHash).not.toBe(dayHash);
  for (const certificate of [today, ...yesterday]) expect(checked(certificate).status).toBe(0);

  const { editions, edition, series } = today;
  const spoilt: Certificate[] = [
    { ...today, edition: { ...edition, holder: 'HX' } },
    { ...today, edition: { ...edition, isCollected: false } },
    { ...today, number: today.number + 1 },
    { ...today, series: { ...series, pictures: ['0'.repeat(64)] } },
    { ...today, editions: { ...editions, count: editions.count + 1 } },
    { ...today, path: today.path.slice(1) },
    { ...today, day: close._id },
    { ...today, dayHash: dayHash! },
    { ...today, signature: yesterday[0]!.signature },
    { ...today, key: '0'.repeat(64) },
  ];
  for (const [at, certificate] of spoilt.entries()) expect([at, checked(certificate).status]).toEqual([at, 1]);
});

test('its pictures are compared with those that were issued, in any order; a changed byte is told', async () => {
  const { editionId } = await take(await issued());
  await closeTheDay();
  const certificate = await certified(editionId);
  const reply = await fetch(`${world.cloud.url}/picture/${world.picture.slice('cloud://'.length)}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  const kept = (name: string, content: Uint8Array | string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const file = kept('of.json', JSON.stringify(certificate));
  const picture = kept('picture.webp', bytes);
  const told = (...words: string[]) => answer(['--certificate', file, ...words]);
  expect(await told('--picture', picture)).toMatchObject({
    status: 0,
    text: expect.stringMatching(/picture 1 +picture\.webp\n/),
  });
  for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
    const changed = kept('changed.webp', bytes.with(at, bytes[at]! ^ 1));
    const { status, text } = await told('--picture', picture, changed);
    expect([status, text]).toEqual([1, expect.stringMatching(/not of the series +changed\.webp\n/)]);
    expect((await told('--picture', changed)).text).toMatch(/picture 1 +not given, and not compared\n/);
  }
  expect(await told('--picture', join(folder, 'none.webp'))).toMatchObject({ status: 2 });
  expect(await told(picture)).toMatchObject({ status: 2, text: expect.stringContaining('usage:') });
  expect(await answer(['--picture', picture])).toMatchObject({ status: 2 });
});

test('without a key nothing is certified; a file that is none is told', async () => {
  const one = await take(await issued());
  await closeTheDay();
  expect((await certified(one.editionId)).edition.editionId).toBe(one.editionId);
  expect(() => answerOfCertificate(join(folder, 'none.json'))).toThrow('there is no such file');
  writeFileSync(join(folder, 'text.json'), 'no JSON');
  expect(() => answerOfCertificate(join(folder, 'text.json'))).toThrow('it is no certificate');
});

test('killed before each write of it, with more editions than one record holds, the close goes on to the same tree', async () => {
  const { engine } = world.cloud;
  const seriesId = await issued({ supply: MORE, skuId: null, price: { asset: 'spendable', units: 1 } });
  for (let taken = 0; taken < MORE; taken += 1) await take(seriesId, 1);
  const expected = await closeTheDay();
  const { count } = expected.editions!;
  expect([count > MORE, expected.editions!.recordRoots.length]).toEqual([true, 2]);
  const last = editionsOf(seriesId).at(-1)!;
  const isSealing = ({ functionName }: { functionName?: string | undefined }) =>
    functionName === 'dailyClose' && newest().stage === 'seal';
  let killed = 0;
  for (let isOver = false; !isOver; ) {
    await passMidnight();
    let writes = 0;
    const held = seam.hold((request) => {
      if (isSealing(request) && changes(request)) writes += 1;
      return isSealing(request) && writes > killed;
    });
    const closing = world.cloud.trigger('dailyClose').catch(() => undefined);
    const isHeld = await Promise.race([held.reached.then(() => true), closing.then(() => false)]);
    isOver = !isHeld;
    if (isHeld) {
      killed += 1;
      world.cloud.killWorker();
      held.release();
      await closing;
      await engine.set('platform', 'lease:serial', { holder: 'nobody', untilMs: 0 } as never);
      await world.cloud.trigger('dailyClose');
    }
    seam.open();
    expect(newest()).toMatchObject({
      stage: 'closed',
      balanced: true,
      editions: { count, root: expected.editions!.root },
    });
    expect(checked(await certified(last._id)).status).toBe(0);
  }
  expect(killed).toBeGreaterThan(6);
  const days = new Set(all<EditionDayDocument>(world, 'editionDays').map(({ day }) => day));
  expect(days.size).toBe(2);
});
