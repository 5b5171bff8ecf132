/** Whether a value is written as it is: nothing undefined, which the SDK refuses, and no zero below zero. */
function isPlain(value: unknown): boolean {
  if (typeof value === 'number') return value !== 0 || !Object.is(value, -0);
  if (typeof value !== 'object' || value === null) return value !== undefined;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) if (!isPlain(value[at])) return false;
    return true;
  }
  const fields = value as Record<string, unknown>;
  for (const name in fields) if (!isPlain(fields[name])) return false;
  return Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * A document as it may be written: a field that is undefined is left out, in an array null stands in its place. What
 * needs no change is given back itself: a page of thousands of figures is not written out and read again for it.
 */
export const withoutUndefined = <T>(value: T): T => (isPlain(value) ? value : (JSON.parse(JSON.stringify(value)) as T));
