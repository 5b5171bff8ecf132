import { createHash } from 'node:crypto';

/** What the platform's interfaces answer, as their documents and the deployment's own library know it. */
export type Answer = Record<string, unknown>;
export type Params = Record<string, unknown>;

/** A failure as the platform tells it. */
export const failure = (Code: string, Message: string): Answer => ({
  Response: { RequestId: 'r-1', Error: { Code, Message } },
});
const done = (fields: Answer = {}): Answer => ({ Response: { RequestId: 'r-1', ...fields } });

export const THROTTLED = failure('RequestLimitExceeded', 'Your current request times equals to 21 in a second');
export const WRONG_SECRET = failure('AuthFailure.SecretIdNotFound', 'The SecretId is not found');
export const CONFLICT = failure('ResourceInUse', 'the table already exist');

interface KeptFunction {
  runtime: string;
  timeout: number;
  memorySize: number;
  variables: Record<string, string>;
  triggers: Map<string, string>;
  code: string;
}

type Keys = readonly { Name: string; Direction: string }[];

/** The connection ended, or whoever deploys was killed: nothing more is answered. */
export class Cut extends Error {}

/** What happens to a call instead of, or after, what it asked for. */
export type Fault = (action: string, nth: number) => Answer | 'cutBefore' | 'cutAfter' | undefined;

/** Answers of functions that are called, by their name. */
type Invoked = (name: string, event: Params) => unknown;

/** Stands in for an environment of the platform: keeps what is created, and counts it. */
export class StandIn {
  readonly collections = new Map<string, { rule: string; indexes: Map<string, { unique: boolean; keys: Keys }> }>();
  readonly functions = new Map<string, KeptFunction>();
  readonly files = new Map<string, string>();
  /** As the platform makes it: whoever made a file may read and write it. */
  storageRule = 'PRIVATE';
  /** Every call by its action, and what was created by it. */
  readonly calls: string[] = [];
  readonly created: string[] = [];
  fault: Fault = () => undefined;
  invoked: Invoked = (_, event) =>
    'probe' in event
      ? { ok: true, value: { codes: Object.fromEntries((event.probe as string[]).map((name) => [name, 40001])) } }
      : { isDone: true, from: 1, to: 1, step: null, remaining: 0 };

