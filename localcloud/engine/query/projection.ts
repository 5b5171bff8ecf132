import { failedQuery } from '../errors';
import { areEqual } from '../value/compare';
import { collisionAmong, collisionText, fieldPath, MalformedPath } from '../value/fieldPath';
import { segmentsOf } from '../value/path';
import { show } from '../value/show';
import { type Fields, fieldOf, isFields, type Value } from '../value/value';
import { compileElement } from './match';
import { matchedPosition } from './position';
import type { MatchContext } from './predicate';

type Shaper = (document: Fields) => Fields;
/** A tree of paths: true at its leaves. */
interface Tree {
  [segment: string]: Tree | true;
}

/**
 * Compiles the field list of a find: fields in or out (not both, `_id` aside), `$slice`, `$elemMatch` and `array.$`.
 * @throws DatabaseError for anything else.
 */
export function compileProjection(projection: Fields, query: Fields, context: MatchContext): Shaper {
  const kept: string[] = [];
  const dropped: string[] = [];
  const slices: Array<[string, Slice]> = [];
  const elements: Array<[string, (value: Value | undefined) => boolean]> = [];
  const positions: string[] = [];
  let idIsKept: boolean | undefined;
  for (const path of projectionPaths(projection)) {
    const wish = projection[path] as Value;
    if (isFields(wish)) {
      const [operator, ...more] = Object.keys(wish);
      if (more.length > 0)
        throw failedQuery(`(BadValue) >1 field in obj: ${path}: ${show(wish)}: a projection takes one operator`);
      if (operator === '$slice') slices.push([path, checkedSlice(wish.$slice as Value)]);
      else if (operator === '$elemMatch' && isFields(wish.$elemMatch))
        elements.push([path, compileElement(wish.$elemMatch, context)]);
      else throw failedQuery(`(BadValue) Unsupported projection option: ${path}: ${show(wish)}`);
    } else if (typeof wish !== 'boolean' && typeof wish !== 'number')
      throw failedQuery(`(BadValue) Unsupported projection option: ${path}: ${show(wish)}: give true or false`);
    else if (path === '_id') idIsKept = Boolean(wish);
    else if (path.endsWith('.$')) {
      if (!wish) throw failedQuery('(Location31395) positional projection cannot be used with exclusion');
      positions.push(path.slice(0, -2));
    } else (wish ? kept : dropped).push(path);
  }
  if (positions.length > 1)
    throw failedQuery('(Location31276) Cannot specify more than one positional projection per query.');
  const isInclusion =
    kept.length > 0 ||
    elements.length > 0 ||
    positions.length > 0 ||
    (idIsKept === true && dropped.length === 0 && slices.length === 0);
  if (isInclusion && dropped.length > 0)
    throw failedQuery('(BadValue) Projection cannot have a mix of inclusion and exclusion.');

  const included = treeOf([...kept, ...positions, ...elements.map(([path]) => path), ...slices.map(([path]) => path)]);
  const excluded = treeOf(dropped);
  return (document) => {
    let shaped: Fields = isInclusion ? keep(document, included) : drop(document, excluded);
    const id = fieldOf(document, '_id');
    if (idIsKept === false) delete shaped._id;
    else if (id !== undefined) shaped = { _id: id, ...shaped };
    for (const [path, slice] of slices) replaceAt(shaped, path, (value) => sliced(value, slice));
    for (const [path, test] of elements)
      replaceAt(shaped, path, (value) => (Array.isArray(value) ? value.filter(test).slice(0, 1) : undefined));
    for (const path of positions) {
      const position = matchedPosition(query, document, path, context);
      replaceAt(shaped, path, (value) =>
        Array.isArray(value) && position !== null ? [value[position] as Value] : value,
      );
    }
    for (const [path] of elements) if (areEqual(fieldOf(shaped, path), [])) delete shaped[path];
    return shaped;
  };
}

