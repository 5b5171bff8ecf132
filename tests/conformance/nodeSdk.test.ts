import { type Endpoint, startEndpoint } from '../../localcloud/wire';
import type { Any } from './cloud';

// @cloudbase/node-sdk itself: what wx-server-sdk hides of it is held to the same behaviour.
let endpoint: Endpoint;
let app: Any;
let db: Any;
let _: Any;

beforeAll(async () => {
  endpoint = await startEndpoint({ port: 0, dataDir: null, schema: { collections: { rows: {} } } });
  Object.assign(process.env, endpoint.environment);
  const tcb = require('@cloudbase/node-sdk');
  app = tcb.init({ env: 'local-env' });
  db = app.database();
  _ = db.command;
});
beforeEach(() => endpoint.engine.remove('rows', {}));
afterAll(() => endpoint.close());

test('adds one and several', async () => {
  const { id } = await db.collection('rows').add({ a: 1 });
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  const { ids } = await db.collection('rows').add([{ _id: 'x', a: 2 }, { a: 3 }]);
  expect(ids).toEqual(['x', expect.stringMatching(/^[0-9a-f]{32}$/)]);
  expect((await db.collection('rows').count()).total).toBe(3);
});

test('doc().get gives a list; in a transaction the document, or null', async () => {
  await db.collection('rows').add({ _id: 'x', a: 1 });
  expect((await db.collection('rows').doc('x').get()).data).toEqual([{ _id: 'x', a: 1 }]);
  expect((await db.collection('rows').doc('none').get()).data).toEqual([]);
  await db.runTransaction(async (transaction: Any) => {
    expect((await transaction.collection('rows').doc('x').get()).data).toEqual({ _id: 'x', a: 1 });
    expect((await transaction.collection('rows').doc('none').get()).data).toBeNull();
  });
});

test('create, set and delete of a document', async () => {
  expect((await db.collection('rows').doc('x').create({ a: 1 })).id).toBe('x');
  expect(await db.collection('rows').doc('y').set({ a: 1 })).toMatchObject({ updated: 0, upsertedId: 'y' });
  expect(await db.collection('rows').doc('y').set({ a: 1 })).toMatchObject({ updated: 1 });
  expect(await db.collection('rows').doc('y').delete()).toMatchObject({ deleted: 1 });
});

test('options: one document only', async () => {
  await db.collection('rows').add([{ k: 1 }, { k: 1 }, { k: 1 }]);
  expect((await db.collection('rows').where({ k: 1 }).options({ multiple: false }).update({ k: 2 })).updated).toBe(1);
  expect((await db.collection('rows').where({ k: 1 }).options({ multiple: false }).remove()).deleted).toBe(1);
  expect((await db.collection('rows').where({ k: 1 }).count()).total).toBe(1);
});

test('updateAndReturn gives the document as it is then', async () => {
  await db.collection('rows').add({ _id: 'x', n: 1 });
  expect(
    await db
      .collection('rows')
      .where({ _id: 'x' })
      .updateAndReturn({ n: _.inc(4) }),
  ).toMatchObject({
    updated: 1,
    doc: { _id: 'x', n: 5 },
  });
  expect(await db.collection('rows').where({ _id: 'none' }).updateAndReturn({ n: 1 })).toMatchObject({
    updated: 0,
    doc: null,
  });
});

test('raw queries, updates and pipelines', async () => {
  await db.collection('rows').add([{ n: 1 }, { n: 2 }]);
  const raw = db.collection('rows').options({ raw: true });
  expect((await raw.where({ n: { $gt: 1 } }).get()).data).toHaveLength(1);
  expect((await raw.where({ n: 1 }).update({ $set: { o: { p: 1 } }, $currentDate: { at: true } })).updated).toBe(1);
  const { data } = await raw
    .aggregate([{ $match: { n: 1 } }, { $project: { _id: 0, o: 1, at: { $type: '$at' } } }])
    .end();
  expect(data).toEqual([{ o: { p: 1 }, at: 'date' }]);
});

test('an ObjectId is kept as its text', async () => {
  const id = '5f0123456789abcdef012345';
  expect((await db.collection('rows').add({ _id: db.ObjectId({ id }), a: db.ObjectId({ id }) })).id).toBe(id);
  expect(
    (
      await db
        .collection('rows')
        .where({ a: db.ObjectId({ id }) })
        .get()
    ).data,
  ).toEqual([{ _id: id, a: id }]);
});

test('a conflict raised in the callback is retried, with its code', async () => {
  await db.collection('rows').add({ _id: 'x', n: 0 });
  let tries = 0;
  await db.runTransaction(async (transaction: Any) => {
    tries += 1;
    await transaction.collection('rows').doc('x').get();
    if (tries === 1)
      await db
        .collection('rows')
        .doc('x')
        .update({ n: _.inc(100) });
    await transaction
      .collection('rows')
      .doc('x')
      .update({ n: _.inc(1) });
  });
  expect(tries).toBe(2);
  expect((await db.collection('rows').doc('x').get()).data).toEqual([{ _id: 'x', n: 101 }]);
});

const failures: Array<[string, () => Promise<unknown>, string]> = [
  ['a missing collection', () => db.collection('none').get(), 'DATABASE_COLLECTION_NOT_EXIST'],
  ['an existing collection', () => db.createCollection('rows'), 'DATABASE_REQUEST_FAILED'],
  ['a duplicate', () => db.collection('rows').add([{ _id: 'd' }, { _id: 'd' }]), 'DATABASE_REQUEST_FAILED'],
  ['an unknown action', () => app.callFunction({ name: 'none' }), 'INVALID_PARAM'],
];
test.each(failures)('code of %s', async (_name, call, code) => {
  await expect(call()).rejects.toMatchObject({ code });
});

test('files', async () => {
  const { fileID } = await app.uploadFile({ cloudPath: 'n/ode.txt', fileContent: Buffer.from('node') });
  expect(String((await app.downloadFile({ fileID })).fileContent)).toBe('node');
  const { fileList } = await app.getFileInfo({ fileList: [fileID] });
  expect(fileList[0]).toMatchObject({ size: 4, mime: 'text/plain', fileName: 'ode.txt' });
});
