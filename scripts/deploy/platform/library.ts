import type { DeployedFunction, Index } from './platform';

export type Answer = Record<string, unknown>;

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
    getStorageAcl(): Promise<string>;
    setStorageAcl(acl: string): Promise<unknown>;
  };
  readonly env: { getEnvInfo(): Promise<{ EnvInfo: { Storages?: { Bucket: string }[] } }> };
  commonService(): { call(request: { Action: string; Param: Answer }): Promise<Answer> };
}

/** A timer's fields as the platform keeps them: the expression, or JSON around it. */
function timerOf(description: unknown): string {
  const text = String(description);
  if (!text.startsWith('{')) return text;
  return String((JSON.parse(text) as { cron?: unknown }).cron ?? text);
}

/** A function as its description has it. */
export function deployed(name: string, detail: Answer): DeployedFunction {
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

/** Whether a failure says that the thing is not there. */
export const isMissing = (error: unknown): boolean => {
  const { code = '', message = '', statusCode } = error as { code?: string; message?: string; statusCode?: number };
  return statusCode === 404 || /ResourceNotFound|NoSuchKey|NotFound/.test(`${code} ${message}`);
};

/** How an index is asked for. */
export const indexRequest = ({ name, fields, isUnique }: Index): Answer => ({
  IndexName: name,
  MgoKeySchema: {
    MgoIndexKeys: fields.map(({ field, order }) => ({ Name: field, Direction: String(order) })),
    MgoIsUnique: isUnique,
  },
});

/** An index as a collection's description has it. */
export const indexOf = ({ Name, Unique = false, Keys }: LibraryIndex): Index => ({
  name: Name,
  isUnique: Unique,
  fields: Keys.map((key) => ({
    field: key.Name,
    order: key.Direction === '2dsphere' ? '2dsphere' : key.Direction === '-1' ? -1 : 1,
  })),
});
