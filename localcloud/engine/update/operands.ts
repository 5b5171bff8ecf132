import { failedUpdate } from '../errors';
import { typeName } from '../value/compare';
import { show } from '../value/show';
import { type Fields, isFields, type Value } from '../value/value';
import { pullTest } from './arrays';
import { checkPath, isNumber } from './paths';

/** Names that start with a dollar are not stored. @throws DatabaseError */
export function checkNames(value: Value, path = ''): void {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) checkNames(item, `${path}.${i}`);
  else if (isFields(value))
    for (const key of Object.keys(value)) {
      const here = path === '' ? key : `${path}.${key}`;
      if (key[0] === '$')
        throw failedUpdate(`The dollar ($) prefixed field '${key}' in '${here}' is not valid for storage.`);
      if (key.includes('\0')) throw failedUpdate('(BadValue) a field name cannot contain a null byte');
      checkNames(value[key] as Value, here);
    }
}

type Check = (operand: Value, path: string) => void;

const number =
  (verb: string): Check =>
  (operand, path) => {
    if (!isNumber(operand)) throw failedUpdate(`Cannot ${verb} with non-numeric argument: {${path}: ${show(operand)}}`);
  };

const currentDate: Check = (operand) => {
  const unknown = isFields(operand) ? Object.keys(operand).find((key) => key !== '$type') : undefined;
  if (unknown !== undefined) throw failedUpdate(`Unrecognized $currentDate option: ${unknown}`);
  const kind = isFields(operand) ? operand.$type : operand;
  if (kind !== true && (kind !== 'date' || !isFields(operand)))
    throw failedUpdate(
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'date'}).`,
    );
};

const rename: Check = (operand, path) => {
  if (typeof operand !== 'string')
    throw failedUpdate(`The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
  if (path === operand)
    throw failedUpdate(`The source and target field for $rename must differ: ${path}: ${show(operand)}`);
  for (const [name, which] of [
    [path, 'source'],
    [operand, 'destination'],
  ] as const)
    if (checkPath(name).some((segment) => segment[0] === '$'))
      throw failedUpdate(`The ${which} field for $rename may not be dynamic: ${name}`);
};

const bit: Check = (operand) => {
  if (!isFields(operand))
    throw failedUpdate(
      `The $bit modifier is not compatible with a ${typeName(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}}`,
    );
  if (Object.keys(operand).length === 0)
    throw failedUpdate(
      'You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}}',
    );
  for (const name of Object.keys(operand)) {
    const by = operand[name];
    if (!['and', 'or', 'xor'].includes(name))
      throw failedUpdate(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${show(by)}}`,
      );
    if (!Number.isSafeInteger(by))
      throw failedUpdate(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(by)}' is not supported here: {${name}: ${show(by)}}`,
      );
  }
};

/** The elements of `$each`; undefined when the operand is one element. @throws DatabaseError */
function eachOf(operator: string, operand: Value): Value[] | undefined {
  if (!isFields(operand) || !Object.hasOwn(operand, '$each')) return undefined;
  if (!Array.isArray(operand.$each))
    throw failedUpdate(
      `The argument to $each in ${operator} must be an array but it was of type: ${typeName(operand.$each)}`,
    );
  return operand.$each;
}

const push: Check = (operand, path) => {
  const each = eachOf('$push', operand);
  checkNames(each ?? operand, path);
  if (!each || !isFields(operand)) return;
  const unknown = Object.keys(operand).find((key) => !['$each', '$position', '$slice', '$sort'].includes(key));
  if (unknown !== undefined) throw failedUpdate(`Unrecognized clause in $push: ${unknown}`);
  for (const name of ['$position', '$slice']) {
    const value = operand[name];
    if (value !== undefined && !Number.isInteger(value))
      throw failedUpdate(`The value for ${name} must be an integer value but was given type: ${typeName(value)}`);
  }
  if (operand.$sort !== undefined) checkSort(operand.$sort);
};

function checkSort(sort: Value): void {
  if (sort === 1 || sort === -1) return;
  if (!isFields(sort) || Object.keys(sort).length === 0)
    throw failedUpdate(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  for (const path of Object.keys(sort)) {
    if (path === '') throw failedUpdate('The $sort field cannot be empty');
    if (path.split('.').includes(''))
      throw failedUpdate(`The $sort field is a dotted field but has an empty part: ${path}`);
    if (sort[path] !== 1 && sort[path] !== -1) throw failedUpdate('The $sort element value must be either 1 or -1');
  }
}

const addToSet: Check = (operand, path) => {
  const each = eachOf('$addToSet', operand);
  if (each && Object.keys(operand as Fields).length > 1)
    throw failedUpdate(`Found unexpected fields after $each in $addToSet: ${show(operand)}`);
  checkNames(each ?? operand, path);
};

const pop: Check = (operand) => {
  if (operand !== 1 && operand !== -1) throw failedUpdate(`$pop expects 1 or -1, found: ${show(operand)}`);
};

const pullAll: Check = (operand) => {
  if (!Array.isArray(operand))
    throw failedUpdate(`$pullAll requires an array argument but was given a ${typeName(operand)}`);
};

const checks: Record<string, Check> = {
  $set: checkNames,
  $setOnInsert: checkNames,
  $min: checkNames,
  $max: checkNames,
  $inc: number('increment'),
  $mul: number('multiply'),
  $currentDate: currentDate,
  $rename: rename,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pullAll: pullAll,
  // The condition is compiled again for each document, by its own clock; here only whether it can be.
  $pull: (operand) => {
    pullTest(operand, { now: 0 });
  },
};

/**
 * Checks what an operator is given, whether or not there is a document to change.
 * @throws DatabaseError with MongoDB's complaint.
 */
export function checkOperand(operator: string, operand: Value, path: string): void {
  checks[operator]?.(operand, path);
}
