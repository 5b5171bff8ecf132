// Editions that are drawn for: one enters, the list is closed, anybody draws again, and those who were drawn take theirs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OutputOf } from '@shared/contract';
import { type DrawFile, drawFault, drawFrom, sha256OfWords } from '@shared/proofs';
import { holderOf } from '../../cloudfunctions/_orders/editionSteps';
import type { DrawDocument, DrawEntryDocument } from '../../cloudfunctions/_store/documents/collectibles';

import { answer, inOneLine, readBooks, verify } from '../../scripts/verify/index';
import { scratchFolder } from '../scratch';
import { all, differences } from './books';
import { member, seam, world } from './cashBalances';
import { killedAtEverySeam } from './interleave';
import { asked, crowd, draft, issued, openCollectibles, replyOf, seriesKept, take } from './takings';
import { nextRequest } from './world';

jest.setTimeout(600_000);
openCollectibles();

const HOUR_MS = 3_600_000;
const PRICE = 100;
let people: Awaited<ReturnType<typeof crowd>>;

beforeAll(async () => {
  people = await crowd(12, 'entrant');
});

/** One that may be entered for a minute, as it can be from now on. */
const drawnFor = (more: Parameters<typeof issued>[0] = {}) =>
  issued({ supply: 3, limit: 1, closesAtMs: world.cloud.now() + 60_000, draw: { reservedHours: 2 }, ...more });
const enter = (seriesId: string, token: string, requestId = nextRequest()) =>
  replyOf('collectibles.enterDraw', { seriesId, requestId }, token);
const viewed = (seriesId: string, token?: string): Promise<OutputOf<'collectibles.viewSeries'>> =>
  world.call('collectibles.viewSeries', { seriesId }, token);
const settle = () => world.cloud.trigger('settlement');
const drawKept = (seriesId: string) => all<DrawDocument>(world, 'draws').find(({ _id }) => _id === seriesId)!;
const entriesKept = (seriesId: string) =>
  all<DrawEntryDocument>(world, 'drawEntries').filter((one) => one.seriesId === seriesId);

/** The file of a draw as anybody puts it together of what is published. */
async function published(seriesId: string): Promise<DrawFile> {
  const { series, fingerprint, drawn }: OutputOf<'collectibles.viewDraw'> = await world.call('collectibles.viewDraw', {
    seriesId,
  });
  const entries: string[] = [];
  for (let nth = 0; nth < drawn!.pages; nth += 1)
    entries.push(...(await world.call('collectibles.viewDrawPage', { seriesId, nth })).entries);
  const { seed } = drawn!;
  const drawnNames = drawFrom({ seed, entries, places: series.supply }, sha256OfWords);
  return { kind: 'draw', form: 1, series, fingerprint, seed, entries, drawn: drawnNames };
}

test('a draw has an end of its entries, and one edition for each', async () => {
  const closesAtMs = world.cloud.now() + HOUR_MS;
  const terms = { draw: { reservedHours: 24 } };
  for (const more of [{ limit: 1 }, { closesAtMs }, { limit: 2, closesAtMs }])
    expect(await replyOf('admin.saveSeries', draft({ ...terms, ...more }), world.admins[0])).toEqual({
      code: 'collectible/drawTerms',
    });
  // Whoever comes first has none.
  const plain = await issued();
  expect(await viewed(plain)).toMatchObject({ draw: null, drawStanding: null, state: 'open' });
  expect(await enter(plain, member.token)).toEqual({ code: 'draw/none' });
  expect(await replyOf('collectibles.viewDraw', { seriesId: plain })).toEqual({ code: 'draw/none' });
  expect(await enter('C-none', member.token)).toEqual({ code: 'collectible/unknown' });
});

