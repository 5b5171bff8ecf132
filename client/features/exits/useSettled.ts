import { useEffect, useState } from 'react';

/** A value once it has stood still for a moment: a quote is asked for when somebody stops typing, not with each key. */
export function useSettled<Value>(value: Value, afterMs = 400): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), afterMs);
    return () => clearTimeout(timer);
  }, [value, afterMs]);
  return settled;
}
