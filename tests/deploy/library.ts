import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { ManagerNode } from '../../scripts/deploy/platform/library';
import type { Answer, Params, StandIn } from './standIn';

/** What @cloudbase/manager-node makes of its calls, over a stand-in instead of the network. */
export function libraryOver(standIn: StandIn): ManagerNode {
  const request = async (action: string, params: Params): Promise<Answer> => {
    const { Response } = standIn.answer(action, params) as { Response: Answer };
    const { Code, Message } = (Response.Error ?? {}) as { Code?: string; Message?: string };
    if (Code) throw Object.assign(new Error(`[${action}] ${Message}`), { code: Code, name: 'CloudBaseError' });
    return Response;
  };
  const environment = ({ envVariables = {} }: Record<string, unknown>): Answer => ({
    Environment: { Variables: Object.entries(envVariables as object).map(([Key, Value]) => ({ Key, Value })) },
  });
  const code = { Code: { ZipFile: 'UEsDBA==' } };
  return {
    database: {
      createCollectionIfNotExists: async (TableName) => {
        // The library takes any failure for "it is not there".
        const exists = await request('DescribeTable', { TableName }).then(
          () => true,
          () => false,
        );
        if (!exists) await request('CreateTable', { TableName });
        return { IsCreated: !exists };
      },
      describeCollection: (TableName) => request('DescribeTable', { TableName }),
      import: async (CollectionName, { FilePath }, { ObjectKeyPrefix }) => {
        const place = `${ObjectKeyPrefix}/${basename(FilePath)}`;
        standIn.put(place, readFileSync(FilePath));
        return (await request('DatabaseMigrateImport', { CollectionName, FilePath: place })) as { JobId: number };
      },
      migrateStatus: async (JobId) => (await request('DatabaseMigrateQueryInfo', { JobId })) as { Status: string },
      updateCollection: (TableName, change) => request('UpdateTable', { TableName, ...change }),
    },
    functions: {
      getFunctionDetail: (FunctionName) => request('GetFunction', { FunctionName }),
      createFunction: async ({ func }) => {
        const { name: FunctionName, runtime: Runtime, timeout: Timeout, memorySize: MemorySize } = func;
        await request('CreateFunction', { FunctionName, Runtime, Timeout, MemorySize, ...environment(func), ...code });
      },
      updateFunctionCode: ({ func }) => request('UpdateFunctionCode', { FunctionName: func.name, ...code }),
      updateFunctionConfig: (func) =>
        request('UpdateFunctionConfiguration', {
          FunctionName: func.name,
          Timeout: func.timeout,
          MemorySize: func.memorySize,
          ...environment(func),
        }),
      createFunctionTriggers: (FunctionName, triggers) =>
        request('BatchCreateTrigger', {
          FunctionName,
          Triggers: JSON.stringify(triggers.map(({ name, config }) => ({ TriggerName: name, TriggerDesc: config }))),
        }),
      deleteFunctionTrigger: (FunctionName, TriggerName) => request('DeleteTrigger', { FunctionName, TriggerName }),
      invokeFunction: async (FunctionName, event) =>
        (await request('Invoke', { FunctionName, ClientContext: JSON.stringify(event) })).Result as Answer,
    },
    storage: {
      getFileInfo: async (path) => {
        const digest = standIn.files.get(path);
        if (digest === undefined) throw Object.assign(new Error('NoSuchKey'), { statusCode: 404 });
        return { ETag: `"${digest}"` };
      },
      getStorageAcl: async () => String((await request('DescribeStorageSafeRule', {})).AclTag),
      setStorageAcl: (AclTag) => request('ModifyStorageSafeRule', { AclTag }),
      uploadFile: async ({ localPath, cloudPath }) => standIn.put(cloudPath, readFileSync(localPath)),
    },
    env: {
      getEnvInfo: async () => {
        const { EnvInfo } = (await request('DescribeEnvInfo', {})) as { EnvInfo: { EnvBaseInfo: Answer } };
        return { EnvInfo: EnvInfo.EnvBaseInfo };
      },
    },
    commonService: () => ({ call: ({ Action, Param }) => request(Action, Param) }),
  };
}
