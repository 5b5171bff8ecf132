import type { Engine } from '../engine';
import { collectionMissing, exceeded, invalid, notInTransaction } from '../engine/errors';
import { fromEjson, parseEjson, stringifyEjson } from '../engine/value/ejson';
import { sizeWithin, storedSize } from '../engine/value/size';
import { type Document, type Fields, isFields, type Value } from '../engine/value/value';
import type { Caller, WireRequest } from './request';

type Act = (request: WireRequest, caller: Caller) => Promise<Record<string, unknown>>;

/** The `database.*` actions. */
export function createDatabaseActions(engine: Engine): Record<string, Act> {
  /** A reply holds only what is in the data folder already, so that nobody acts on what a kill could undo. */
  const settled = async <Reply>(reply: Reply): Promise<Reply> => {
    await engine.flush();
    return reply;
  };

  /**
   * The SDK sends these without their transaction, so they run outside it and survive its rollback: on the platform
   * silently, here refused when transactions are strict.
   */
  const throwIfInTransaction = (what: string, request: WireRequest, { invocationId }: Caller): void => {
    const isInside = engine.strictTransactions && invocationId !== null && engine.transactions.isOpenIn(invocationId);
    if (transactionOf(request) !== null || isInside) throw notInTransaction(what);
  };

  const tooLarge = () =>
    exceeded(`The result is larger than ${engine.limits.queryResultBytes} bytes: ask for fewer rows or fields`);

  const listed = (documents: Fields[]): string[] => {
    let bytes = 0;
    return documents.map((document) => {
      // Before it is written out: what shares its parts with itself may be small in memory and endless as text. No value is
      // counted here as more than six times its text.
      const most = engine.limits.queryResultBytes - bytes;
      if (sizeWithin(document, most * 6) > most * 6) throw tooLarge();
      const text = stringifyEjson(document);
      bytes += Buffer.byteLength(text);
      if (bytes > engine.limits.queryResultBytes) throw tooLarge();
      return text;
    });
  };

  const within = (brought: Fields[]): void => {
    const most = engine.limits.requestBytes;
    let bytes = 0;
    for (const fields of brought) bytes += storedSize(fields, most - bytes);
    if (bytes > most) throw exceeded(`data exceed max size: one write brings at most ${most} bytes, write it in parts`);
  };

  /** What a request is to write. @throws DatabaseError when it is too large. */
  const changesOf = (request: WireRequest): Fields => {
    const fields = fieldsOf(request.data, 'data', engine.now());
    within([fields]);
    return fields;
  };

  return {
    'database.addCollection': async (request) => {
      await engine.createCollection(collectionOf(request));
      return {};
    },

    'database.insertDocument': async (request) => {
      const { data } = request;
      if (!Array.isArray(data)) throw invalid('data must be a list of documents');
      const documents = data.map((text) => fieldsOf(text, 'data', engine.now()));
      within(documents);
      const transactionId = transactionOf(request);
      const ids = transactionId
        ? engine.transactions.insert(transactionId, collectionOf(request), documents)
        : await engine.insert(collectionOf(request), documents);
      return { data: { insertedIds: ids } };
    },

    'database.getDocument': async (request) => {
      const name = collectionOf(request);
      const query = queryOf(request, engine.now());
      const transactionId = transactionOf(request);
      const isWhere = request.queryType === 'WHERE';
      if (transactionId && isWhere && engine.strictTransactions) throw notInTransaction('where().get');
      if (transactionId && !isWhere) {
        const document = engine.transactions.get(transactionId, name, idOf(query));
        return settled({ data: { list: listed(shaped(document, request, engine)), offset: 0 } });
      }
      const offset = wholeNumber(request.offset, 'offset') ?? 0;
      const asked = wholeNumber(request.limit, 'limit');
      const limit = isWhere ? Math.min(asked ?? engine.limits.defaultRows, engine.limits.maxRows) : 1;
      const options = {
        skip: offset,
        limit,
        sort: optionalFields(request.order, 'order', engine.now()),
        projection: optionalFields(request.projection, 'projection', engine.now()),
      };
      const list = listed(
        transactionId
          ? engine.transactions.find(transactionId, name, query, options)
          : engine.rows(name, query, options),
      );
      return settled({ data: isWhere ? { list, limit, offset } : { list, offset } });
    },

    'database.calculateDocument': async (request, caller) => {
      throwIfInTransaction('where().count', request, caller);
      const total = engine.count(collectionOf(request), queryOf(request, engine.now()));
      return settled({ data: { total } });
    },

    'database.modifyDocument': async (request, caller) => {
      const name = collectionOf(request);
      const query = queryOf(request, engine.now());
      const fields = changesOf(request);
      const transactionId = transactionOf(request);
      const isDoc = request.queryType === 'DOC';
      if (!isDoc) throwIfInTransaction('where().update', request, caller);
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
    },

    'database.modifyAndReturnDoc': async (request, caller) => {
      const name = collectionOf(request);
      const query = queryOf(request, engine.now());
      const fields = changesOf(request);
      const transactionId = transactionOf(request);
      // Alone among the writes by query it does carry its transaction.
      if (!transactionId || engine.strictTransactions) throwIfInTransaction('where().updateAndReturn', request, caller);
      const { updated, document } = transactionId
        ? engine.transactions.updateAndReturn(transactionId, name, query, fields)
        : await engine.updateAndReturn(name, query, fields);
      const text = document ? stringifyEjson(document) : null;
      const { replyBytes } = engine.limits;
      if (text && Buffer.byteLength(text) > replyBytes)
        throw exceeded(`The document was changed, but has more than the ${replyBytes} bytes of an answer`);
      return { data: { updated, doc: text } };
    },

    'database.removeDocument': async (request, caller) => {
      const name = collectionOf(request);
      const query = queryOf(request, engine.now());
      const transactionId = transactionOf(request);
      const isDoc = request.queryType === 'DOC';
      if (!isDoc) throwIfInTransaction('where().remove', request, caller);
      const deleted = transactionId
        ? engine.transactions.remove(transactionId, name, idOf(query))
        : await engine.remove(name, query, { multi: request.multi === true });
      return { data: { deleted } };
    },

    'database.aggregateDocuments': async (request, caller) => {
      throwIfInTransaction('aggregate', request, caller);
      const pipeline = stagesOf(request, engine.now());
      return settled({ data: { list: listed(engine.aggregateRows(collectionOf(request), pipeline)) } });
    },

    'database.startTransaction': async (_request, caller) => ({
      transactionId: engine.transactions.begin(caller.invocationId),
    }),

    'database.commitTransaction': async (request) => {
      await engine.transactions.commit(transactionOf(request) ?? '');
      return {};
    },

    'database.abortTransaction': async (request) => {
      engine.transactions.abort(transactionOf(request) ?? '');
      return {};
    },
  };
}

