// A property exchange: the register that it is given, what it answers, and the lock of what it lists. By the sandbox of the
// local cloud, and by files of an exchange that this test signs for.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InputOf, OutputOf } from '@shared/contract';
import type { Register } from '@shared/proofs';
import type { EditionDocument } from '../../cloudfunctions/_store/documents/collectibles';
import { acknowledged } from '../../localcloud/sandbox/exchange';
import { inOneLine, readBooks, verify } from '../../scripts/verify/index';
import { answerOfRegister } from '../../scripts/verify/registerFile';
import { all } from './books';
import { differences, member, openCashShop, seam, world } from './cashBalances';
import { killedAtEverySeam } from './interleave';
import { issued, replyOf, take } from './takings';
import { joinMember, nextRequest, PAY_PASSWORD, setTerms } from './world';

jest.setTimeout(600_000);
openCashShop({ CERTIFICATE_KEY: 'c0ffee'.repeat(10).padEnd(64, '0') });

const FEATURE = 'collectible.transfer';
const admin = () => world.admins[0];

let folder: string;
let clearanceId: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'register-'));
  clearanceId = await clear();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function clear(): Promise<string> {
  const proposed = await world.call(
    'admin.proposeClearance',
    {
      feature: FEATURE,
      issuer: '演示',
      documentReference: FEATURE,
      documentSha256: '0'.repeat(64),
      scope: '演示',
      validFromDay: '2026-01-01',
      validToDay: '2027-12-31',
      requestId: nextRequest(),
    },
    admin(),
  );
  await world.call('admin.approveClearance', { clearanceId: proposed.clearanceId }, world.admins[1]);
  return proposed.clearanceId;
}

async function closeTheDay(): Promise<void> {
  await world.advance('1d');
  await world.cloud.trigger('settlement');
  await world.cloud.trigger('dailyClose');
}

const ask = (editionId: string) =>
  world.call('exchange.askListing', { editionId, payPassword: PAY_PASSWORD, requestId: nextRequest() }, member.token);
const kept = (editionId: string) => world.cloud.engine.get('editions', editionId) as unknown as EditionDocument;
const shown = (editionId: string) => world.call('collectibles.viewEdition', { editionId }, member.token);

/** The file that an operator downloads. */
async function exported(seriesId?: string): Promise<Register> {
  const parts: unknown[] = [];
  let head: unknown = null;
  let cursor: string | undefined;
  do {
    const of = { ...(seriesId && { seriesId }), ...(cursor && { cursor }) };
    const page: OutputOf<'exchange.exportRegister'> = await world.call('exchange.exportRegister', of, admin());
    head ??= page.head;
    if (page.page) parts.push(page.page);
    cursor = page.next ?? undefined;
  } while (cursor);
  return JSON.parse(JSON.stringify({ ...(head as object), parts })) as Register;
}

function checked(register: object) {
  const file = join(folder, 'register.json');
  writeFileSync(file, JSON.stringify(register));
  return answerOfRegister(file);
}

const rowOf = (register: Register, editionId: string) =>
  register.parts.flatMap(({ editions }) => editions).find((one) => one.editionId === editionId)!;

let serial = 0;
/** An acknowledgement as the exchange signs it, under the next serial number. */
const signedAck = (items: readonly object[], register: string | null, more: object = {}): string => {
  serial += 1;
  return JSON.stringify(acknowledged({ serial, register, atMs: world.cloud.now(), items, ...more }));
};
const take1 = (text: string): Promise<OutputOf<'exchange.importAcknowledgement'>> =>
  world.call('exchange.importAcknowledgement', { acknowledgement: text }, admin());
const refusedImport = (text: string) => replyOf('exchange.importAcknowledgement', { acknowledgement: text }, admin());
/** What became of each answer, in few words. */
const ends = ({ results }: OutputOf<'exchange.importAcknowledgement'>) => results.map(({ is, why }) => why ?? is);

const listed = (editionId: string, head: string, number: string) => ({
  kind: 'edition',
  editionId,
  answer: 'listed',
  head,
  number,
});
const rejected = (editionId: string, head: string, reason = '资料不全') => ({
  kind: 'edition',
  editionId,
  answer: 'rejected',
  head,
  reason,
});
const released = (editionId: string, number: string) => ({ kind: 'edition', editionId, answer: 'released', number });

