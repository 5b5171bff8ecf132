import * as sdk from 'wx-server-sdk';
import { countRequest } from './requests';

/** What the functions use of wx-server-sdk, with the types that its own declarations leave open. */
interface Cloud {
  init(options: { env: unknown; throwOnNotFound?: boolean }): void;
  readonly DYNAMIC_CURRENT_ENV: unknown;
  getWXContext(): {
    OPENID?: string;
    APPID?: string;
    ENV?: string;
    SOURCE?: string;
    CLIENTIP?: string;
    CLIENTIPV6?: string;
    /** Set by a door that knows sessions; WeChat has none. */
    SESSIONID?: string;
  };
  database(options: { throwOnNotFound: boolean }): Database;
  callFunction(options: { name: string; data: unknown }): Promise<{ result: unknown }>;
  uploadFile(options: { cloudPath: string; fileContent: Buffer }): Promise<{ fileID: string }>;
  downloadFile(options: { fileID: string }): Promise<{ fileContent: Buffer }>;
  deleteFile(options: { fileList: readonly string[] }): Promise<unknown>;
  /** A file that is not there has an empty address. */
  getTempFileURL(options: { fileList: readonly string[] }): Promise<{
    fileList: readonly { readonly fileID: string; readonly tempFileURL: string; readonly status: number }[];
  }>;
  readonly cloudPay: Record<string, (data: Record<string, unknown>) => Promise<Record<string, unknown>>>;
  readonly openapi: Record<string, Record<string, (data: Record<string, unknown>) => Promise<Record<string, unknown>>>>;
}

export interface DocumentReference {
  get(): Promise<{ data: unknown }>;
  set(options: { data: object }): Promise<{ stats: { updated: number; created: number } }>;
  update(options: { data: object }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
  field(fields: object): DocumentReference;
}

export interface Query {
  where(condition: object): Query;
  orderBy(field: string, order: 'asc' | 'desc'): Query;
  limit(count: number): Query;
  skip(count: number): Query;
  field(fields: object): Query;
  get(): Promise<{ data: unknown[] }>;
  count(): Promise<{ total: number }>;
  update(options: { data: object }): Promise<{ stats: { updated: number } }>;
  remove(): Promise<{ stats: { removed: number } }>;
}

export interface CollectionReference extends Query {
  doc(id: string): DocumentReference;
  add(options: { data: object }): Promise<{ _id: string }>;
  aggregate(): Aggregate;
}

/**
 * What a stage lays beside each row: documents whose field equals one of the row's, or the rows of a pipeline in the
 * database's own form, in which `let` names values of the row.
 */
export interface Lookup {
  readonly from: string;
  readonly localField?: string;
  readonly foreignField?: string;
  readonly let?: object;
  readonly pipeline?: readonly object[];
  readonly as: string;
}

export interface Aggregate {
  match(condition: object): Aggregate;
  project(fields: object): Aggregate;
  lookup(lookup: Lookup): Aggregate;
  unwind(field: string): Aggregate;
  sort(fields: object): Aggregate;
  group(fields: object): Aggregate;
  limit(count: number): Aggregate;
  end(): Promise<{ list: Record<string, unknown>[] }>;
}

export interface TransactionReference {
  collection(name: string): { doc(id: string): DocumentReference; add(options: { data: object }): Promise<unknown> };
  commit(): Promise<unknown>;
  rollback(reason?: unknown): Promise<unknown>;
}

/** One operator of a query or an update; what it holds is the SDK's affair. */
export type Operator = { readonly and: (other: unknown) => Operator };

export interface Database {
  collection(name: string): CollectionReference;
  startTransaction(): Promise<TransactionReference>;
  RegExp(options: { regexp: string; options?: string }): unknown;
  readonly command: Record<
    | 'eq'
    | 'neq'
    | 'gt'
    | 'gte'
    | 'lt'
    | 'lte'
    | 'in'
    | 'nin'
    | 'all'
    | 'exists'
    | 'set'
    | 'inc'
    | 'push'
    | 'pull'
    | 'addToSet'
    | 'or'
    | 'and'
    | 'not',
    (...values: unknown[]) => Operator
  > & {
    remove(): Operator;
    readonly aggregate: Record<'sum' | 'first' | 'max' | 'min' | 'push' | 'addToSet', (value: unknown) => unknown>;
  };
}

const real = sdk as unknown as Cloud;

real.init({ env: real.DYNAMIC_CURRENT_ENV });

/** Does one call that asks something of the cloud, and counts it. */
const asked = <T>(call: () => Promise<T>): Promise<T> => {
  countRequest();
  return call();
};

/** The SDK. What of it asks something of the cloud is counted, but for the cashier, whose door counts by itself. */
export const cloud = Object.create(real, {
  callFunction: { value: (options: never) => asked(() => real.callFunction(options)) },
  uploadFile: { value: (options: never) => asked(() => real.uploadFile(options)) },
  downloadFile: { value: (options: never) => asked(() => real.downloadFile(options)) },
  deleteFile: { value: (options: never) => asked(() => real.deleteFile(options)) },
  getTempFileURL: { value: (options: never) => asked(() => real.getTempFileURL(options)) },
}) as Cloud;

/**
 * Calls an open interface of WeChat, and counts it. Its name is written out, group and verb behind `cloud.openapi`, and
 * stands in `permissions.openapi` of the config.json of every function that reaches the call: a test reads it there.
 */
export const askOpenapi = asked<Record<string, unknown>>;

const realDatabase = real.database({ throwOnNotFound: false });

/** The database. Beginning, committing and rolling back a transaction are requests of their own, and counted. */
export const database = Object.create(realDatabase, {
  startTransaction: {
    value: async (): Promise<TransactionReference> => {
      const begun = await asked(() => realDatabase.startTransaction());
      return Object.create(begun, {
        commit: { value: () => asked(() => begun.commit()) },
        rollback: { value: (reason?: unknown) => asked(() => begun.rollback(reason)) },
      }) as TransactionReference;
    },
  },
}) as Database;
/** Operators of queries and updates: `_.gte(5)`, `_.inc(1)`. */
export const _ = database.command;
/** Operators of aggregations: `aggregate.sum('$left')`. */
export const aggregate = _.aggregate;
