import { basename } from 'node:path';
import { type Clock, type DeployedFunction, type Index, type Platform, PlatformRefusal } from './platform';
import { withRetries } from './retry';

type Answer = Record<string, unknown>;

interface LibraryIndex {
  readonly Name: string;
  readonly Unique?: boolean;
  readonly Keys: readonly { readonly Name: string; readonly Direction: string }[];
}

interface LibraryFunction {
  readonly name: string;
  readonly [setting: string]: unknown;
}

/** The part of @cloudbase/manager-node that is used. */
export interface ManagerNode {
  readonly database: {
    createCollectionIfNotExists(name: string): Promise<{ IsCreated: boolean }>;
    describeCollection(name: string): Promise<{ Indexes?: LibraryIndex[] }>;
    updateCollection(collection: string, change: Answer): Promise<unknown>;
    import(collection: string, file: { FilePath: string }, options: Answer): Promise<{ JobId: number }>;
    migrateStatus(job: number): Promise<{ Status: string; ErrorMsg?: string }>;
  };
  readonly functions: {
    getFunctionDetail(name: string): Promise<Answer>;
    createFunction(request: { func: LibraryFunction; functionRootPath: string; deployMode: 'zip' }): Promise<unknown>;
    updateFunctionCode(request: {
      func: LibraryFunction;
      functionRootPath: string;
      deployMode: 'zip';
    }): Promise<unknown>;
    updateFunctionConfig(func: LibraryFunction): Promise<unknown>;
    createFunctionTriggers(name: string, triggers: readonly Answer[]): Promise<unknown>;
    deleteFunctionTrigger(name: string, trigger: string): Promise<unknown>;
    invokeFunction(name: string, event: object): Promise<Answer>;
  };
  readonly storage: {
    getFileInfo(cloudPath: string): Promise<{ ETag?: string }>;
    uploadFile(request: { localPath: string; cloudPath: string }): Promise<unknown>;
  };
  readonly env: { getEnvInfo(): Promise<{ EnvInfo: { Storages?: { Bucket: string }[] } }> };
  commonService(): { call(request: { Action: string; Param: Answer }): Promise<Answer> };
}

const CLOSED = 'ADMINONLY';
/** A function that was created or changed can be called after seconds; npm installs its one package there. */
const MOST_POLLS = 100;
const POLL_MS = 3_000;

/** A timer's fields as the platform keeps them: the expression, or JSON around it. */
function timerOf(description: unknown): string {
  const text = String(description);
  if (!text.startsWith('{')) return text;
  return String((JSON.parse(text) as { cron?: unknown }).cron ?? text);
}

function deployed(name: string, detail: Answer): DeployedFunction {
  const variables =
    (detail.Environment as { Variables?: { Key: string; Value: string }[] } | undefined)?.Variables ?? [];
  const triggers = (detail.Triggers as { TriggerName: string; TriggerDesc: string; Type?: string }[] | undefined) ?? [];
  return {
    name,
    runtime: String(detail.Runtime),
    status: String(detail.Status),
    timeout: Number(detail.Timeout),
    memorySize: Number(detail.MemorySize),
    variables: Object.fromEntries(variables.map(({ Key, Value }) => [Key, Value])),
    triggers: triggers
      .filter(({ Type }) => Type === undefined || Type === 'timer')
      .map(({ TriggerName, TriggerDesc }) => ({ name: TriggerName, config: timerOf(TriggerDesc) })),
  };
}

const isMissing = (error: unknown): boolean => {
  const { code = '', message = '', statusCode } = error as { code?: string; message?: string; statusCode?: number };
  return statusCode === 404 || /ResourceNotFound|NoSuchKey|NotFound/.test(`${code} ${message}`);
};

const indexRequest = ({ name, fields, isUnique }: Index): Answer => ({
  IndexName: name,
  MgoKeySchema: {
    MgoIndexKeys: fields.map(({ field, order }) => ({ Name: field, Direction: String(order) })),
    MgoIsUnique: isUnique,
  },
});

const indexOf = ({ Name, Unique = false, Keys }: LibraryIndex): Index => ({
  name: Name,
  isUnique: Unique,
  fields: Keys.map((key) => ({
    field: key.Name,
    order: key.Direction === '2dsphere' ? '2dsphere' : key.Direction === '-1' ? -1 : 1,
  })),
});

/** A thing that is there already was made by the try before, whose answer was lost. */
async function unlessThere(make: () => Promise<unknown>): Promise<void> {
  try {
    await make();
  } catch (error) {
    const { code = '', message = '' } = error as { code?: string; message?: string };
    if (!/ResourceInUse|already exist|IndexExist/i.test(`${code} ${message}`)) throw error;
  }
}

