import { holdRow } from '../compute';
import { failedAggregate } from '../errors';
import type { MatchContext } from '../query/predicate';
import { drop, keep, treeOf } from '../query/projection';
import { typeName } from '../value/compare';
import { collisionAmong, collisionText, fieldPath } from '../value/fieldPath';
import { show } from '../value/show';
import { type Fields, fieldOf, isFields, type Value } from '../value/value';
import { Malformed, refusing } from './check/malformed';
import { optionsOf } from './check/stage';
import { compileExpression, type Expression } from './evaluate';
import { type Leaf, leavesOf } from './specification';
import type { Stage } from './stage';

interface Computed {
  segments: string[];
  compute: Expression;
}

const isFlag = (value: Value): boolean => typeof value === 'number' || typeof value === 'boolean';

const computedBy = ({ path, value }: Leaf, context: MatchContext, stage: string): Computed => ({
  segments: path.split('.'),
  compute: compileExpression(value, context, stage),
});

/** Whether the fields named are those that stay; `_id` aside, the first one says so. @throws Malformed for a mix. */
function isInclusive(leaves: Leaf[]): boolean {
  const decisive = leaves.filter(({ path, value }) => !(path === '_id' && isFlag(value)));
  const first = decisive[0];
  if (!first) return leaves.some(({ value }) => Boolean(value));
  const stays = ({ value }: Leaf): boolean => !isFlag(value) || Boolean(value);
  const other = decisive.find((leaf) => stays(leaf) !== stays(first));
  if (!other) return stays(first);
  if (stays(first))
    throw new Malformed(`(Location31254) Cannot do exclusion on field ${other.path} in inclusion projection`);
  if (isFlag(other.value))
    throw new Malformed(`(Location31253) Cannot do inclusion on field ${other.path} in exclusion projection`);
  throw new Malformed(`(Location31310) Cannot use an expression ${show(other.value)} in an exclusion projection`);
}

/** `$project`: fields in, out (not both, `_id` aside), or computed. */
export function project(spec: Value, context: MatchContext): Stage {
  const leaves = refusing(() => leavesOf(spec, '$project'), '$project');
  const isInclusion = refusing(() => isInclusive(leaves), '$project');
  const id = leaves.find(({ path, value }) => path === '_id' && isFlag(value));
  const named = leaves.filter((leaf) => leaf !== id);
  const paths = named.filter(({ value }) => isFlag(value)).map(({ path }) => path);
  if (!isInclusion) {
    const excluded = treeOf(id && !id.value ? [...paths, '_id'] : paths);
    return (documents) => documents.map((document) => drop(document, excluded));
  }
  const included = treeOf(paths);
  const computed = named.filter(({ value }) => !isFlag(value)).map((leaf) => computedBy(leaf, context, '$project'));
  const keepsId = (!id || Boolean(id.value)) && !computed.some(({ segments }) => segments[0] === '_id');
  return (documents) =>
    documents.map((document) => {
      const shaped: Fields = {};
      const own = fieldOf(document, '_id');
      if (own !== undefined && keepsId) shaped._id = own;
      Object.assign(shaped, keep(document, included));
      return withComputed(shaped, document, computed);
    });
}

/** `$addFields`, which is also `$set`: fields computed and put beside, or in the place of, those that are there. */
export function addFields(spec: Value, context: MatchContext, stage = '$addFields'): Stage {
  const leaves = refusing(() => leavesOf(spec, '$addFields'), stage);
  const computed = leaves.map((leaf) => computedBy(leaf, context, stage));
  return (documents) => documents.map((document) => withComputed({ ...document }, document, computed));
}

function withComputed(target: Fields, document: Fields, computed: Computed[]): Fields {
  holdRow(target);
  for (const { segments, compute } of computed) assign(target, segments, 0, compute(document));
  return target;
}

/** Puts a value at a path, in every element of arrays on the way; undefined removes what is there. */
function assign(target: Fields, segments: string[], at: number, value: Value | undefined): void {
  const segment = segments[at]!;
  if (at === segments.length - 1) {
    if (value === undefined) delete target[segment];
    else target[segment] = value;
    return;
  }
  const next = fieldOf(target, segment);
  if (Array.isArray(next)) {
    target[segment] = next.map((item) => {
      const copy: Fields = isFields(item) ? { ...item } : {};
      assign(copy, segments, at + 1, value);
      return copy;
    });
    return;
  }
  const copy: Fields = isFields(next) ? { ...next } : {};
  assign(copy, segments, at + 1, value);
  target[segment] = copy;
}

/** `$replaceRoot`: an expression's object in the place of each document. */
export function replaceRoot(spec: Value, context: MatchContext): Stage {
  const { newRoot } = refusing(() =>
    optionsOf(spec, ['newRoot'], {
      notAnObject: (type) => `(Location40229) expected an object as specification for $replaceRoot stage, got ${type}`,
      unknown: (option) =>
        `(Location40230) unrecognized option to $replaceRoot stage: ${option}, only valid option is 'newRoot'.`,
    }),
  );
  if (newRoot === undefined) throw failedAggregate('(Location40231) no newRoot specified for the $replaceRoot stage');
  const compute = compileExpression(newRoot, context);
  return (documents) =>
    documents.map((document) => {
      const root = compute(document);
      if (!isFields(root))
        throw failedAggregate(
          `(Location40228) 'newRoot' expression must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : show(root)}`,
        );
      return root;
    });
}

/** `$unset`: drops fields. */
export function unset(spec: Value): Stage {
  const tree = refusing(() => treeOf(unsetPaths(spec)), '$unset');
  return (documents) => documents.map((document) => drop(document, tree));
}

function unsetPaths(spec: Value): string[] {
  if (typeof spec !== 'string' && !Array.isArray(spec))
    throw new Malformed(`(Location31002) $unset specification must be a string or an array, not ${typeName(spec)}`);
  const paths = Array.isArray(spec) ? spec : [spec];
  if (paths.length === 0)
    throw new Malformed('(Location31119) $unset specification must be a string or an array with at least one field');
  for (const path of paths) {
    if (typeof path !== 'string')
      throw new Malformed(
        '(Location31120) $unset specification must be a string or an array of strings: it holds another value',
      );
    fieldPath(path);
  }
  const collision = collisionAmong(paths as string[]);
  if (collision) throw new Malformed(collisionText(collision));
  return paths as string[];
}
