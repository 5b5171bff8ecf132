// docs/exchange.schema.json is what the contract says. RECORD_SCHEMA=1 writes it.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { acknowledgement, EXCHANGE_FORM, registerFile } from '../shared/contract';

const FILE = join(__dirname, '../docs/exchange.schema.json');

const schemaOf = (of: z.ZodType): object => {
  const { $schema: _schema, ...rest } = z.toJSONSchema(of, { io: 'input' });
  return rest;
};

test('the schema of what an exchange is given and answers is current', () => {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Registers for a property exchange and its acknowledgements, form ${EXCHANGE_FORM}`,
    oneOf: [{ $ref: '#/$defs/register' }, { $ref: '#/$defs/acknowledgement' }],
    $defs: { register: schemaOf(registerFile), acknowledgement: schemaOf(acknowledgement) },
  };
  if (process.env.RECORD_SCHEMA) writeFileSync(FILE, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(schema);
});
