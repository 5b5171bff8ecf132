import { readScenario } from '@shared/simulate';
import { presets } from '../../config/plans';

/** A JSON value that a test may put anything into. */
// biome-ignore lint/suspicious/noExplicitAny: what is tested is that anything may stand in a file
export type Anything = any;

/** A valid file with all three plans, to be spoilt at one place. */
export const soundFile = (): Anything =>
  structuredClone({
    title: 'sound',
    start: '2026-01-01',
    days: 3,
    plan: {
      appreciation: presets.appreciation.plan,
      dividend: presets.cyclic.plan,
      release: presets.release.plan,
    },
    members: [{ id: 'A' }, { id: 'B', referrer: 'A' }],
    merchants: ['M'],
    events: [
      { day: 1, type: 'purchase', member: 'A', amount: '3000.00' },
      { day: 2, type: 'sell', member: 'A', points: '21' },
      { day: 2, type: 'pay', member: 'A', merchant: 'M', amount: '3.00' },
    ],
  });

/** The sound file with one change. */
export const fileWith = (change: (file: Anything) => void): Anything => {
  const file = soundFile();
  change(file);
  return file;
};

/** The lines that the command prints for a file that is not valid, none for a valid one. */
export const linesOf = (text: string): string[] => {
  const read = readScenario(text);
  return 'faults' in read ? read.faults.map(({ place, message }) => `${place}: ${message}`) : [];
};

type Case = [what: string, change: (file: Anything) => void, ...lines: string[]];

/** Holds the sound file, spoilt at one place in each case, to the lines that it must give. */
export const checkFaults = (cases: readonly Case[]): void =>
  it.each(cases)('%s', (_, change, ...lines) => expect(linesOf(JSON.stringify(fileWith(change)))).toEqual(lines));

/** What is said of a figure that is no plain decimal text. */
export const PLAIN = 'must be a plain decimal such as "3000.00"';
