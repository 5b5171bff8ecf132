// Editions given away: offered by a code, accepted by who has it, taken back, and without a clearance. At once, and killed:
// givingRaces.test.ts.
import type { Certificate } from '@shared/proofs';
import { historyFault, sha256OfWords } from '@shared/proofs';
import type { JournalDocument } from '../../cloudfunctions/_store/documents';
import type { EditionDocument } from '../../cloudfunctions/_store/documents/collectibles';
import { inOneLine, readBooks, verify } from '../../scripts/verify/index';
import { all } from './books';
import { member, openCashShop, world } from './cashBalances';
import {
  acceptBy,
  accepting,
  clear,
  collecting,
  editionKept,
  givenKept,
  offer,
  offering,
  page,
  takeBack,
  viewBy,
} from './givings';
import { issued, replyOf, seriesKept, take } from './takings';
import { giveBy, type Joined, joinMember, nextRequest, PAY_PASSWORD, setPayPassword, setTerms } from './world';

jest.setTimeout(600_000);
openCashShop({ CERTIFICATE_KEY: 'c0ffee'.repeat(10).padEnd(64, '0') });

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let receiver: Joined;
let other: Joined;
let clearanceId: string;

const accept = (code: string, token = receiver.token) => acceptBy(code, token);
const view = (code: string, token = receiver.token) => viewBy(code, token);

let seriesId: string;
/** One that the member holds, and may give. */
const held = async (): Promise<string> => (await take(seriesId)).editionId;
const offered = async () => {
  const editionId = await held();
  return { editionId, ...(await offer(editionId)) };
};

beforeAll(async () => {
  receiver = await joinMember(world, '13800000041');
  other = await joinMember(world, '13800000042');
  clearanceId = await clear();
  seriesId = await issued({ supply: 400 });
});

