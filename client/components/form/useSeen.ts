import { useEffect, useState } from 'react';
import type { Refused } from '../../gateway';

/**
 * What a form was filled from, while `now` is what is there. Where somebody else saved meanwhile the saving is refused and
 * said, what was typed stays, and saved once more it goes over what is there then: `useAct` has read that by then.
 */
export function useSeen<Seen>(now: Seen) {
  const [seen, setSeen] = useState(now);
  const [isBehind, setBehind] = useState(false);
  useEffect(() => {
    if (!isBehind || now === seen) return;
    setSeen(now);
    setBehind(false);
  }, [isBehind, now, seen]);
  return {
    seen,
    /** The form begins anew, from what is there. */
    restart: () => setSeen(now),
    /** One's own saving is what is read next. */
    onSaved: () => setBehind(true),
    onError: ({ code }: Refused) => {
      if (code === 'form/changedMeanwhile') setBehind(true);
    },
  };
}