test('who entered is drawn from a seed that nobody was told, and anybody draws again', async () => {
  const opensAtMs = world.cloud.now() + 60_000;
  const seriesId = await drawnFor({ opensAtMs, closesAtMs: opensAtMs + 60_000 });
  expect(await enter(seriesId, member.token)).toMatchObject({ code: 'draw/notOpen', opensAtMs });
  await world.advance('1m');
  expect(await viewed(seriesId, member.token)).toMatchObject({
    state: 'entering',
    drawStanding: { reservedHours: 2, drawn: null, mine: 'notEntered' },
  });
  const requestId = nextRequest();
  const first = await enter(seriesId, member.token, requestId);
  expect(await enter(seriesId, member.token, requestId)).toEqual(first);
  await world.advance('10s');
  expect(await enter(seriesId, member.token)).toEqual(first); // once, whenever it is asked
  await Promise.all(people.slice(0, 6).map(({ token }) => enter(seriesId, token)));
  expect(entriesKept(seriesId)).toHaveLength(7);
  // Before the draw nobody takes one, and nothing is told but the commitment.
  const { seed } = drawKept(seriesId);
  const before = await world.call('collectibles.viewDraw', { seriesId });
  expect(before).toMatchObject({ drawn: null, places: 3 });
  expect(JSON.stringify([before, await viewed(seriesId)])).not.toContain(seed);
  expect(await replyOf('collectibles.take', asked(seriesId))).toMatchObject({ code: 'draw/notYet' });
  expect(await replyOf('collectibles.previewTaking', { seriesId })).toMatchObject({ code: 'draw/notYet' });
  await world.advance('50s');
  expect(await enter(seriesId, people[7]!.token)).toMatchObject({ code: 'draw/notOpen' });
  expect(await viewed(seriesId)).toMatchObject({ state: 'drawing' });
  await world.advance('59s');
  await settle(); // somebody may still be on the way
  expect(drawKept(seriesId).state).toBe('entering');
  expect(await replyOf('collectibles.viewDrawPage', { seriesId, nth: 0 })).toEqual({ code: 'collectible/unknown' });
  await world.advance('1s');
  await settle();
  const file = await published(seriesId);
  expect([file.entries.length, file.drawn.length]).toEqual([7, 3]);
  expect(drawFault(file, sha256OfWords)).toBeNull();
  // As it was frozen when it was issued.
  expect(file.series).toEqual(seriesKept(seriesId)!.record);
  await settle();
  expect(await published(seriesId)).toEqual(file);

  const path = join(scratchFolder('draw'), 'draw.json');
  writeFileSync(path, JSON.stringify(file));
  expect(await answer(['--draw', path])).toMatchObject({
    status: 0,
    text: expect.stringContaining('follows from what was published'),
  });
  writeFileSync(path, JSON.stringify({ ...file, entries: file.entries.slice(1) }));
  expect(await answer(['--draw', path])).toMatchObject({ status: 1, text: expect.stringContaining('drawn') });
});

test('those who were drawn take theirs first; then who entered, until none is left', async () => {
  const seriesId = await drawnFor();
  for (const { token } of people.slice(0, 8)) await enter(seriesId, token);
  await world.advance('3m');
  await settle();
  const { drawn } = await published(seriesId);
  const of = (isDrawn: boolean) =>
    people.slice(0, 8).filter(({ memberId }) => drawn.includes(holderOf(memberId)) === isDrawn);
  const [winners, others] = [of(true), of(false)];
  expect(winners).toHaveLength(3);
  expect(await viewed(seriesId, winners[0]!.token)).toMatchObject({ state: 'open', drawStanding: { mine: 'drawn' } });
  const standing = await viewed(seriesId, others[0]!.token);
  expect(standing).toMatchObject({ state: 'open', drawStanding: { mine: 'notDrawn', drawn: { entered: 8 } } });
  const fromMs = standing.drawStanding!.drawn!.reservedUntilMs;
  const refused = { code: 'draw/notDrawn', fromMs };
  expect(await replyOf('collectibles.take', asked(seriesId, PRICE), others[0]!.token)).toEqual(refused);
  expect(await replyOf('collectibles.previewTaking', { seriesId }, others[0]!.token)).toEqual(refused);
  expect(await replyOf('collectibles.take', asked(seriesId), member.token)).toEqual({ code: 'draw/notEntered' });
  const input = asked(seriesId, PRICE);
  const taken = await world.call('collectibles.take', input, winners[0]!.token);
  expect(await replyOf('collectibles.take', asked(seriesId, PRICE), winners[0]!.token)).toMatchObject({
    code: 'collectible/limit',
  });
  await take(seriesId, PRICE, winners[1]!.token);
  // It is not over: it is listed among what can be taken.
  const { series } = await world.call('collectibles.listSeries', { limit: 50 });
  expect(series.find((one) => one.seriesId === seriesId)).toMatchObject({ state: 'open', left: 1 });
  await world.advance('2h');
  await take(seriesId, PRICE, others[0]!.token);
  expect(await replyOf('collectibles.take', asked(seriesId, PRICE), winners[2]!.token)).toMatchObject({
    code: 'collectible/soldOut',
  });
  expect(await replyOf('collectibles.take', asked(seriesId), member.token)).toEqual({ code: 'draw/notEntered' });
  // What was taken is told again.
  expect(await world.call('collectibles.take', input, winners[0]!.token)).toEqual(taken);
});

