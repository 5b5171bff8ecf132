import { useEffect, useState } from 'react';

/** After this long without a key a value stands still. */
const SETTLED_MS = 400;

/** A value once it has stood still: what follows from it is asked for then, not at each key. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Value), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
