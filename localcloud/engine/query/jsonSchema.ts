import { failedQuery } from '../errors';
import { areEqual } from '../value/compare';
import { Regex } from '../value/regex';
import { type Fields, fieldOf, isFields, type Value } from '../value/value';
import { checkKeyword } from './keywords';
import { leafTests } from './leaves';

type Check = (value: Value) => boolean;

/** What JSON Schema's `type` calls by another name than MongoDB. */
const jsonTypes: Record<string, string> = { boolean: 'bool', integer: 'int' };

/** Compiles `$jsonSchema` with the keywords that MongoDB takes. @throws DatabaseError for an unknown keyword. */
export function compileJsonSchema(schema: Value): Check {
  if (!isFields(schema)) throw failedQuery('(TypeMismatch) $jsonSchema must be an object');
  const checks = Object.keys(schema).map((keyword) => compileKeyword(keyword, schema[keyword] as Value, schema));
  return (value) => checks.every((check) => check(value));
}

const onNumber =
  (check: (value: number) => boolean): Check =>
  (value) =>
    typeof value !== 'number' || check(value);
const onText =
  (check: (value: string) => boolean): Check =>
  (value) =>
    typeof value !== 'string' || check(value);
const onArray =
  (check: (value: Value[]) => boolean): Check =>
  (value) =>
    !Array.isArray(value) || check(value);
const onFields =
  (check: (value: Fields) => boolean): Check =>
  (value) =>
    !isFields(value) || check(value);
const several = (operand: Value): Check[] => {
  if (!Array.isArray(operand)) throw failedQuery('(TypeMismatch) $jsonSchema keyword must be an array');
  return operand.map(compileJsonSchema);
};

const listed = (keyword: string, operand: Value): Value[] => {
  if (!Array.isArray(operand)) throw failedQuery(`(TypeMismatch) $jsonSchema keyword '${keyword}' must be an array`);
  return operand;
};

/** The types by their MongoDB names; `asJson` for the names of JSON Schema. */
const typed = (operand: Value, asJson: boolean): Check =>
  leafTests.type(
    (Array.isArray(operand) ? operand : [operand]).map((name) => (asJson ? (jsonTypes[String(name)] ?? name) : name)),
  );

const always: Check = () => true;

type Keyword = (operand: Value, schema: Fields) => Check;

const forFields: Record<string, Keyword> = {
  required: (operand) => {
    const names = listed('required', operand);
    return onFields((value) => names.every((name) => fieldOf(value, String(name)) !== undefined));
  },
  properties: (operand) => {
    if (!isFields(operand)) throw failedQuery("(TypeMismatch) $jsonSchema keyword 'properties' must be an object");
    const checks = Object.keys(operand).map((name) => [name, compileJsonSchema(operand[name] as Value)] as const);
    return onFields((value) =>
      checks.every(([name, check]) => {
        const field = fieldOf(value, name);
        return field === undefined || check(field);
      }),
    );
  },
  additionalProperties: (operand, schema) => {
    const known = new Set(isFields(schema.properties) ? Object.keys(schema.properties) : []);
    const check: Check = typeof operand === 'boolean' ? () => operand : compileJsonSchema(operand);
    return onFields((value) => Object.keys(value).every((key) => known.has(key) || check(value[key] as Value)));
  },
  minProperties: (least) => onFields((value) => Object.keys(value).length >= Number(least)),
  maxProperties: (most) => onFields((value) => Object.keys(value).length <= Number(most)),
};

const forArrays: Record<string, Keyword> = {
  items: (operand) => {
    const check = compileJsonSchema(operand);
    return onArray((value) => value.every(check));
  },
  minItems: (least) => onArray((value) => value.length >= Number(least)),
  maxItems: (most) => onArray((value) => value.length <= Number(most)),
  uniqueItems: (isAsked) =>
    onArray((value) => !isAsked || value.every((item, i) => !value.slice(0, i).some((other) => areEqual(item, other)))),
};

const forScalars: Record<string, Keyword> = {
  minimum: (operand, { exclusiveMinimum }) => {
    const least = Number(operand);
    return onNumber((value) => (exclusiveMinimum === true ? value > least : value >= least));
  },
  maximum: (operand, { exclusiveMaximum }) => {
    const most = Number(operand);
    return onNumber((value) => (exclusiveMaximum === true ? value < most : value <= most));
  },
  multipleOf: (factor) => onNumber((value) => value % Number(factor) === 0),
  minLength: (least) => onText((value) => [...value].length >= Number(least)),
  maxLength: (most) => onText((value) => [...value].length <= Number(most)),
  pattern: (operand) => onText(leafTests.regex(new Regex(operand as string, ''))),
};

const forAll: Record<string, Keyword> = {
  bsonType: (operand) => typed(operand, false),
  type: (operand) => typed(operand, true),
  enum: (operand) => {
    const items = listed('enum', operand);
    return (value) => items.some((item) => areEqual(item, value));
  },
  allOf: (operand) => {
    const checks = several(operand);
    return (value) => checks.every((check) => check(value));
  },
  anyOf: (operand) => {
    const checks = several(operand);
    return (value) => checks.some((check) => check(value));
  },
  oneOf: (operand) => {
    const checks = several(operand);
    return (value) => checks.filter((check) => check(value)).length === 1;
  },
  not: (operand) => {
    const check = compileJsonSchema(operand);
    return (value) => !check(value);
  },
  // Looked at by minimum and maximum.
  exclusiveMinimum: () => always,
  exclusiveMaximum: () => always,
  title: () => always,
  description: () => always,
};

const keywords: Record<string, Keyword> = { ...forFields, ...forArrays, ...forScalars, ...forAll };

function compileKeyword(keyword: string, operand: Value, schema: Fields): Check {
  checkKeyword(keyword, operand, schema);
  if (!Object.hasOwn(keywords, keyword)) throw failedQuery(`(FailedToParse) Unknown $jsonSchema keyword: ${keyword}`);
  return keywords[keyword]!(operand, schema);
}
