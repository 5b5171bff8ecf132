import { typeName } from '../../value/compare';
import { checkFieldName, fieldPath } from '../../value/fieldPath';
import { show } from '../../value/show';
import { type Fields, isFields, type Value } from '../../value/value';
import { Malformed } from './malformed';
import { checkNewVariable, type Scope } from './variables';

/** Checks an expression that stands within another. */
type CheckPart = (expression: Value, scope: Scope) => void;

/** Operators with rules beyond the names of their arguments; those names have been checked already. */
export const specialChecks: Record<string, (named: Fields, scope: Scope, check: CheckPart) => void> = {
  $map: (named, scope, check) => {
    check(named.input as Value, scope);
    check(named.in as Value, within(scope, named.as));
  },
  $filter: (named, scope, check) => {
    check(named.input as Value, scope);
    check(named.cond as Value, within(scope, named.as));
    if (named.limit !== undefined) check(named.limit, scope);
  },
  $reduce: (named, scope, check) => {
    check(named.input as Value, scope);
    check(named.initialValue as Value, scope);
    check(named.in as Value, new Set([...scope, 'this', 'value']));
  },
  $let: (named, scope, check) => {
    const { vars } = named;
    if (!isFields(vars))
      throw new Malformed(`(Location10065) invalid parameter: expected an object (vars), found ${typeName(vars)}`);
    const names = Object.keys(vars).map(checkNewVariable);
    for (const name of names) check(vars[name] as Value, scope);
    check(named.in as Value, new Set([...scope, ...names]));
  },
  $switch: (named, scope, check) => {
    const { branches } = named;
    if (!Array.isArray(branches))
      throw new Malformed(`(Location40061) $switch expected an array for 'branches', found: ${typeName(branches)}`);
    if (branches.length === 0) throw new Malformed('(Location40068) $switch requires at least one branch.');
    for (const branch of branches) checkBranch(branch, scope, check);
    if (named.default !== undefined) check(named.default, scope);
  },
  $zip: (named, scope, check) => {
    const { inputs, useLongestLength, defaults } = named;
    if (!Array.isArray(inputs))
      throw new Malformed(`(Location34461) inputs must be an array of expressions, found ${typeName(inputs)}`);
    if (inputs.length === 0) throw new Malformed('(Location34465) $zip requires at least one input array');
    if (useLongestLength !== undefined && typeof useLongestLength !== 'boolean')
      throw new Malformed(`(Location34463) useLongestLength must be a bool, found ${typeName(useLongestLength)}`);
    for (const input of inputs) check(input, scope);
    if (defaults === undefined) return;
    if (!Array.isArray(defaults))
      throw new Malformed(`(Location34462) defaults must be an array of expressions, found ${typeName(defaults)}`);
    if (useLongestLength !== true)
      throw new Malformed('(Location34466) cannot specify defaults unless useLongestLength is true');
    if (defaults.length !== inputs.length)
      throw new Malformed('(Location34467) defaults and inputs must have the same length');
    for (const otherwise of defaults) check(otherwise, scope);
  },
  $sortArray: (named, scope, check) => {
    check(named.input as Value, scope);
    const { sortBy } = named;
    if (sortBy === 1 || sortBy === -1) return;
    if (!isFields(sortBy) || Object.keys(sortBy).length === 0)
      throw new Malformed(
        '(Location2942505) The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
      );
    for (const path of Object.keys(sortBy)) {
      fieldPath(path);
      if (sortBy[path] !== 1 && sortBy[path] !== -1)
        throw new Malformed('(Location2942506) The $sort element value must be either 1 or -1');
    }
  },
  $dateFromParts: (named, scope, check) => {
    const natural = ['year', 'month', 'day'].find((key) => named[key] !== undefined);
    const iso = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'].find((key) => named[key] !== undefined);
    if (named.year === undefined && named.isoWeekYear === undefined)
      throw new Malformed("(Location40516) $dateFromParts requires either 'year' or 'isoWeekYear' to be present");
    if (natural !== undefined && iso !== undefined)
      throw new Malformed('(Location40489) $dateFromParts does not allow mixing natural dates with ISO dates');
    for (const key of Object.keys(named)) check(named[key] as Value, scope);
  },
  $median: onQuantile,
  $percentile: onQuantile,
  $getField: onConstantField,
  $setField: onConstantField,
  $unsetField: onConstantField,
};

function onQuantile(named: Fields, scope: Scope, check: CheckPart): void {
  if (named.method !== 'approximate')
    throw new Malformed(
      `(BadValue) Currently only 'approximate' can be used as a percentile 'method', found ${show(named.method)}`,
    );
  for (const key of Object.keys(named)) check(named[key] as Value, scope);
}

function onConstantField(named: Fields, scope: Scope, check: CheckPart): void {
  const { field, ...others } = named;
  const name = isFields(field) && Object.keys(field).length === 1 && '$literal' in field ? field.$literal : field;
  if (typeof name !== 'string')
    throw new Malformed(
      `(Location5654602) the 'field' of this operator must evaluate to type String, but got ${typeName(name)}`,
    );
  if (name === field && name[0] === '$')
    throw new Malformed(
      "(Location5654600) A field path reference which is not allowed in this context. Did you mean {$literal: '" +
        `${name}'}?`,
    );
  if (name === '__proto__') checkFieldName(name);
  for (const key of Object.keys(others)) check(others[key] as Value, scope);
}

const within = (scope: Scope, name: Value | undefined): Scope =>
  new Set([...scope, name === undefined ? 'this' : checkNewVariable(name)]);

function checkBranch(branch: Value, scope: Scope, check: CheckPart): void {
  if (!isFields(branch))
    throw new Malformed(`(Location40062) $switch expected each branch to be an object, found: ${typeName(branch)}`);
  for (const key of Object.keys(branch))
    if (key !== 'case' && key !== 'then')
      throw new Malformed(`(Location40063) $switch found an unknown argument to a branch: ${key}`);
  for (const [code, key] of [
    ['40064', 'case'],
    ['40065', 'then'],
  ] as const) {
    const part = branch[key];
    if (part === undefined)
      throw new Malformed(`(Location${code}) $switch requires each branch have a '${key}' expression: ${show(branch)}`);
    check(part, scope);
  }
}
