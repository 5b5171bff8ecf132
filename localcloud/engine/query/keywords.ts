import { failedQuery } from '../errors';
import { type Fields, isFields, type Value } from '../value/value';

type Claim = readonly [isRight: (operand: Value, schema: Fields) => boolean, what: string];

const isText = (value: Value): boolean => typeof value === 'string';
const isList = (value: Value): value is Value[] => Array.isArray(value) && value.length > 0;
const areTexts = (value: Value): boolean => isList(value) && value.every(isText);
const isBoolean = (value: Value): boolean => typeof value === 'boolean';

const size: Claim = [(operand) => Number.isInteger(operand) && (operand as number) >= 0, 'a non-negative whole number'];
const number: Claim = [(operand) => typeof operand === 'number', 'a number'];
const text: Claim = [isText, 'a string'];
const list: Claim = [isList, 'an array with at least one element'];
const types: Claim = [(operand) => isText(operand) || areTexts(operand), 'a string or an array of strings'];
const beside = (limit: string): Claim => [
  (operand, schema) => isBoolean(operand) && schema[limit] !== undefined,
  `a boolean beside the keyword '${limit}'`,
];

/** What the keywords of `$jsonSchema` take; those that are not here are checked where they are compiled. */
const claims: Record<string, Claim> = {
  minProperties: size,
  maxProperties: size,
  minItems: size,
  maxItems: size,
  minLength: size,
  maxLength: size,
  minimum: number,
  maximum: number,
  multipleOf: [(operand) => typeof operand === 'number' && operand > 0, 'a positive number'],
  exclusiveMinimum: beside('minimum'),
  exclusiveMaximum: beside('maximum'),
  uniqueItems: [isBoolean, 'a boolean'],
  additionalProperties: [(operand) => isBoolean(operand) || isFields(operand), 'an object or a boolean'],
  pattern: text,
  title: text,
  description: text,
  required: [areTexts, 'an array of at least one string'],
  type: types,
  bsonType: types,
  enum: list,
  allOf: list,
  anyOf: list,
  oneOf: list,
};

/** @throws DatabaseError when a keyword's operand is not of the kind that it takes. */
export function checkKeyword(keyword: string, operand: Value, schema: Fields): void {
  const claim = Object.hasOwn(claims, keyword) ? claims[keyword] : undefined;
  if (claim && !claim[0](operand, schema))
    throw failedQuery(`(TypeMismatch) $jsonSchema keyword '${keyword}' must be ${claim[1]}`);
}
