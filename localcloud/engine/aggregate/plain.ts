import { failedAggregate } from '../errors';
import { roomOfSort } from '../query/room';
import { firstInOrder, type SortSpec } from '../query/sort';
import { fieldPath } from '../value/fieldPath';
import { show } from '../value/show';
import { isFields, type Value } from '../value/value';
import { Malformed, refusing } from './check/malformed';
import { optionsOf } from './check/stage';
import type { Stage } from './stage';

/** `$sort`: documents in the order of their fields; of them so many as the next stages look at, if not all. */
export function sort(spec: Value, needed = Number.POSITIVE_INFINITY): Stage {
  const order = refusing(() => sortOf(spec));
  return (documents) => firstInOrder(documents, order, needed, roomOfSort());
}

/** `$limit`: so many of the first documents. */
export function limit(spec: Value): Stage {
  const most = whole('$limit', spec, 1);
  return (documents) => documents.slice(0, most);
}

/** `$skip`: all but so many of the first documents. */
export function skip(spec: Value): Stage {
  const passed = whole('$skip', spec, 0);
  return (documents) => documents.slice(passed);
}

function sortOf(spec: Value): SortSpec {
  if (!isFields(spec)) throw new Malformed('(Location15973) the $sort key specification must be an object');
  const paths = Object.keys(spec);
  if (paths.length === 0) throw new Malformed('(Location15976) $sort stage must have at least one sort key');
  return paths.map((path) => {
    fieldPath(path);
    const order = spec[path];
    if (order !== 1 && order !== -1)
      throw new Malformed('(Location15975) $sort key ordering must be 1 (for ascending) or -1 (for descending)');
    return { path, order: order as 1 | -1 };
  });
}

function whole(name: string, spec: Value, least: number): number {
  if (typeof spec !== 'number' || !Number.isInteger(spec))
    throw failedAggregate(
      `(FailedToParse) invalid argument to ${name} stage: Expected an integer: ${name}: ${show(spec)}`,
    );
  if (spec < least)
    throw failedAggregate(
      name === '$limit'
        ? '(Location15958) the limit must be positive'
        : `(Location15956) ${name} must be a whole number that is not negative`,
    );
  return spec;
}

/** `$count`: one row with the number of documents; none when there are none. */
export function count(spec: Value): Stage {
  const complaint = countNameComplaint(spec);
  if (complaint !== null) throw failedAggregate(complaint);
  return (documents) => (documents.length === 0 ? [] : [{ [spec as string]: documents.length }]);
}

function countNameComplaint(name: Value): string | null {
  if (typeof name !== 'string' || name === '') return '(Location40157) the count field must be a non-empty string';
  if (name[0] === '$') return '(Location40158) the count field cannot be a $-prefixed path';
  if (name.includes('\0')) return '(Location40159) the count field cannot contain a null byte';
  if (name.includes('.')) return "(Location40160) the count field cannot contain '.'";
  if (name === '_id' || name === '__proto__') return `(Location9039800) the count field cannot be '${name}'`;
  return null;
}

/** `$sample`: so many documents, taken at random. */
export function sample(spec: Value): Stage {
  const { size } = refusing(() =>
    optionsOf(spec, ['size'], {
      notAnObject: () => '(Location28745) the $sample stage specification must be an object',
      unknown: (option) => `(Location28748) unrecognized option to $sample: ${option}`,
    }),
  );
  if (size === undefined) throw failedAggregate('(Location28749) $sample stage must specify a size');
  if (typeof size !== 'number') throw failedAggregate('(Location28746) size argument to $sample must be a number');
  if (!Number.isInteger(size) || size <= 0)
    throw failedAggregate('(Location28747) size argument to $sample must be a positive integer');
  return (documents) => {
    const pool = [...documents];
    const taken = Math.min(size, pool.length);
    for (let i = 0; i < taken; i++) {
      const j = i + Math.floor(Math.random() * (pool.length - i));
      [pool[i], pool[j]] = [pool[j]!, pool[i]!];
    }
    return pool.slice(0, taken);
  };
}