test('the whole way: offered, seen, accepted, and the rest of its life with who has it then', async () => {
  await setTerms(world, { givingWaitDays: 2, givingPerYear: 2, givingCodeHours: 24 });
  const one = await issued({ limit: 1, title: '早梅' });
  const { editionId, number } = await take(one);
  const { heldSinceMs } = editionKept(editionId);
  const fromMs = heldSinceMs! + 2 * DAY_MS;
  expect((await page(editionId)).giving).toEqual({
    waitDays: 2,
    perYear: 2,
    fromMs,
    left: 2,
    codeHours: 24,
    offeredUntilMs: null,
  });
  expect(await replyOf('collectibles.offer', offering(editionId))).toEqual({ code: 'giving/tooSoon', fromMs });
  await world.advance('2d');
  await world.cloud.trigger('settlement');
  await world.cloud.trigger('dailyClose');
  const before: Certificate = await world.call('collectibles.certificate', { editionId }, member.token);

  const wrong = { ...offering(editionId), payPassword: '135790' };
  expect(await replyOf('collectibles.offer', wrong)).toMatchObject({ code: 'payPassword/wrong' });
  const asked = offering(editionId);
  const { code, untilMs } = await world.call('collectibles.offer', asked, member.token);
  expect(code).toMatch(/^[2-9A-HJ-NP-Z]{10}$/);
  expect(untilMs).toBeGreaterThan(world.cloud.now() + 23 * HOUR_MS);
  expect(await world.call('collectibles.offer', asked, member.token)).toEqual({ code, untilMs });
  // Nothing that is kept tells the code.
  for (const name of world.cloud.engine.collections())
    expect(JSON.stringify(world.cloud.engine.find(name, {}))).not.toContain(code);

  // Offered, it goes nowhere else.
  expect((await page(editionId)).giving).toMatchObject({ offeredUntilMs: untilMs, left: 1 });
  const mine = await world.call('collectibles.listMine', {}, member.token);
  expect(mine.editions.find((row) => row.editionId === editionId)).toMatchObject({ state: 'offered' });
  expect(await replyOf('collectibles.offer', offering(editionId))).toEqual({
    code: 'edition/notHeld',
    state: 'offered',
  });
  expect(await replyOf('collectibles.collect', collecting(member, editionId))).toEqual({
    code: 'edition/notHeld',
    state: 'offered',
  });
  expect(await view(code, member.token)).toEqual({ code: 'giving/toOneself' });
  expect(await accept(code, member.token)).toEqual({ code: 'giving/toOneself' });
  const seen = await view(`${code.slice(0, 5).toLowerCase()}-${code.slice(5)} `);
  expect(seen).toMatchObject({ title: '早梅', number, supply: 10, untilMs, paused: null, collectedAtMs: null });
  expect(JSON.stringify(seen)).not.toMatch(/paid|price|phone|138/);

  const request = accepting(code);
  const told = await world.call('collectibles.acceptOffer', request, receiver.token);
  expect(told).toMatchObject({ editionId, number, title: '早梅' });
  expect(await world.call('collectibles.acceptOffer', request, receiver.token)).toEqual(told);
  expect(await accept(code, other.token)).toMatchObject({ code: 'giving/unknown' });
  expect(await replyOf('collectibles.viewEdition', { editionId })).toEqual({ code: 'edition/unknown' });
  const gallery = await world.call('collectibles.listMine', {}, member.token);
  expect(gallery.editions.map((row) => row.editionId)).not.toContain(editionId);
  const theirs = await page(editionId, receiver.token);
  expect(theirs).toMatchObject({ state: 'held', paid: null, orderId: null, giving: { offeredUntilMs: null, left: 2 } });
  expect(theirs.steps).toMatchObject([
    { kind: 'taken', isMine: false },
    { kind: 'given', isMine: true },
  ]);
  const { fingerprint } = seriesKept(one)!;
  const { steps, head } = editionKept(editionId);
  const chained = steps.map(({ hash: _hash, ...step }) => step);
  expect(historyFault(chained, { fingerprint: fingerprint!, editionId, head }, sha256OfWords)).toBeNull();
  const entry = all<JournalDocument>(world, 'journal').find(({ _id }) => _id === steps.at(-1)!.source)!;
  expect(entry).toMatchObject({
    kind: 'collectible.give',
    postings: [{ asset: 'editions', from: `member:${member.memberId}`, to: `member:${receiver.memberId}`, amount: 1 }],
  });
  const { messages } = await world.call('messages.list', { kinds: ['collectible'] }, member.token);
  expect(messages).toMatchObject([{ title: '藏品送到了', target: { page: 'collectibles' } }]);

  // What the first taker paid stays, and what one was given does not count for what one may take.
  expect(editionKept(editionId).paid).toMatchObject({ memberId: member.memberId });
  expect(await replyOf('collectibles.take', { ...offeringOf(one), quotedUnits: 100 })).toMatchObject({
    code: 'collectible/limit',
  });
  await giveBy(world, receiver, 'spendable', 100);
  await setPayPassword(world, receiver);
  await take(one, 100, receiver.token);

  // Its goods are its receiver's to send for; the waiting time begins anew.
  const { orderId } = await world.call('collectibles.collect', collecting(receiver, editionId), receiver.token);
  expect((await page(editionId, receiver.token)).orderId).toBe(orderId);
  expect(await replyOf('collectibles.offer', offering(editionId), receiver.token)).toMatchObject({
    code: 'giving/tooSoon',
  });

  // What was certified of yesterday is still true of it; of today its receiver is.
  expect(await replyOf('collectibles.certificate', { editionId }, receiver.token)).toEqual({
    code: 'certificate/notYet',
  });
  await world.advance('1d');
  await world.cloud.trigger('settlement');
  await world.cloud.trigger('dailyClose');
  const { dayHash } = await world.call('collectibles.viewHashes', { day: before.day });
  expect(before).toMatchObject({ dayHash, edition: { steps: 1, holder: steps[0]!.to } });
  const after = await world.call('collectibles.certificate', { editionId }, receiver.token);
  expect(after.edition).toMatchObject({ steps: 3, holder: steps.at(-1)!.to, isCollected: true });
  expect(await replyOf('collectibles.certificate', { editionId })).toEqual({ code: 'edition/unknown' });
});

const offeringOf = (one: string) => ({ seriesId: one, payPassword: PAY_PASSWORD, requestId: nextRequest() });

