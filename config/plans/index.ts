import { appreciation } from './appreciation';
import { cyclic } from './cyclic';
import { energy } from './energy';
import { release } from './release';

/** The shipped plans by name, each in the text form of a scenario's plan block, with the kind of plan it is. */
export const presets = {
  appreciation: { kind: 'appreciation', plan: appreciation },
  cyclic: { kind: 'dividend', plan: cyclic },
  energy: { kind: 'dividend', plan: energy },
  release: { kind: 'release', plan: release },
} as const;

export type PresetName = keyof typeof presets;
