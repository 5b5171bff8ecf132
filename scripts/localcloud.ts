// The database and the storage alone, for any program that uses wx-server-sdk or @cloudbase/node-sdk:
//   npm run localcloud -- --port 4600 --data .local/mydata
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { DatabaseSchema } from '../localcloud/engine';
import { readSchema, SchemaFileError } from '../localcloud/schemaFile';
import { startEndpoint } from '../localcloud/wire';
import { CONDITION_USAGE, conditionOptions, readConditions } from './local/conditions';
import { explainStart, readPort } from './local/port';

const usage = `usage: npm run localcloud -- [--port N] [--data DIR] [--schema FILE] [--env NAME] [--strict-transactions]
  [CONDITIONS]
  --port N       port on 127.0.0.1 (default 4600; 0 takes a free one)
  --data DIR     keep documents and files in this folder (default: in memory only)
  --schema FILE  declared collections and indexes (default: cloudfunctions/database.json if it is there)
  --env NAME     name of the environment (default local-env)
  --strict-transactions  refuse queries in a transaction, as the platform's documents do and its server does not
Conditions of the real platform:
${CONDITION_USAGE}`;

function options() {
  try {
    return parseArgs({
      options: {
        port: { type: 'string', default: '4600' },
        data: { type: 'string' },
        schema: { type: 'string' },
        env: { type: 'string', default: 'local-env' },
        'strict-transactions': { type: 'boolean', default: false },
        ...conditionOptions,
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    return refuse((error as Error).message);
  }
}

function refuse(message: string): never {
  console.error(`${message}\n${usage}`);
  process.exit(2);
}

/** Declared collections and indexes; a file that is named has to be there. */
function declarations(file: string | undefined): DatabaseSchema {
  try {
    return readSchema(file ?? 'cloudfunctions/database.json', { isNamed: file !== undefined });
  } catch (error) {
    if (!(error instanceof SchemaFileError)) throw error;
    console.error(error.message);
    process.exit(2);
  }
}

function orRefuse<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    return refuse((error as Error).message);
  }
}

const { port, data, schema, env, help, 'strict-transactions': strictTransactions, ...given } = options();
if (help) {
  console.log(usage);
  process.exit(0);
}
const portNumber = orRefuse(() => readPort(port));
const conditions = orRefuse(() => readConditions(given));
if (!/^[A-Za-z0-9][\w-]{0,63}$/.test(env)) refuse(`'${env}' is no name for an environment: letters, digits, - and _`);
const declared = declarations(schema);

try {
  const endpoint = await startEndpoint({
    port: portNumber,
    dataDir: data === undefined ? null : resolve(data),
    schema: declared,
    envId: env,
    strictTransactions,
    conditions,
  });
  console.log(`Database and storage of '${env}' at ${endpoint.url}, ${data === undefined ? 'in memory only' : `kept in ${resolve(data)}`}.

Set these for a program that uses wx-server-sdk or @cloudbase/node-sdk:

${Object.entries(endpoint.environment)
  .map(([name, value]) => `  export ${name}='${value}'`)
  .join('\n')}

A collection must be created before it is used: db.createCollection('name'), or declare it. Ctrl-C stops.`);
  const stop = (): void => {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    void endpoint.close().then(() => process.exit(0));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  console.error(explainStart(error, portNumber, 'npm run localcloud'));
  process.exit(1);
}