describe('refused', () => {
  beforeAll(() => setTerms(world, { givingWaitDays: 0, givingPerYear: 100 }));

  test('to who offers what is not theirs, and to who has no code', async () => {
    const editionId = await held();
    expect(await replyOf('collectibles.offer', offering(editionId), other.token)).toEqual({ code: 'edition/unknown' });
    expect(await replyOf('collectibles.offer', offering('C-none-1'))).toEqual({ code: 'edition/unknown' });
    expect(await takeBack(editionId)).toEqual({ code: 'giving/notOffered' });
    await offer(editionId);
    expect(await takeBack(editionId, other.token)).toEqual({ code: 'edition/unknown' });
    expect(await takeBack(editionId)).toEqual({});
    const seeker = await joinMember(world, '13800000043');
    for (let tries = 0; tries < 20; tries += 1)
      expect(await view(tries % 2 ? 'ABCDE23456' : 'no code', seeker.token)).toEqual({
        code: 'giving/unknown',
        attemptsLeft: 19 - tries,
      });
    const { code } = await offer(editionId);
    expect(await accept(code, seeker.token)).toMatchObject({ code: 'giving/tooManyTries' });
    // A right one costs no try.
    for (let tries = 0; tries < 25; tries += 1) expect(await view(code)).toMatchObject({ title: '小雪 · 早梅' });
  });

  test('more than one may give in 365 days, whether they are accepted or open', async () => {
    const before = givenKept().length;
    await setTerms(world, { givingPerYear: before + 2 });
    const all3 = [await held(), await held(), await held()] as const;
    const open = all<EditionDocument>(world, 'editions').filter((one) => one.state === 'offered');
    for (const { _id, ownerId } of open) if (ownerId === member.memberId) await takeBack(_id);
    const first = await offer(all3[0]);
    const second = await offer(all3[1]);
    expect(await replyOf('collectibles.offer', offering(all3[2]))).toEqual({
      code: 'giving/tooMany',
      most: before + 2,
    });
    expect(await accept(first.code)).toMatchObject({ editionId: all3[0] });
    // By the terms of the moment at which it is accepted.
    await setTerms(world, { givingPerYear: before + 1 });
    expect(await accept(second.code)).toEqual({ code: 'giving/tooMany', most: before + 1 });
    await setTerms(world, { givingPerYear: 100, givingWaitDays: 5 });
    expect(await accept(second.code)).toMatchObject({ code: 'giving/tooSoon' });
    await setTerms(world, { givingWaitDays: 0 });
    expect(await accept(second.code)).toMatchObject({ editionId: all3[1] });
    expect(givenKept()).toHaveLength(before + 2);
  });

  test('to and by who is blocked, and by who leaves', async () => {
    const { code, editionId } = await offered();
    const block = (memberId: string, isBlocked: boolean) =>
      world.call(
        'admin.blockMember',
        { memberId, isBlocked, reason: '查一下', requestId: nextRequest() },
        world.admins[0],
      );
    await block(receiver.memberId, true);
    expect(await accept(code)).toEqual({ code: 'identity/blocked' });
    await block(receiver.memberId, false);
    await block(member.memberId, true);
    expect(await accept(code)).toEqual({ code: 'giving/giverAway' });
    expect(await replyOf('collectibles.offer', offering(editionId))).toEqual({ code: 'identity/blocked' });
    expect(await takeBack(editionId)).toEqual({});
    await block(member.memberId, false);

    // Of an account that is to be closed every offer ends, and no other begins.
    await giveBy(world, other, 'spendable', 200);
    await setPayPassword(world, other);
    const theirs = await take(seriesId, 100, other.token);
    const more = await take(seriesId, 100, other.token);
    const leaving = await offer(theirs.editionId, other.token);
    await world.advance('2m');
    await world.call('account.sendOwnCode', { purpose: 'closing' }, other.token);
    const sent = /\d{6}/.exec(world.cloud.inbox('13800000042')[0]!.text)![0];
    await world.call('account.askClosing', { giveUp: ['editions'], code: sent, requestId: nextRequest() }, other.token);
    expect(editionKept(theirs.editionId)).toMatchObject({ state: 'held', offer: null });
    expect(await accept(leaving.code)).toMatchObject({ code: 'giving/unknown' });
    expect(await replyOf('collectibles.offer', offering(more.editionId), other.token)).toEqual({
      code: 'giving/closing',
    });
    await world.call('account.takeBackClosing', { requestId: nextRequest() }, other.token);
  });

  test('behind its time, when it is as if it had been taken back: no timer has to say so', async () => {
    const [one, two] = [await offered(), await offered()];
    await world.advance('25h');
    expect(await view(one.code)).toEqual({ code: 'giving/expired', untilMs: one.untilMs });
    expect(await accept(one.code)).toEqual({ code: 'giving/expired', untilMs: one.untilMs });
    expect(await page(one.editionId)).toMatchObject({ state: 'held', giving: { offeredUntilMs: null } });
    const { editions } = await world.call('collectibles.listMine', { limit: 50 }, member.token);
    expect(editions.filter(({ state }) => state === 'offered')).toEqual([]);
    const register = await world.call('admin.listEditions', { seriesId, limit: 50 }, world.admins[0]);
    expect(register.editions.filter(({ state }) => state === 'offered')).toEqual([]);
    expect((await world.call('account.exportPart', { part: 'editions' }, member.token)).rows).not.toContainEqual(
      expect.objectContaining({ state: 'offered' }),
    );
    await world.call('collectibles.collect', collecting(member, one.editionId), member.token);
    expect(editionKept(one.editionId)).toMatchObject({ state: 'held', offer: null, isCollected: true });
    const again = await offer(two.editionId);
    expect(again.code).not.toBe(two.code);
    expect(await view(two.code)).toMatchObject({ code: 'giving/unknown' });
    expect(await accept(again.code)).toMatchObject({ editionId: two.editionId });
  });

  test('without a clearance: what is held stays, what is open can be taken back alone', async () => {
    const { code, editionId } = await offered();
    const revoking = { clearanceId, requestId: nextRequest() };
    await world.call('admin.revokeClearance', revoking, world.admins[0]);
    expect(await accept(code)).toEqual({ code: 'giving/notCleared', sinceDay: '' });
    expect(await view(code)).toMatchObject({ paused: { sinceDay: null } });
    expect(await page(editionId)).toMatchObject({ state: 'offered', givingPaused: { sinceDay: null } });
    expect(await takeBack(editionId)).toEqual({});
    expect(await replyOf('collectibles.offer', offering(editionId))).toEqual({
      code: 'giving/notCleared',
      sinceDay: '',
    });
    const got = await world.call('collectibles.listMine', {}, receiver.token);
    expect(got.editions.length).toBeGreaterThan(0);
    await world.call('collectibles.collect', collecting(member, editionId), member.token);
    clearanceId = await clear();
    // What was collected is given all the same, and may be: whoever has it then has what is left of it.
    const { code: next } = await offer(editionId);
    expect(await accept(next)).toMatchObject({ editionId });
    expect(await page(editionId, receiver.token)).toMatchObject({ orderId: null, collectedAtMs: expect.any(Number) });
  });
});