/** Editions that were taken, asked for and closed, and the register that has them. */
async function askedFor(count: number): Promise<{ ids: string[]; register: Register; id: string; seriesId: string }> {
  const seriesId = await issued({ supply: count });
  const ids: string[] = [];
  for (let nth = 0; nth < count; nth += 1) ids.push((await take(seriesId)).editionId);
  for (const id of ids) await ask(id);
  await closeTheDay();
  const register = await exported(seriesId);
  return { ids, register, id: register.parts[0]!.register, seriesId };
}

test('a holder asks, takes it back, and asks again; nobody else does, nor without the password', async () => {
  const { editionId } = await take(await issued());
  const asked = (more: Partial<InputOf<'exchange.askListing'>>, token = member.token) =>
    replyOf('exchange.askListing', { editionId, payPassword: PAY_PASSWORD, requestId: nextRequest(), ...more }, token);
  expect(await asked({ payPassword: '135790' })).toMatchObject({ code: 'payPassword/wrong' });
  expect(await asked({ editionId: 'S-none-1' })).toEqual({ code: 'edition/unknown' });
  expect((await shown(editionId)).listing).toBeNull();
  const requestId = nextRequest();
  const first = await asked({ requestId });
  expect(await asked({ requestId, payPassword: '135790' })).toEqual(first);
  expect(await ask(editionId)).toEqual(first);
  expect((await shown(editionId)).listing).toMatchObject({ state: 'asked', number: null });
  expect(await world.call('exchange.viewExchange', {}, admin())).toMatchObject({ asked: 1, listed: 0, paused: null });
  const end = { editionId, requestId: nextRequest() };
  await world.call('exchange.endAsking', end, member.token);
  await world.call('exchange.endAsking', end, member.token);
  expect((await shown(editionId)).listing).toBeNull();
  expect(await replyOf('exchange.endAsking', { ...end, requestId: nextRequest() })).toEqual({
    code: 'listing/notAsked',
  });
});

test('a register holds by itself; of a changed byte it is told where', async () => {
  expect(await replyOf('exchange.exportRegister', { seriesId: 'S-none' }, admin())).toMatchObject({
    code: expect.stringMatching(/certificate\/notYet|collectible\/unknown/),
  });
  const { ids, register, seriesId } = await askedFor(2);
  const other = await issued({ supply: 1 });
  expect(checked(register)).toMatchObject({ status: 0 });
  expect(rowOf(register, ids[0]!)).toMatchObject({ seriesId, state: 'held', steps: 1, asksListing: true });
  expect(await replyOf('exchange.exportRegister', { seriesId: other }, admin())).toEqual({
    code: 'certificate/notYet',
  });
  const whole = await exported();
  expect(checked(whole)).toMatchObject({ status: 0 });
  expect(await exported()).toMatchObject({ signature: whole.signature });
  const [part] = whole.parts;
  const edition = part!.editions[0]!;
  const withEdition = (more: object) => ({
    ...whole,
    parts: [{ ...part!, editions: [{ ...edition, ...more }, ...part!.editions.slice(1)] }],
  });
  const spoilt = [
    { ...whole, form: 2 },
    { ...whole, day: '2026-01-01' },
    { ...whole, parts: [] },
    { ...whole, issuer: { ...whole.issuer, name: '别家' } },
    { ...whole, series: [{ ...whole.series[0]!, record: { ...whole.series[0]!.record, supply: 9 } }] },
    { ...whole, key: '0'.repeat(64) },
    { ...whole, extra: 1 },
    withEdition({ holder: 'HX' }),
    withEdition({ state: 'listed' }),
    withEdition({ number: edition.number + 1 }),
    withEdition({ asksListing: !edition.asksListing }),
    { ...whole, parts: [{ ...part!, editions: part!.editions.slice(1) }] },
    { ...whole, parts: [{ ...part!, madeAtMs: 1 }] },
    { ...whole, parts: [{ ...part!, leaves: part!.leaves.slice(1) }] },
    { ...whole, parts: [{ ...part!, signature: register.parts[0]!.signature }] },
  ];
  for (const [at, one] of spoilt.entries()) expect([at, checked(one).status]).toEqual([at, 1]);
});

