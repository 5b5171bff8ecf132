import type { Act } from './action';
import { transactionOf } from './asked';
import { aggregateDocuments, calculateDocument, getDocument } from './reads';
import { addCollection, insertDocument, modifyAndReturnDoc, modifyDocument, removeDocument } from './writes';

const startTransaction: Act = async (engine, _request, caller) => ({
  transactionId: engine.transactions.begin(caller.invocationId),
});

const commitTransaction: Act = async (engine, request) => {
  await engine.transactions.commit(transactionOf(request) ?? '');
  return {};
};

const abortTransaction: Act = async (engine, request) => {
  engine.transactions.abort(transactionOf(request) ?? '');
  return {};
};

/** The `database.*` actions by their names. */
export const databaseActions: Readonly<Record<string, Act>> = {
  'database.addCollection': addCollection,
  'database.insertDocument': insertDocument,
  'database.getDocument': getDocument,
  'database.calculateDocument': calculateDocument,
  'database.modifyDocument': modifyDocument,
  'database.modifyAndReturnDoc': modifyAndReturnDoc,
  'database.removeDocument': removeDocument,
  'database.aggregateDocuments': aggregateDocuments,
  'database.startTransaction': startTransaction,
  'database.commitTransaction': commitTransaction,
  'database.abortTransaction': abortTransaction,
};
