import { useDidHide, useDidShow } from '@tarojs/taro';
import { useEffect, useRef, useState } from 'react';

/** Nobody is called when something is said: while the page is open it is looked at again. */
const EVERY_MS = 10_000;

/** Reads again and again while the page is shown. */
export function usePolled(again: () => void): void {
  const [isShown, setShown] = useState(true);
  useDidShow(() => setShown(true));
  useDidHide(() => setShown(false));
  const newest = useRef(again);
  newest.current = again;
  useEffect(() => {
    if (!isShown) return undefined;
    const timer = setInterval(() => newest.current(), EVERY_MS);
    return () => clearInterval(timer);
  }, [isShown]);
}
