import { Picker } from '@tarojs/components';
import type { ReactNode } from 'react';
import { Tap } from '../Tap';
import type { RegionChoice, RegionLevel } from './regions';
import type { AskRegion } from './useRegionSheet';

interface RegionPickerProps {
  /** How far down it is chosen. */
  readonly level: RegionLevel;
  /** What a screen reader says: what is chosen here, and what is chosen now. */
  readonly label: string;
  readonly title: string;
  readonly className?: string;
  /** Of the screen's own sheet, which asks in a browser. */
  readonly ask: AskRegion;
  readonly onChoose: (choice: RegionChoice) => void;
  /** What is tapped. */
  readonly children: ReactNode;
}

const LEVELS = { province: 'province', city: 'city', district: 'region' } as const;

/**
 * Chooses a region: by WeChat's own picker, which has its own list, and in a browser from the public one. Two components,
 * so that neither build carries the other's.
 */
export function RegionPicker(props: RegionPickerProps) {
  return process.env.TARO_ENV === 'h5' ? <OwnPicker {...props} /> : <HostPicker {...props} />;
}

function HostPicker({ level, label, className, onChoose, children }: RegionPickerProps) {
  return (
    <Picker
      mode="region"
      level={LEVELS[level]}
      className={className}
      {...{ 'aria-role': 'button' }}
      aria-label={label}
      onChange={({ detail }) => onChoose({ names: detail.value, code: detail.code[detail.code.length - 1] ?? '' })}
    >
      {children}
    </Picker>
  );
}

function OwnPicker({ level, label, title, className, ask, onChoose, children }: RegionPickerProps) {
  return (
    <Tap className={className} label={label} onTap={() => ask({ level, title, onChoose })}>
      {children}
    </Tap>
  );
}
