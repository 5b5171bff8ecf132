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

function compileKeyword(keyword: string, operand: Value, schema: Fields): Check {
  checkKeyword(keyword, operand, schema);
  const limit = Number(operand);
  switch (keyword) {
    case 'bsonType':
    case 'type': {
      const names = (Array.isArray(operand) ? operand : [operand]).map((name) =>
        keyword === 'type' ? (jsonTypes[String(name)] ?? name) : name,
      );
      return leafTests.type(names);
    }
    case 'required':
      if (!Array.isArray(operand)) throw failedQuery("(TypeMismatch) $jsonSchema keyword 'required' must be an array");
      return onFields((value) => operand.every((name) => fieldOf(value, String(name)) !== undefined));
    case 'properties': {
      if (!isFields(operand)) throw failedQuery("(TypeMismatch) $jsonSchema keyword 'properties' must be an object");
      const checks = Object.keys(operand).map((name) => [name, compileJsonSchema(operand[name] as Value)] as const);
      return onFields((value) =>
        checks.every(([name, check]) => {
          const field = fieldOf(value, name);
          return field === undefined || check(field);
        }),
      );
    }
    case 'additionalProperties': {
      const known = new Set(isFields(schema.properties) ? Object.keys(schema.properties) : []);
      const check: Check = typeof operand === 'boolean' ? () => operand : compileJsonSchema(operand);
      return onFields((value) => Object.keys(value).every((key) => known.has(key) || check(value[key] as Value)));
    }
    case 'minProperties':
      return onFields((value) => Object.keys(value).length >= limit);
    case 'maxProperties':
      return onFields((value) => Object.keys(value).length <= limit);
    case 'items': {
      const check = compileJsonSchema(operand);
      return onArray((value) => value.every(check));
    }
    case 'minItems':
      return onArray((value) => value.length >= limit);
    case 'maxItems':
      return onArray((value) => value.length <= limit);
    case 'uniqueItems':
      return onArray(
        (value) => !operand || value.every((item, i) => !value.slice(0, i).some((other) => areEqual(item, other))),
      );
    case 'minimum':
      return onNumber((value) => (schema.exclusiveMinimum === true ? value > limit : value >= limit));
    case 'maximum':
      return onNumber((value) => (schema.exclusiveMaximum === true ? value < limit : value <= limit));
    case 'multipleOf':
      return onNumber((value) => value % limit === 0);
    case 'minLength':
      return onText((value) => [...value].length >= limit);
    case 'maxLength':
      return onText((value) => [...value].length <= limit);
    case 'pattern': {
      const matches = leafTests.regex(new Regex(operand as string, ''));
      return onText(matches);
    }
    case 'enum':
      if (!Array.isArray(operand)) throw failedQuery("(TypeMismatch) $jsonSchema keyword 'enum' must be an array");
      return (value) => operand.some((item) => areEqual(item, value));
    case 'allOf': {
      const checks = several(operand);
      return (value) => checks.every((check) => check(value));
    }
    case 'anyOf': {
      const checks = several(operand);
      return (value) => checks.some((check) => check(value));
    }
    case 'oneOf': {
      const checks = several(operand);
      return (value) => checks.filter((check) => check(value)).length === 1;
    }
    case 'not': {
      const check = compileJsonSchema(operand);
      return (value) => !check(value);
    }
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'title':
    case 'description':
      return () => true;
    default:
      throw failedQuery(`(FailedToParse) Unknown $jsonSchema keyword: ${keyword}`);
  }
}
