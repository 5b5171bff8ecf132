import type { PictureKind } from '@shared/contract';
import { useEffect, useRef, useState } from 'react';
import { asRefused, type Picked, pickPictures, type Refused, uploadPicture } from '../gateway';

/** A picture on its way into the storage. */
export interface Uploading extends Picked {
  readonly key: string;
  /** The part that has left, 0 to 1. */
  readonly part: number;
  /** Why it did not arrive; it waits to be sent again or taken away. */
  readonly error: Refused | null;
}

interface Uploads {
  readonly uploading: readonly Uploading[];
  /** Lets somebody pick, at most so many, and sends what was picked, one after the other, in their order. */
  pick(most: number): Promise<void>;
  again(key: string): void;
  takeAway(key: string): void;
}

let keys = 0;

/** What is being uploaded beside the pictures that are there; `onStored` is given each file id as it arrives. */
export function usePictureUploads(kind: PictureKind, onStored: (fileId: string) => void): Uploads {
  const [uploading, setUploading] = useState<readonly Uploading[]>([]);
  const isShown = useRef(true);
  const stored = useRef(onStored);
  stored.current = onStored;
  const line = useRef<Promise<void>>(Promise.resolve());
  useEffect(() => {
    isShown.current = true;
    return () => {
      isShown.current = false;
    };
  }, []);

  const change = (key: string, changes: Partial<Uploading>) =>
    setUploading((all) => all.map((one) => (one.key === key ? { ...one, ...changes } : one)));
  const takeAway = (key: string) => setUploading((all) => all.filter((one) => one.key !== key));
  const taken = useRef(new Set<string>());

  async function send({ key, path, bytes }: Uploading): Promise<void> {
    // Left the screen, or taken away while it waited its turn.
    if (!isShown.current || taken.current.has(key)) return;
    try {
      const fileId = await uploadPicture({ path, bytes }, kind, (part) => change(key, { part }));
      if (!isShown.current || taken.current.has(key)) return;
      takeAway(key);
      stored.current(fileId);
    } catch (error) {
      change(key, { part: 0, error: asRefused(error) });
    }
  }
  const enqueue = (some: readonly Uploading[]) => {
    for (const one of some) line.current = line.current.then(() => send(one));
  };

  return {
    uploading,
    async pick(most) {
      const picked = await pickPictures(most);
      const some = picked.slice(0, most).map((one) => {
        keys += 1;
        return { ...one, key: `upload-${keys}`, part: 0, error: null };
      });
      setUploading((all) => [...all, ...some]);
      enqueue(some);
    },
    again(key) {
      const one = uploading.find((each) => each.key === key);
      if (!one) return;
      change(key, { error: null, part: 0 });
      enqueue([one]);
    },
    takeAway(key) {
      taken.current.add(key);
      takeAway(key);
    },
  };
}