  /** Everything that is there, in an order of its own: what two deployments must agree in. */
  state(): unknown {
    return {
      collections: [...this.collections]
        .map(([name, { rule, indexes }]) => [name, rule, [...indexes].sort()])
        .sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
      functions: [...this.functions]
        .map(([name, { variables, triggers, ...kept }]) => ({
          name,
          ...kept,
          triggers: [...triggers],
          variables: { ...variables, ...(variables.OWNER_CODE ? { OWNER_CODE: 'set' } : {}) },
        }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      files: [...this.files].sort(),
      storageRule: this.storageRule,
    };
  }

  /** Answers a call of an interface by its name. Throws Cut when the line ends. */
  answer(action: string, params: Params): Answer {
    this.calls.push(action);
    const fault = this.fault(action, this.calls.length);
    if (fault === 'cutBefore') throw new Cut('socket hang up');
    if (fault && fault !== 'cutAfter') return fault;
    const answer = this.#perform(action, params);
    if (fault === 'cutAfter') throw new Cut('socket hang up');
    return answer;
  }

  #perform(action: string, params: Params): Answer {
    const table = String(params.TableName ?? params.CollectionName);
    const name = String(params.FunctionName);
    switch (action) {
      case 'DescribeEnvInfo':
        return done({
          EnvInfo: {
            EnvBaseInfo: {
              EnvId: 'shop-test',
              Status: 'NORMAL',
              Databases: [{ InstanceId: 'tnt-test' }],
              Storages: [{ Bucket: '7368-shop-test-1250000000', Region: 'ap-shanghai', AppId: '1250000000' }],
              Functions: [{ Namespace: 'shop-test' }],
              LogServices: [],
            },
          },
        });
      case 'DescribeTable': {
        const found = this.collections.get(table);
        if (!found) return failure('ResourceNotFound', 'the table is not exist');
        const indexes = [...found.indexes].map(([Name, { unique, keys }]) => ({ Name, Unique: unique, Keys: keys }));
        const own = { Name: '_id_', Unique: true, Keys: [{ Name: '_id', Direction: '1' }] };
        return done({ Indexes: [own, ...indexes] });
      }
      case 'CreateTable':
        if (this.collections.has(table)) return CONFLICT;
        // As the platform makes it: whoever created a document may read and write it.
        this.collections.set(table, { rule: 'PRIVATE', indexes: new Map() });
        return this.#made(`collection ${table}`);
      case 'UpdateTable':
        for (const index of params.CreateIndexes as { IndexName: string; MgoKeySchema: Answer }[]) {
          const { indexes } = this.collections.get(table)!;
          if (indexes.has(index.IndexName)) return failure('ResourceInUse', 'index already exist');
          const { MgoIndexKeys, MgoIsUnique } = index.MgoKeySchema;
          indexes.set(index.IndexName, { unique: Boolean(MgoIsUnique), keys: MgoIndexKeys as Keys });
          this.#made(`index ${table}.${index.IndexName}`);
        }
        return done();
      case 'DescribeSafeRule':
        return done({ AclTag: this.collections.get(table)!.rule });
      case 'ModifySafeRule':
        this.collections.get(table)!.rule = String(params.AclTag);
        return done();
      case 'DescribeStorageSafeRule':
        return done({ AclTag: this.storageRule });
      case 'ModifyStorageSafeRule':
        this.storageRule = String(params.AclTag);
        return done();
      case 'CreateFunction':
        if (this.functions.has(name)) return failure('ResourceInUse.FunctionName', 'the function is there');
        this.functions.set(name, {
          runtime: String(params.Runtime),
          timeout: Number(params.Timeout ?? 3),
          memorySize: Number(params.MemorySize ?? 256),
          variables: variablesIn(params),
          triggers: new Map(),
          code: codeIn(params),
        });
        return this.#made(`function ${name}`);
      case 'DatabaseMigrateImport':
        if (!this.files.has(String(params.FilePath))) return failure('InvalidParameter', 'there is no such file');
        return this.#made(`import ${table}`, { JobId: this.created.length });
      case 'DatabaseMigrateQueryInfo':
        return done({ Status: 'success' });
      default:
        return this.#ofFunction(action, name, params);
    }
  }

  /** Calls of a function that must be there. */
  #ofFunction(action: string, name: string, params: Params): Answer {
    const kept = this.functions.get(name);
    if (!kept) return failure('ResourceNotFound.FunctionName', 'the function is not there');
    switch (action) {
      case 'GetFunction':
        return done({
          Runtime: kept.runtime,
          Timeout: kept.timeout,
          MemorySize: kept.memorySize,
          Status: 'Active',
          Environment: { Variables: Object.entries(kept.variables).map(([Key, Value]) => ({ Key, Value })) },
          Triggers: [...kept.triggers].map(([TriggerName, config]) => ({
            TriggerName,
            Type: 'timer',
            TriggerDesc: JSON.stringify({ cron: config }),
          })),
        });
      case 'UpdateFunctionCode':
        kept.code = codeIn(params);
        return done();
      case 'UpdateFunctionConfiguration':
        kept.timeout = Number(params.Timeout ?? kept.timeout);
        kept.memorySize = Number(params.MemorySize ?? kept.memorySize);
        // The platform replaces all variables by those that are sent.
        if (params.Environment) kept.variables = variablesIn(params);
        return done();
      case 'BatchCreateTrigger':
        for (const { TriggerName, TriggerDesc } of JSON.parse(String(params.Triggers))) {
          kept.triggers.set(TriggerName, TriggerDesc);
          this.#made(`timer ${name}.${TriggerName}`);
        }
        return done();
      case 'DeleteTrigger':
        kept.triggers.delete(String(params.TriggerName));
        return done();
      case 'Invoke': {
        const event = JSON.parse(String(params.ClientContext ?? '{}'));
        return done({ Result: { InvokeResult: 0, RetMsg: JSON.stringify(this.invoked(name, event)) } });
      }
      default:
        return failure('InvalidAction', `${action} is not known here`);
    }
  }

  /** Puts a file into the storage. */
  put(path: string, content: Buffer): void {
    if (!this.files.has(path)) this.#made(`file ${path}`);
    this.files.set(path, createHash('md5').update(content).digest('hex'));
  }

  #made(what: string, answer: Answer = {}): Answer {
    this.created.push(what);
    return done(answer);
  }
}

const variablesIn = (params: Params): Record<string, string> => {
  const { Variables = [] } = (params.Environment ?? {}) as { Variables?: { Key: string; Value: string }[] };
  return Object.fromEntries(Variables.map(({ Key, Value }) => [Key, Value]));
};

/** A zip differs by the time at which it was made: what counts here is that there is one. */
const codeIn = (params: Params): string =>
  (params.Code as { ZipFile?: string } | undefined)?.ZipFile ? 'a zip' : 'nothing';
