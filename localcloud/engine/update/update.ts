import { beginEvaluation } from '../compute';
import { failedUpdate } from '../errors';
import { matchedPosition } from '../query/position';
import type { MatchContext } from '../query/predicate';
import { areEqual, typeName } from '../value/compare';
import { show } from '../value/show';
import { cloneValue, type Document, type Fields, isFields, type Value } from '../value/value';
import { addToSet, type Change, pop, pull, pullAll, push } from './arrays';
import { bit, currentDate, inc, max, min, mul, rename, set, unset } from './fields';
import { checkOperand } from './operands';
import { checkPath, findSpot } from './paths';

const operators: Record<string, Change> = {
  $set: set,
  $unset: unset,
  $inc: inc,
  $mul: mul,
  $min: min,
  $max: max,
  $rename: rename,
  $currentDate: currentDate,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};

interface Step {
  operator: string;
  change: Change;
  path: string;
  segments: string[];
  operand: Value;
}

/** A checked update, ready to be applied to documents. */
interface Update {
  /** @returns the changed document, or the same object when nothing changes. @throws DatabaseError as MongoDB would. */
  apply(document: Document, query: Fields, context: MatchContext, isInsert?: boolean): Document;
}

/**
 * Checks an update's operators and paths.
 * @throws DatabaseError for an unknown operator, a bad path, two operators on one path, or a change of `_id`.
 */
export function compileUpdate(update: Fields): Update {
  const steps: Step[] = [];
  const onInsert: Step[] = [];
  const names = Object.keys(update);
  if (names.length === 0) throw failedUpdate('The update is empty: it names no field to change');
  for (const operator of names) {
    const isOnInsert = operator === '$setOnInsert';
    const change = isOnInsert ? set : Object.hasOwn(operators, operator) ? operators[operator] : undefined;
    if (!change)
      throw failedUpdate(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    const fields = update[operator] as Value;
    if (!isFields(fields))
      throw failedUpdate(
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      );
    if (Object.keys(fields).length === 0)
      throw failedUpdate(`'${operator}' is empty. You must specify a field like so: {${operator}: {<field>: ...}}`);
    for (const path of Object.keys(fields)) {
      const step = { operator, change, path, segments: checkPath(path), operand: fields[path] as Value };
      checkOperand(operator, step.operand, path);
      (isOnInsert ? onInsert : steps).push(step);
    }
  }
  checkConflicts([...steps, ...onInsert]);
  return {
    apply(document, query, context, isInsert = false) {
      beginEvaluation();
      const copy = cloneValue(document);
      for (const step of isInsert ? [...steps, ...onInsert] : steps)
        for (const segments of concrete(step, copy, query, context)) step.change(copy, segments, step.operand, context);
      if (!isInsert && !areEqual(copy._id, document._id))
        throw failedUpdate("Performing an update on the path '_id' would modify the immutable field '_id'");
      return areEqual(copy, document) ? document : copy;
    },
  };
}

/** The paths of an update as a tree: a name with nothing below is the end of one. */
type Conflicts = Map<string, Conflicts>;

function checkConflicts(steps: Step[]): void {
  const paths = steps.flatMap((step) =>
    step.operator === '$rename' && typeof step.operand === 'string' ? [step.path, step.operand] : [step.path],
  );
  const seen: Conflicts = new Map();
  for (const path of paths) {
    if (path === '_id' || path.startsWith('_id.'))
      throw failedUpdate(`Performing an update on the path '_id' would modify the immutable field '_id'`);
    let branch = seen;
    const segments = path.split('.');
    segments.forEach((segment, i) => {
      const known = branch.get(segment);
      const isLast = i === segments.length - 1;
      if (known && (isLast || known.size === 0))
        throw failedUpdate(
          `Updating the path '${path}' would create a conflict at '${segments.slice(0, i + 1).join('.')}'`,
        );
      const next: Conflicts = known ?? new Map();
      if (!known) branch.set(segment, next);
      branch = next;
    });
  }
}

/** The path with `$` and `$[]` replaced by the places that they stand for in this document. */
function concrete(step: Step, document: Fields, query: Fields, context: MatchContext): string[][] {
  if (!step.path.includes('$')) return [step.segments];
  let paths: string[][] = [[]];
  step.segments.forEach((segment) => {
    paths = paths.flatMap((path) => {
      if (segment === '$') {
        const position = matchedPosition(query, document, path.join('.'), context);
        if (position === null)
          throw failedUpdate('The positional operator did not find the match needed from the query.');
        return [[...path, String(position)]];
      }
      if (segment === '$[]') {
        const array = findSpot(document, path)?.value;
        if (!Array.isArray(array))
          throw failedUpdate(
            `The path '${path.join('.')}' must exist in the document in order to apply array updates.`,
          );
        return array.map((_, i) => [...path, String(i)]);
      }
      return [[...path, segment]];
    });
  });
  return paths;
}