function treeOf(paths: string[]): Tree {
  const tree: Tree = {};
  for (const path of paths) {
    let branch = tree;
    const segments = segmentsOf(path, failedQuery);
    segments.forEach((segment, i) => {
      const next = Object.hasOwn(branch, segment) ? branch[segment] : undefined;
      if (i === segments.length - 1) branch[segment] = true;
      else if (next === undefined || next === true) branch = branch[segment] = {};
      else branch = next;
    });
  }
  return tree;
}

const branchOf = (tree: Tree, key: string): Tree | true | undefined =>
  Object.hasOwn(tree, key) ? tree[key] : undefined;

/** What the tree names, in the document's own order; arrays on the way keep their subdocuments alone. */
export function keep(document: Fields, tree: Tree): Fields {
  const result: Fields = {};
  for (const key of Object.keys(document)) {
    const branch = branchOf(tree, key);
    if (branch === undefined) continue;
    const value = branch === true ? document[key] : keepIn(document[key] as Value, branch);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function keepIn(value: Value, tree: Tree): Value | undefined {
  if (Array.isArray(value)) return value.map((item) => keepIn(item, tree)).filter((item) => item !== undefined);
  return isFields(value) ? keep(value, tree) : undefined;
}

/** Everything but what the tree names. */
export function drop(document: Fields, tree: Tree): Fields {
  const result: Fields = {};
  for (const key of Object.keys(document)) {
    const branch = branchOf(tree, key);
    if (branch === true) continue;
    result[key] = branch === undefined ? (document[key] as Value) : dropIn(document[key] as Value, branch);
  }
  return result;
}

function dropIn(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return value.map((item) => dropIn(item, tree));
  return isFields(value) ? drop(value, tree) : value;
}

/** Puts a new value at a path of a shaped document; subdocuments on the way are copied, undefined removes. */
function replaceAt(document: Fields, path: string, change: (value: Value) => Value | undefined): void {
  const segments = path.split('.');
  let parent = document;
  for (const segment of segments.slice(0, -1)) {
    const next = fieldOf(parent, segment);
    if (!isFields(next)) return;
    parent = parent[segment] = { ...next };
  }
  const last = segments[segments.length - 1]!;
  const value = fieldOf(parent, last);
  if (value === undefined) return;
  const changed = change(value);
  if (changed === undefined) delete parent[last];
  else parent[last] = changed;
}

/** The paths of a find's field list. @throws DatabaseError when one is malformed, or two collide. */
function projectionPaths(projection: Fields): string[] {
  const paths = Object.keys(projection);
  try {
    for (const path of paths) fieldPath(path.endsWith('.$') ? path.slice(0, -2) : path);
  } catch (error) {
    if (error instanceof MalformedPath) throw failedQuery(error.message);
    throw error;
  }
  const collision = collisionAmong(paths.map((path) => path.replace(/\.\$$/, '')));
  if (collision) throw failedQuery(collisionText(collision));
  return paths;
}

type Slice = number | [skip: number, limit: number];

function checkedSlice(slice: Value): Slice {
  const isWhole = (value: Value | undefined): value is number => Number.isInteger(value);
  if (isWhole(slice)) return slice;
  if (!Array.isArray(slice) || slice.length !== 2 || !isWhole(slice[0]) || !isWhole(slice[1]))
    throw failedQuery('(Location28667) Invalid $slice syntax: it takes a whole number, or [skip, limit]');
  const [skip, limit] = slice;
  if (limit <= 0) throw failedQuery(`(Location28724) $slice limit must be positive, it is ${limit}`);
  return [skip, limit];
}

function sliced(value: Value, slice: Slice): Value {
  if (!Array.isArray(value)) return value;
  if (typeof slice === 'number') return slice >= 0 ? value.slice(0, slice) : value.slice(slice);
  const [skip, limit] = slice;
  const from = skip >= 0 ? skip : Math.max(0, value.length + skip);
  return value.slice(from, from + limit);
}

export { treeOf };
