import { basename } from 'node:path';
import { type Answer, deployed, indexOf, indexRequest, isMissing, type ManagerNode } from './library';
import { type Clock, type DeployedFunction, type Platform, PlatformRefusal } from './platform';
import { withRetries } from './retry';

const CLOSED = 'ADMINONLY';
/** A function that was created or changed can be called after seconds; npm installs its one package there. */
const MOST_POLLS = 100;
const POLL_MS = 3_000;

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
    storageRule: async () => String((await call('rule of the storage', () => storage.getStorageAcl())) ?? ''),
    setStorageRule: async (tag) => {
      await call('rule of the storage', () => storage.setStorageAcl(tag));
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
