import { checkFieldName, collisionAmong, collisionText, fieldPath } from '../value/fieldPath';
import { show } from '../value/show';
import { type Fields, isFields, isOperators, type Value } from '../value/value';
import { Malformed } from './check/malformed';

/** A path of a `$project` or `$addFields`, and what stands there. */
export interface Leaf {
  path: string;
  value: Value;
}

/**
 * Paths of a specification with what stands there; subdocuments that are no operators name paths below.
 * @throws Malformed or MalformedPath for a malformed path, an empty subdocument, or paths that collide.
 */
export function leavesOf(spec: Value, stage: '$project' | '$addFields'): Leaf[] {
  if (!isFields(spec))
    throw new Malformed(
      stage === '$project'
        ? '(Location15969) $project specification must be an object'
        : '(Location40272) $addFields specification stage must be an object',
    );
  if (Object.keys(spec).length === 0) throw new Malformed('(Location40177) specification must have at least one field');
  const leaves = below(spec, [], stage);
  const collision = collisionAmong(leaves.map(({ path }) => path));
  if (collision)
    throw new Malformed(
      stage === '$project'
        ? collisionText(collision)
        : `(Location40176) specification contains two conflicting paths. Cannot specify both '${collision.path}' and '${collision.with}': ${show(spec)}`,
    );
  return leaves;
}

function below(spec: Fields, way: string[], stage: '$project' | '$addFields'): Leaf[] {
  return Object.keys(spec).flatMap((key) => {
    const value = spec[key] as Value;
    if (key.endsWith('.$'))
      throw new Malformed('(Location31324) Cannot use positional projection in aggregation projection');
    if (way.length > 0 && stage === '$addFields' && key.includes('.'))
      throw new Malformed(`(Location40183) cannot use dotted field name '${key}' in a sub object: ${show(spec)}`);
    const names = [...way, ...fieldPath(key)];
    const path = names.join('.');
    if (!isFields(value)) return [{ path, value }];
    const [first] = Object.keys(value);
    if (first === undefined)
      throw new Malformed(
        stage === '$project'
          ? `(Location51270) An empty sub-projection is not a valid value. Found empty object at path: ${path}`
          : `(Location40180) an empty object is not a valid value. Found empty object at path ${path}`,
      );
    if (isOperators(value)) return [{ path, value }];
    for (const inner of Object.keys(value)) if (inner[0] === '$') checkFieldName(inner);
    return below(value, names, stage);
  });
}