test('a draw that nobody entered is over, and one that few entered is drawn from those', async () => {
  const [none, one] = [await drawnFor(), await drawnFor()];
  await enter(one, people[0]!.token);
  await world.advance('3m');
  await settle();
  expect(await viewed(none)).toMatchObject({ state: 'over', drawStanding: { drawn: { entered: 0 } } });
  expect((await published(none)).entries).toEqual([]);
  expect(await replyOf('collectibles.take', asked(none))).toMatchObject({ code: 'collectible/notOpen' });
  expect((await published(one)).drawn).toEqual([holderOf(people[0]!.memberId)]);
  await take(one, PRICE, people[0]!.token);
});

test('killed before each of its writes, the draw is the same; so is entering', async () => {
  const kill = () => world.cloud.killWorker();
  const drawing = await killedAtEverySeam(seam, {
    prepare: async () => {
      const seriesId = await drawnFor();
      for (const { token } of people.slice(0, 4)) await enter(seriesId, token);
      await world.advance('3m');
      return seriesId;
    },
    act: () => settle().catch(() => undefined),
    kill,
    check: async (seriesId) => {
      await world.advance('2m'); // the lease of whoever was killed
      await settle();
      expect(drawFault(await published(seriesId), sha256OfWords)).toBeNull();
      expect(differences(world)).toEqual([]);
    },
  });
  expect(drawing).toBeGreaterThan(3);
  const seriesId = await drawnFor({ closesAtMs: world.cloud.now() + HOUR_MS });
  let next = 0;
  await killedAtEverySeam(seam, {
    prepare: async () => ({ who: people[next++]!, requestId: nextRequest() }),
    act: ({ who, requestId }) => enter(seriesId, who.token, requestId),
    kill,
    check: async ({ who, requestId }) => {
      await enter(seriesId, who.token, requestId);
      expect(entriesKept(seriesId).filter(({ memberId }) => memberId === who.memberId)).toHaveLength(1);
    },
  });
});

test.each<[string, string, (documents: Record<string, unknown>[]) => void, string]>([
  ['another seed', 'draws', ([one]) => Object.assign(one!, { seed: '00' }), 'commitment'],
  ['another last lot', 'draws', ([one]) => Object.assign(one!, { lastLot: 'f'.repeat(64) }), 'lastLot'],
  ['one who left the list', 'drawPages', ([one]) => Object.assign(one!, { entries: [] }), 'list'],
  ['one who came late', 'drawEntries', ([one]) => Object.assign(one!, { atMs: 9e15 }), 'entered in time'],
  ['somebody else’s name', 'drawEntries', ([one]) => Object.assign(one!, { holder: 'H0' }), 'pseudonym'],
  ['no draw', 'draws', (draws) => draws.splice(0, 1), 'draw'],
])('verify finds %s', (_name, collection, change, what) => {
  const drawn = all<DrawDocument>(world, 'draws').find(({ state, lastLot }) => state === 'drawn' && lastLot !== null)!;
  const documents = structuredClone(all<{ _id: string; seriesId?: string }>(world, collection));
  const mine = documents.filter(({ _id, seriesId }) => (seriesId ?? _id) === drawn._id);
  const others = documents.filter((one) => !mine.includes(one));
  change(mine as never);
  const books = readBooks((name) => (name === collection ? [...mine, ...others] : all(world, name)) as never);
  expect(
    [...verify(books)].map(inOneLine).find((line) => line.includes(drawn._id) && line.includes(what)),
  ).toBeDefined();
});
