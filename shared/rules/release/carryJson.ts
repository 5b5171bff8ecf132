import { invariant } from '../../kernel';
import { type ReleaseCarry, type WideLevel, widen } from './carry';

// [static seen, cash seen, levels]; a level is [depth, children, grandchildren, line, open, volume, pending]; pending is
// [[rank, static, below], ...]. An amount beyond what a JSON number holds exactly is written as text.

type Figure = number | string;
type PendingJson = readonly [number, Figure, Figure];
type LevelJson = readonly [number, Figure, Figure, Figure, Figure, Figure, readonly PendingJson[]];
type CarryJson = readonly [Figure, Figure, readonly LevelJson[]];

const written = (amount: bigint): Figure => {
  const number = Number(amount);
  return Number.isSafeInteger(number) ? number : amount.toString();
};

/** The carry as JSON text for a checkpoint: exact, and the same for the same members seen, however they were cut. */
export function carryToJson(carry: ReleaseCarry): string {
  const { staticSeen, volumeSeen, levels } = widen(carry.state);
  const json: CarryJson = [
    written(staticSeen),
    written(volumeSeen),
    levels.map((level) => [
      level.depth,
      written(level.children),
      written(level.grandchildren),
      written(level.line),
      written(level.open),
      written(level.volume),
      level.pending.map((entry) => [entry.rank, written(entry.static), written(entry.below)]),
    ]),
  ];
  return JSON.stringify(json);
}

const read = (figure: Figure): bigint => {
  const isWhole = typeof figure === 'string' ? /^-?[0-9]+$/.test(figure) : Number.isSafeInteger(figure);
  invariant(isWhole, `no whole number in a carry: ${figure}`);
  return BigInt(figure);
};

/** Whole numbers from `least`, each larger than the one before it. */
const isRising = (numbers: readonly number[], least: number): boolean =>
  numbers.every((number, k) => Number.isSafeInteger(number) && number >= (k === 0 ? least : numbers[k - 1]! + 1));

function readLevel(level: LevelJson): WideLevel {
  invariant(Array.isArray(level) && level.length === 7 && Array.isArray(level[6]), 'not a level of a carry');
  const [depth, children, grandchildren, line, open, volume, entries] = level;
  const pending = entries.map(([rank, held, below]) => ({ rank, static: read(held), below: read(below) }));
  invariant(
    isRising(
      pending.map(({ rank }) => rank),
      1,
    ),
    'ranks of a carry that do not rise',
  );
  return {
    depth,
    children: read(children),
    grandchildren: read(grandchildren),
    line: read(line),
    open: read(open),
    volume: read(volume),
    pending,
  };
}

/** The carry written by carryToJson. Throws Invariant (SyntaxError where it is no JSON) for any other text. */
export function carryFromJson(text: string): ReleaseCarry {
  const json = JSON.parse(text) as CarryJson;
  invariant(Array.isArray(json) && json.length === 3 && Array.isArray(json[2]), 'not a carry');
  const levels = json[2].map(readLevel);
  invariant(
    isRising(
      levels.map(({ depth }) => depth),
      0,
    ),
    'levels of a carry that do not rise',
  );
  return { state: { form: 'wide', levels, staticSeen: read(json[0]), volumeSeen: read(json[1]) } };
}