test('listed it moves nowhere, and is released; each answer is decided on its own, and twice is once', async () => {
  const { ids, register, id } = await askedFor(4);
  const [a, b, c, d] = ids as [string, string, string, string];
  const head = (editionId: string) => rowOf(register, editionId).head;
  // Something happens to one of them after the register, and another is asked for no more.
  const collect = (editionId: string) =>
    replyOf('collectibles.collect', { editionId, addressId: member.addressId, requestId: nextRequest() });
  expect(await collect(c)).toMatchObject({ editionId: c });
  await world.call('exchange.endAsking', { editionId: d, requestId: nextRequest() }, member.token);
  const text = signedAck(
    [
      listed(a, head(a), 'N-1'),
      rejected(b, head(b)),
      listed(c, head(c), 'N-2'),
      listed(d, head(d), 'N-3'),
      listed('S-none-1', head(a), 'N-4'),
      listed(a, head(a), 'N-5'),
      listed(a, head(a), 'N-1'),
    ],
    id,
  );
  const first = await take1(text);
  expect(ends(first)).toEqual([
    'done',
    'done',
    'listing/changed',
    'listing/notAsked',
    'listing/unknown',
    'listing/otherNumber',
    'already',
  ]);
  const before = kept(a);
  expect(before).toMatchObject({ state: 'listed', listing: { state: 'listed', number: 'N-1' } });
  expect(before.steps.at(-1)).toMatchObject({ kind: 'listed', source: 'listing:N-1' });
  expect(await take1(text)).toEqual({ ...first, isRepeated: true });
  expect(kept(a)).toEqual(before);
  expect((await shown(b)).listing).toMatchObject({ state: 'rejected', reason: '资料不全' });
  const { messages } = await world.call('messages.list', { kinds: ['collectible'] }, member.token);
  expect(messages.map(({ title }) => title).sort()).toEqual(['交易所没有登记你的藏品', '藏品登记到交易所了']);

  expect(await collect(a)).toMatchObject({ code: 'edition/notHeld', state: 'listed' });
  expect(await replyOf('exchange.endAsking', { editionId: a, requestId: nextRequest() })).toMatchObject({
    code: 'listing/notAsked',
  });
  // A number that another edition had is nobody else's; without having been in the register nothing is listed.
  await ask(b);
  await ask(d);
  const second = await take1(signedAck([listed(b, head(b), 'N-1'), listed(b, 'f'.repeat(64), 'N-6')], id));
  expect(ends(second)).toEqual(['listing/numberTaken', 'listing/changed']);
  expect(ends(await take1(signedAck([listed(b, head(b), 'N-7')], null)))).toEqual(['listing/notExported']);

  await closeTheDay();
  const next = await exported();
  expect(rowOf(next, a)).toMatchObject({ state: 'listed', steps: 2, asksListing: false });
  expect(checked(next)).toMatchObject({ status: 0 });
  const third = await take1(signedAck([released(a, 'N-9'), released(a, 'N-1'), released(a, 'N-1')], null));
  expect(ends(third)).toEqual(['listing/otherNumber', 'done', 'already']);
  expect(kept(a)).toMatchObject({ state: 'held', listing: { state: 'released', number: 'N-1' } });
  expect(await collect(a)).toMatchObject({ editionId: a });
  expect(await world.call('exchange.viewExchange', {}, admin())).toMatchObject({
    last: { serial, done: 2, refused: 1, left: 0 },
  });
});

test('what is offered is not listed, and who gives it away no longer asks', async () => {
  await setTerms(world, { givingWaitDays: 0 });
  const { ids, register, id } = await askedFor(1);
  const [editionId] = ids as [string];
  const item = listed(editionId, rowOf(register, editionId).head, 'O-1');
  const offering = { editionId, payPassword: PAY_PASSWORD, requestId: nextRequest() };
  const { code } = await world.call('collectibles.offer', offering, member.token);
  expect(ends(await take1(signedAck([item], id)))).toEqual(['listing/offered']);
  const other = await joinMember(world, '13800000041');
  await world.call('collectibles.acceptOffer', { code, requestId: nextRequest() }, other.token);
  expect(kept(editionId)).toMatchObject({ state: 'held', ownerId: other.memberId, listing: null });
  expect(ends(await take1(signedAck([item], id)))).toEqual(['listing/changed']);
});

