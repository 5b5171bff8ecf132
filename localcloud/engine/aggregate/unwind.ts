import { holdRow } from '../compute';
import { typeName } from '../value/compare';
import { fieldPath } from '../value/fieldPath';
import { type Fields, fieldOf, isFields, type Value } from '../value/value';
import { Malformed, refusing } from './check/malformed';
import { optionsOf } from './check/stage';
import { withNested } from './nested';
import type { Stage } from './stage';

interface Unwinding {
  names: string[];
  index: string[] | null;
  keepsEmpty: boolean;
}

function unwinding(spec: Value): Unwinding {
  const options =
    typeof spec === 'string'
      ? { path: spec }
      : optionsOf(spec, ['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'], {
          notAnObject: (type) =>
            `(Location15981) expected either a string or an object as specification for $unwind stage, got ${type}`,
          unknown: (option) => `(Location28811) unrecognized option to $unwind stage: ${option}`,
        });
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keepsEmpty } = options as Partial<Fields>;
  if (path === undefined) throw new Malformed('(Location28812) no path specified to $unwind stage');
  if (typeof path !== 'string')
    throw new Malformed(`(Location28808) expected a string as the path for $unwind stage, got ${typeName(path)}`);
  if (path[0] !== '$')
    throw new Malformed(`(Location28818) path option to $unwind stage should be prefixed with a '$': ${path}`);
  if (index !== undefined && (typeof index !== 'string' || index === ''))
    throw new Malformed(
      `(Location28810) expected a non-empty string for the includeArrayIndex option to $unwind stage, got ${typeName(index)}`,
    );
  if (typeof index === 'string' && index[0] === '$')
    throw new Malformed(
      `(Location28822) includeArrayIndex option to $unwind stage should not be prefixed with a '$': ${index}`,
    );
  if (keepsEmpty !== undefined && typeof keepsEmpty !== 'boolean')
    throw new Malformed(
      `(Location28809) expected a boolean for the preserveNullAndEmptyArrays option to $unwind stage, got ${typeName(keepsEmpty)}`,
    );
  return {
    names: fieldPath(path.slice(1)),
    index: typeof index === 'string' ? fieldPath(index) : null,
    keepsEmpty: keepsEmpty === true,
  };
}

/** `$unwind`: a document for each element of an array. */
export function unwind(spec: Value): Stage {
  const { names, index, keepsEmpty } = refusing(() => unwinding(spec));
  const indexed = (document: Fields, at: number | null): Fields => (index ? withNested(document, index, at) : document);
  return (documents) =>
    documents.flatMap((document) => {
      const value = valueAt(document, names);
      if (!Array.isArray(value) && value !== undefined && value !== null) return [indexed(document, null)];
      if (Array.isArray(value) && value.length > 0)
        return value.map((item, i) => {
          holdRow(document);
          return indexed(withNested(document, names, item), i);
        });
      if (!keepsEmpty) return [];
      return [indexed(Array.isArray(value) ? without(document, names) : document, null)];
    });
}

function valueAt(document: Fields, names: string[]): Value | undefined {
  let value: Value | undefined = document;
  for (const name of names) value = isFields(value) ? fieldOf(value, name) : undefined;
  return value;
}

/** The document without the field at a path, which is there. */
function without(document: Fields, names: readonly string[]): Fields {
  const [name, ...rest] = names as [string, ...string[]];
  const copy = { ...document };
  if (rest.length === 0) delete copy[name];
  else copy[name] = without(copy[name] as Fields, rest);
  return copy;
}