describe('what somebody changes past the functions is found', () => {
  // biome-ignore lint/suspicious/noExplicitAny: documents are bent in ways that their types forbid
  type Bent = any;
  type Content = Map<string, Bent[]>;
  const foundIn = (bent: Content): string[] =>
    [...verify(readBooks((name) => (bent.get(name) ?? []) as never))].map(inOneLine);
  const content = (): Content => {
    const { engine } = world.cloud;
    return new Map(engine.collections().map((name) => [name, structuredClone(engine.find(name, {})) as Bent[]]));
  };
  const entry = (bent: Content): Bent => bent.get('journal')!.find(({ kind }) => kind === 'collectible.give');
  const given = (bent: Content): Bent =>
    bent.get('editions')!.find(({ steps }) => steps.some(({ kind }: Bent) => kind === 'given'));

  test.each<[string, (bent: Content) => void, RegExp]>([
    ['who gave it', (bent) => (entry(bent).postings[0].from = 'member:M-other'), /given by/],
    ['who got it', (bent) => (given(bent).steps[1].to = 'H-other'), /given to|step 2/],
    [
      'an entry that is gone',
      (bent) => bent.get('journal')!.splice(bent.get('journal')!.indexOf(entry(bent)), 1),
      /given by/,
    ],
    [
      'an entry of nothing',
      (bent) => bent.get('journal')!.push({ ...entry(bent), _id: 'giving:none' }),
      /step of an edition/,
    ],
    ['an offer of nothing', (bent) => (given(bent).offer = { offerId: 'G', codeHash: '', untilMs: 0 }), /offer/],
    ['what was given in a year', (bent) => bent.get('givenEditions')![0].atMs.pop(), /moments/],
  ])('%s', (_name, bend, told) => {
    const bent = content();
    expect(foundIn(bent)).toEqual([]);
    bend(bent);
    expect(foundIn(bent).join('\n')).toMatch(told);
  });
});