test('what the exchange did not sign, an older one, and one under a number of another are refused', async () => {
  const { ids, register, id } = await askedFor(1);
  const [editionId] = ids as [string];
  const { head } = rowOf(register, editionId);
  const items = [listed(editionId, head, 'R-1')];
  const older = signedAck([released(editionId, 'R-1')], null);
  const text = signedAck(items, id);
  const file = JSON.parse(text) as { items: object[]; signature: string; key: string };
  const bent = (more: object) => refusedImport(JSON.stringify({ ...file, ...more }));
  expect(await bent({ items: [listed(editionId, head, 'R-2')] })).toEqual({ code: 'acknowledgement/signature' });
  expect(await bent({ signature: '0'.repeat(128) })).toEqual({ code: 'acknowledgement/signature' });
  expect(await bent({ key: register.key })).toEqual({ code: 'acknowledgement/signature' });
  expect(await bent({ form: 2 })).toEqual({ code: 'acknowledgement/form', form: '2' });
  expect(await bent({ more: 1 })).toMatchObject({ code: 'acknowledgement/unreadable' });
  expect(await refusedImport('no JSON')).toMatchObject({ code: 'acknowledgement/unreadable' });
  const unknown = JSON.stringify(acknowledged({ serial: serial + 1, register: '0'.repeat(64), atMs: 1, items }));
  expect(await refusedImport(unknown)).toEqual({ code: 'acknowledgement/unknownRegister' });
  expect(kept(editionId).state).toBe('held');
  expect(ends(await take1(text))).toEqual(['done']);
  expect(await refusedImport(older)).toEqual({ code: 'acknowledgement/older', last: serial });
  const same = JSON.stringify(acknowledged({ serial, register: id, atMs: 1, items: [released(editionId, 'R-1')] }));
  expect(await refusedImport(same)).toEqual({ code: 'acknowledgement/other', serial });
  expect(kept(editionId).state).toBe('listed');
});

test('without the clearance nothing is asked for, exported or listed; what is listed stays, and is released', async () => {
  const { ids, register, id } = await askedFor(2);
  const [a, b] = ids as [string, string];
  const head = (editionId: string) => rowOf(register, editionId).head;
  await take1(signedAck([listed(a, head(a), 'C-1')], id));
  await world.call('admin.revokeClearance', { clearanceId, requestId: nextRequest() }, admin());
  const off = { code: 'listing/notCleared' };
  const asking = { editionId: b, payPassword: PAY_PASSWORD, requestId: nextRequest() };
  expect(await replyOf('exchange.askListing', asking)).toMatchObject(off);
  expect(await replyOf('exchange.exportRegister', {}, admin())).toMatchObject(off);
  expect(kept(a).state).toBe('listed');
  const result = await take1(signedAck([listed(b, head(b), 'C-2'), released(a, 'C-1')], id));
  expect(ends(result)).toEqual(['listing/notCleared', 'done']);
  expect(await world.call('exchange.viewExchange', {}, admin())).toMatchObject({ paused: { sinceDay: null } });
  clearanceId = await clear();
});

test('killed before each write, an acknowledgement goes on where it was, and is the same', async () => {
  const seriesId = await issued({ supply: 60 });
  const ids: string[] = [];
  for (let nth = 0; nth < 60; nth += 1) ids.push((await take(seriesId)).editionId);
  for (const editionId of ids) await ask(editionId);
  await closeTheDay();
  const register = await exported(seriesId);
  const killed = await killedAtEverySeam(seam, {
    prepare: async () => {
      const [a, b] = [ids.pop()!, ids.pop()!];
      const items = [
        listed(a, rowOf(register, a).head, `K-${a}`),
        rejected(b, rowOf(register, b).head),
        released(a, `K-${a}`),
      ];
      return { a, b, text: signedAck(items, register.parts[0]!.register) };
    },
    act: ({ text }) => world.cloud.call('exchange.importAcknowledgement', { acknowledgement: text }, admin()),
    kill: () => world.cloud.killWorker(),
    check: async ({ a, b, text }) => {
      expect(ends(await take1(text))).toEqual(['done', 'done', 'done']);
      expect(kept(a).steps.map(({ kind }) => kind)).toEqual(['taken', 'listed', 'unlisted']);
      expect([kept(a).state, kept(b).listing?.state]).toEqual(['held', 'rejected']);
      expect(differences()).toEqual([]);
    },
  });
  expect(killed).toBeGreaterThan(8);
});

