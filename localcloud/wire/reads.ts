import type { Engine } from '../engine';
import { exceeded, notInTransaction } from '../engine/errors';
import { stringifyEjson } from '../engine/value/ejson';
import { sizeWithin } from '../engine/value/size';
import type { Document, Fields } from '../engine/value/value';
import { type Act, settled, throwIfInTransaction } from './action';
import { collectionOf, idOf, optionalFields, queryOf, stagesOf, transactionOf, wholeNumber } from './asked';
import type { WireRequest } from './request';

/** `doc().get()`, and `where().get()` with its order and its part. */
export const getDocument: Act = async (engine, request) => {
  const name = collectionOf(request);
  const query = queryOf(request, engine.now());
  const transactionId = transactionOf(request);
  const isWhere = request.queryType === 'WHERE';
  if (transactionId && isWhere && engine.strictTransactions) throw notInTransaction('where().get');
  if (transactionId && !isWhere) {
    const document = engine.transactions.get(transactionId, name, idOf(query));
    return settled(engine, { data: { list: listed(engine, shaped(document, request, engine)), offset: 0 } });
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
  const rows = transactionId
    ? engine.transactions.find(transactionId, name, query, options)
    : engine.rows(name, query, options);
  const list = listed(engine, rows);
  return settled(engine, { data: isWhere ? { list, limit, offset } : { list, offset } });
};

/** `count()`. */
export const calculateDocument: Act = async (engine, request, caller) => {
  throwIfInTransaction('where().count', engine, request, caller);
  const total = engine.count(collectionOf(request), queryOf(request, engine.now()));
  return settled(engine, { data: { total } });
};

/** `aggregate().end()`. */
export const aggregateDocuments: Act = async (engine, request, caller) => {
  throwIfInTransaction('aggregate', engine, request, caller);
  const pipeline = stagesOf(request, engine.now());
  return settled(engine, { data: { list: listed(engine, engine.aggregateRows(collectionOf(request), pipeline)) } });
};

/** The documents of a result as the SDK reads them. @throws DatabaseError when they are too large together. */
function listed(engine: Engine, documents: Fields[]): string[] {
  const { queryResultBytes } = engine.limits;
  const tooLarge = () => exceeded(`The result is larger than ${queryResultBytes} bytes: ask for fewer rows or fields`);
  let bytes = 0;
  return documents.map((document) => {
    // Before it is written out: what shares its parts with itself may be small in memory and endless as text. No value is
    // counted here as more than six times its text.
    const most = queryResultBytes - bytes;
    if (sizeWithin(document, most * 6) > most * 6) throw tooLarge();
    const text = stringifyEjson(document);
    bytes += Buffer.byteLength(text);
    if (bytes > queryResultBytes) throw tooLarge();
    return text;
  });
}

function shaped(document: Document | undefined, request: WireRequest, engine: Engine): Fields[] {
  if (!document) return [];
  const projection = optionalFields(request.projection, 'projection', engine.now());
  return [projection ? engine.shape(document, projection) : document];
}
