import { typeName } from '../../value/compare';
import { fieldPath } from '../../value/fieldPath';
import { type Fields, isFields, type Value } from '../../value/value';
import { Malformed } from './malformed';

/** The words of a stage that refuses an option it does not know, or a specification that is no object. */
interface OptionWording {
  notAnObject(type: string): string;
  unknown(option: string): string;
}

/**
 * A stage's specification as an object of its options.
 * @throws Malformed when it is none, or holds an option that the stage does not take.
 */
export function optionsOf(spec: Value, known: readonly string[], wording: OptionWording): Fields {
  if (!isFields(spec)) throw new Malformed(wording.notAnObject(typeName(spec)));
  for (const option of Object.keys(spec)) if (!known.includes(option)) throw new Malformed(wording.unknown(option));
  return spec;
}

/**
 * The stages of a pipeline within a stage.
 * @throws Malformed with the given words when it is no array of objects.
 */
export function stagesWithin(pipeline: Value, complaint: string): Fields[] {
  if (!Array.isArray(pipeline) || !pipeline.every(isFields)) throw new Malformed(complaint);
  return pipeline as Fields[];
}

/** The names of the path that an option gives. @throws Malformed or MalformedPath when it is no path. */
export function pathOption(value: Value | undefined, complaint: string): string[] {
  if (typeof value !== 'string') throw new Malformed(complaint);
  return fieldPath(value);
}
