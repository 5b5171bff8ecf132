import type { Engine } from '../engine';
import { exceeded, invalid } from '../engine/errors';
import { stringifyEjson } from '../engine/value/ejson';
import { storedSize } from '../engine/value/size';
import type { Fields } from '../engine/value/value';
import { type Act, throwIfInTransaction } from './action';
import { collectionOf, fieldsOf, idOf, queryOf, transactionOf } from './asked';
import type { WireRequest } from './request';

/** `createCollection()`. */
export const addCollection: Act = async (engine, request) => {
  await engine.createCollection(collectionOf(request));
  return {};
};

/** `add()`, of one document or several. */
export const insertDocument: Act = async (engine, request) => {
  const { data } = request;
  if (!Array.isArray(data)) throw invalid('data must be a list of documents');
  const documents = data.map((text) => fieldsOf(text, 'data', engine.now()));
  checkBytes(engine, documents);
  const transactionId = transactionOf(request);
  const ids = transactionId
    ? engine.transactions.insert(transactionId, collectionOf(request), documents)
    : await engine.insert(collectionOf(request), documents);
  return { data: { insertedIds: ids } };
};

/** `update()`, of one document or of all that match, and `doc().set()`. */
export const modifyDocument: Act = async (engine, request, caller) => {
  const name = collectionOf(request);
  const query = queryOf(request, engine.now());
  const fields = changesOf(engine, request);
  const transactionId = transactionOf(request);
  const isDoc = request.queryType === 'DOC';
  if (!isDoc) throwIfInTransaction('where().update', engine, request, caller);
  const isReplacement = request.merge === false;
  if (isReplacement && !isDoc) throw invalid('only doc().set() replaces a document');
  const result = transactionId
    ? isReplacement
      ? engine.transactions.set(transactionId, name, idOf(query), fields)
      : engine.transactions.update(transactionId, name, idOf(query), fields)
    : isReplacement
      ? await engine.set(name, idOf(query) as string, fields)
      : await engine.update(name, query, fields, {
          multi: request.multi === true,
          upsert: request.upsert === true,
        });
  const { updated, matched, upsertedId } = result;
  return { data: { updated, matched, ...(upsertedId === undefined ? {} : { upsert_id: upsertedId }) } };
};

/** `updateAndReturn()`, which wx-server-sdk does not have and @cloudbase/node-sdk has. */
export const modifyAndReturnDoc: Act = async (engine, request, caller) => {
  const name = collectionOf(request);
  const query = queryOf(request, engine.now());
  const fields = changesOf(engine, request);
  const transactionId = transactionOf(request);
  // Alone among the writes by query it does carry its transaction.
  if (!transactionId || engine.strictTransactions)
    throwIfInTransaction('where().updateAndReturn', engine, request, caller);
  const { updated, document } = transactionId
    ? engine.transactions.updateAndReturn(transactionId, name, query, fields)
    : await engine.updateAndReturn(name, query, fields);
  const text = document ? stringifyEjson(document) : null;
  const { replyBytes } = engine.limits;
  if (text && Buffer.byteLength(text) > replyBytes)
    throw exceeded(`The document was changed, but has more than the ${replyBytes} bytes of an answer`);
  return { data: { updated, doc: text } };
};

/** `remove()`, of one document or of all that match. */
export const removeDocument: Act = async (engine, request, caller) => {
  const name = collectionOf(request);
  const query = queryOf(request, engine.now());
  const transactionId = transactionOf(request);
  const isDoc = request.queryType === 'DOC';
  if (!isDoc) throwIfInTransaction('where().remove', engine, request, caller);
  const deleted = transactionId
    ? engine.transactions.remove(transactionId, name, idOf(query))
    : await engine.remove(name, query, { multi: request.multi === true });
  return { data: { deleted } };
};

/** What a request is to write. @throws DatabaseError when it is too large. */
function changesOf(engine: Engine, request: WireRequest): Fields {
  const fields = fieldsOf(request.data, 'data', engine.now());
  checkBytes(engine, [fields]);
  return fields;
}

function checkBytes(engine: Engine, brought: readonly Fields[]): void {
  const most = engine.limits.requestBytes;
  let bytes = 0;
  for (const fields of brought) bytes += storedSize(fields, most - bytes);
  if (bytes > most) throw exceeded(`data exceed max size: one write brings at most ${most} bytes, write it in parts`);
}