function collectionOf(request: WireRequest): string {
  const { collectionName } = request;
  if (typeof collectionName !== 'string' || collectionName === '')
    throw collectionMissing(String(collectionName ?? ''));
  return collectionName;
}

const transactionOf = (request: WireRequest): string | null =>
  typeof request.transactionId === 'string' && request.transactionId !== '' ? request.transactionId : null;

function fieldsOf(text: unknown, name: string, now: number): Fields {
  const value = typeof text === 'string' ? parseEjson(text, now) : fromEjson(text, now);
  if (!isFields(value)) throw invalid(`${name} must be an object`);
  return value;
}

const optionalFields = (text: unknown, name: string, now: number): Fields | undefined =>
  text === undefined || text === null || text === '' ? undefined : fieldsOf(text, name, now);

const queryOf = (request: WireRequest, now: number): Fields => optionalFields(request.query, 'query', now) ?? {};

function idOf(query: Fields): Value {
  const { _id: id } = query;
  if (typeof id !== 'string' && typeof id !== 'number') throw invalid('a document is named by its _id');
  return id;
}

function wholeNumber(value: unknown, name: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0)
    throw invalid(`${name} must be a whole number that is not negative`);
  return value;
}

function stagesOf(request: WireRequest, now: number): Fields[] {
  const { stages } = request;
  if (!Array.isArray(stages)) throw invalid('stages must be a list');
  return stages.map((stage: { stageKey?: unknown; stageValue?: unknown }) => {
    const { stageKey, stageValue } = stage ?? {};
    if (typeof stageKey !== 'string') throw invalid('a stage names its operator as stageKey');
    return { [stageKey]: typeof stageValue === 'string' ? parseEjson(stageValue, now) : fromEjson(stageValue, now) };
  });
}

function shaped(document: Document | undefined, request: WireRequest, engine: Engine): Fields[] {
  if (!document) return [];
  const projection = optionalFields(request.projection, 'projection', engine.now());
  return [projection ? engine.shape(document, projection) : document];
}