describe('an exchange that is reached without a file', () => {
  const sync = async () => {
    const imported: OutputOf<'exchange.sync'>['imported'][number][] = [];
    for (;;) {
      const one = await world.call('exchange.sync', {}, admin());
      imported.push(...one.imported);
      if (!one.isMore) return { imported, submitted: one.submitted };
    }
  };
  const post = (path: string, content: object) =>
    fetch(`${world.cloud.url}/exchange${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(content),
    });

  test('accepts, rejects, is late, answers twice; and gives back', async () => {
    await world.cloud.engine.remove('exchanges', {}, { multi: true });
    await world.cloud.engine.remove('acknowledgements', {}, { multi: true });
    const { ids } = await askedFor(10);
    const byNumber = (number: number) => ids.find((id) => id.endsWith(`-${number}`))!;
    expect(await sync()).toMatchObject({ imported: [], submitted: expect.any(Number) });
    const { imported } = await sync();
    expect(new Set(imported.map((one) => one.serial)).size).toBe(1);
    expect(kept(byNumber(1))).toMatchObject({ state: 'listed' });
    expect(kept(byNumber(4))).toMatchObject({ state: 'held', listing: { state: 'rejected' } });
    expect(kept(byNumber(7))).toMatchObject({ state: 'held', listing: { state: 'asked' } });
    // The ninth is told twice, the seventh when its time has come.
    await world.advance('11m');
    const again = await sync();
    expect(again.submitted).toBe(0);
    const results = again.imported.flatMap((one) => one.results).filter(({ about }) => ids.includes(about));
    expect(Object.fromEntries(results.map(({ about, is }) => [about, is]))).toEqual({
      [byNumber(9)]: 'already',
      [byNumber(7)]: 'done',
    });
    expect(kept(byNumber(7))).toMatchObject({ state: 'listed' });
    expect(await sync()).toEqual({ imported: [], submitted: 0 });
    expect((await post('/release', { editionId: byNumber(1) })).status).toBe(200);
    expect((await sync()).imported).toMatchObject([{ results: [{ answer: 'released', is: 'done' }] }]);
    expect(kept(byNumber(1))).toMatchObject({ state: 'held', listing: { state: 'released' } });
  });

  test('who is not the shop is told nothing', async () => {
    expect((await post('/answers', { after: 0, key: '0'.repeat(64), signature: '' })).status).toBe(401);
    expect((await fetch(`${world.cloud.url}/exchange/answers`)).status).toBe(405);
  });
});

test('what somebody changes of listings past the functions is found', async () => {
  const found = (bend: (bent: Map<string, Record<string, unknown>[]>) => void): string[] => {
    const bent = new Map<string, Record<string, unknown>[]>();
    for (const name of world.cloud.engine.collections()) bent.set(name, structuredClone(all(world, name)) as never);
    bend(bent);
    return [...verify(readBooks((name) => (bent.get(name) ?? []) as never))].map(inOneLine);
  };
  const listedOne = (bent: Map<string, Record<string, unknown>[]>) =>
    bent.get('editions')!.find(({ state }) => state === 'listed')!;
  expect(found(() => undefined)).toEqual([]);
  const bends: [string, (bent: Map<string, Record<string, unknown>[]>) => void][] = [
    ['its state', (bent) => Object.assign(listedOne(bent), { state: 'held' })],
    ['its number', (bent) => Object.assign(listedOne(bent).listing as object, { number: 'X' })],
    ['what became of the wish', (bent) => Object.assign(listedOne(bent), { listing: null })],
    ['whose a number is', (bent) => Object.assign(bent.get('listings')![0]!, { editionId: 'S-none-1' })],
    ['a number that is gone', (bent) => bent.get('listings')!.pop()],
  ];
  for (const [what, bend] of bends) expect([what, found(bend).length > 0]).toEqual([what, true]);
});