/** The platform through its own library. */
export function cloudBase(library: ManagerNode, environment: string, clock: Clock): Platform {
  const { database, functions, storage } = library;
  const call = <T>(what: string, perform: () => Promise<T>): Promise<T> => withRetries(what, clock, perform);
  const rule = (Action: string, more: Answer): Promise<Answer> =>
    library.commonService().call({ Action, Param: { EnvId: environment, ...more } });

  const detailOf = (name: string): Promise<DeployedFunction | undefined> =>
    call(`function ${name}`, async () => {
      try {
        return deployed(name, await functions.getFunctionDetail(name));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    });

  const settled = async (name: string): Promise<void> => {
    for (let polls = 0; polls < MOST_POLLS; polls += 1) {
      const status = (await detailOf(name))?.status;
      if (status === 'Active') return;
      if (/Fail/i.test(status ?? ''))
        throw new PlatformRefusal(`function ${name}: the platform says ${status}: see its log in the console`, status!);
      await clock.sleep(POLL_MS);
    }
    throw new PlatformRefusal(`function ${name}: still not ready after ${(MOST_POLLS * POLL_MS) / 1000} s`, 'Timeout');
  };

  let known: string | undefined;
  const bucketName = async (): Promise<string> => {
    if (known) return known;
    const { EnvInfo } = await call('environment', () => library.env.getEnvInfo());
    known = EnvInfo.Storages?.[0]?.Bucket;
    if (!known) throw new PlatformRefusal(`environment ${environment} has no cloud storage`, 'NoStorage');
    return known;
  };

  return {
    createCollection: async (name) =>
      (await call(`collection ${name}`, () => database.createCollectionIfNotExists(name))).IsCreated,
    indexesOf: async (name) => {
      const { Indexes = [] } = await call(`collection ${name}`, () => database.describeCollection(name));
      return Indexes.filter(({ Name }) => Name !== '_id_').map(indexOf);
    },
    createIndex: async (collection, index) => {
      await call(`index ${collection}.${index.name}`, () =>
        unlessThere(() => database.updateCollection(collection, { CreateIndexes: [indexRequest(index)] })),
      );
    },
    ruleOf: async (collection) => {
      const answer = await call(`rule of ${collection}`, () =>
        rule('DescribeSafeRule', { CollectionName: collection }),
      );
      return String(answer.AclTag ?? '');
    },
    closeToClients: async (collection) => {
      await call(`rule of ${collection}`, () => rule('ModifySafeRule', { CollectionName: collection, AclTag: CLOSED }));
    },
    functionNamed: detailOf,
    createFunction: async ({ name, timeout, memorySize, variables }, runtime, functionRootPath) => {
      const func = {
        name,
        runtime,
        handler: 'index.main',
        timeout,
        memorySize,
        installDependency: true,
        envVariables: variables,
      };
      await call(`function ${name}`, () =>
        unlessThere(() => functions.createFunction({ func, functionRootPath, deployMode: 'zip' })),
      );
      await settled(name);
    },
    updateCode: async (name, runtime, functionRootPath) => {
      const func = { name, runtime, handler: 'index.main', installDependency: true };
      await call(`function ${name}`, () => functions.updateFunctionCode({ func, functionRootPath, deployMode: 'zip' }));
      await settled(name);
    },
    updateSettings: async ({ name, timeout, memorySize, variables }) => {
      await call(`function ${name}`, () =>
        functions.updateFunctionConfig({ name, timeout, memorySize, envVariables: variables }),
      );
      await settled(name);
    },
    createTriggers: async (name, triggers) => {
      const typed = triggers.map((trigger) => ({ ...trigger, type: 'timer' }));
      await call(`timers of ${name}`, () => functions.createFunctionTriggers(name, typed));
    },
    removeTrigger: async (name, trigger) => {
      await call(`timer ${name}.${trigger}`, () => functions.deleteFunctionTrigger(name, trigger));
    },
    invoke: async (name, event) => {
      const { RetMsg, ErrMsg, InvokeResult } = await call(`call of ${name}`, () =>
        functions.invokeFunction(name, event),
      );
      if (InvokeResult !== undefined && InvokeResult !== 0)
        throw new PlatformRefusal(`call of ${name}: ${String(ErrMsg || RetMsg)}`, String(InvokeResult));
      return RetMsg === undefined || RetMsg === '' ? null : JSON.parse(String(RetMsg));
    },
    fileDigest: (cloudPath) =>
      call(`file ${cloudPath}`, async () => {
        try {
          return (await storage.getFileInfo(cloudPath)).ETag?.replaceAll('"', '');
        } catch (error) {
          if (isMissing(error)) return undefined;
          throw error;
        }
      }),
    upload: async (localPath, cloudPath) => {
      await call(`file ${basename(cloudPath)}`, () => storage.uploadFile({ localPath, cloudPath }));
    },
    fileId: async (cloudPath) => `cloud://${environment}.${await bucketName()}/${cloudPath}`,
    importLines: async (collection, FilePath) => {
      const options = { ObjectKeyPrefix: 'deploy', FileType: 'json', StopOnError: true, ConflictMode: 'upsert' };
      const { JobId } = await call(`import into ${collection}`, () =>
        database.import(collection, { FilePath }, { ...options }),
      );
      for (let polls = 0; polls < MOST_POLLS; polls += 1) {
        const { Status, ErrorMsg } = await call(`import into ${collection}`, () => database.migrateStatus(JobId));
        if (Status === 'success') return;
        if (/fail/i.test(Status)) throw new PlatformRefusal(`import into ${collection}: ${ErrorMsg}`, Status);
        await clock.sleep(POLL_MS);
      }
      throw new PlatformRefusal(
        `import into ${collection}: not done after ${(MOST_POLLS * POLL_MS) / 1000} s`,
        'Timeout',
      );
    },
  };
}
