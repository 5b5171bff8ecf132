import { type ReactElement, useState } from 'react';
import { RegionSheet } from './RegionSheet';
import type { RegionChoice, RegionLevel } from './regions';

interface RegionAsked {
  readonly level: RegionLevel;
  readonly title: string;
  readonly onChoose: (choice: RegionChoice) => void;
}

export type AskRegion = (asked: RegionAsked) => void;

/** The one sheet of a screen that asks for regions in a browser; `sheet` is laid over the screen. WeChat needs none. */
export function useRegionSheet(): { readonly ask: AskRegion; readonly sheet: ReactElement | null } {
  const [asked, setAsked] = useState<RegionAsked | null>(null);
  const [isOpen, setOpen] = useState(false);
  const ask: AskRegion = (wanted) => {
    setAsked(wanted);
    setOpen(true);
  };
  if (process.env.TARO_ENV !== 'h5') return { ask, sheet: null };
  const sheet = (
    <RegionSheet
      level={asked?.level ?? 'district'}
      title={asked?.title ?? ''}
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      onChoose={(choice) => {
        setOpen(false);
        asked?.onChoose(choice);
      }}
    />
  );
  return { ask, sheet };
}
