import { type Random, randomOf } from './random';

type Fields = Record<string, unknown>;
type Parent = Fields | unknown[];

/** Values that readers get wrong: of other types, at a limit, past it, and texts that only look like figures. */
const VALUES: readonly unknown[] = [
  ...[null, true, false, 0, 1, -1, 2, 1.5, 3660, 3661, 2 ** 53, 1e300, [], {}, [1], ['a'], { id: 'A' }],
  ...['', '0', '0.0', '0.00', '1', '2', '1.0', '1.00', '1.000', '1.000000', '1.0000000', '0.000001', '0.0000001'],
  ...['1.000001', '0.999999', '0.5', '1.01', '0.01', '0.001', '00', '01', '00.5', '1.', '.5', '.', '-1', '-0', '+1'],
  ...['1e3', '1E3', '0x10', '1_000', '1,000', ' 1', '1 ', '1\n', '\t1', '１', '١', 'NaN', 'Infinity', '1.2.3', 'null'],
  ...['9007199254740991', '9007199254740992', '90071992547409.91', '90071992547409.92', '90071992547409.9'],
  ...['9007199254.740991', '9007199254.740992', '9007199254', '9007199255', '99999999999999999999999999'],
  ...[
    'A',
    'm0',
    'm1',
    'M',
    'p0',
    'p1',
    '__proto__',
    'constructor',
    'toString',
    'unknown',
    'purchase',
    'sell',
    'pay',
    'spend',
  ],
  ...['accept', 'publish', 'reverse', 'adjust', 'dividend', 'appreciating', 'stable', 'spendable', ['dividend']],
  ...[['release', 'dividend', 'appreciation'], { id: 'M' }, { id: 'N', owner: 'm0' }, { id: 'M', owner: 'M' }],
  ...['pool', 'turnover', 'perCapita', 'byWeight', 'active', 'all', 'Pool', 'appreciation', 'cyclic', 'energy'],
  ...['release', ['cyclic', 'release'], ['cyclic', 'energy'], ['release', 'release'], ['nothing'], [[]]],
  ...['2026-01-01', '2026-02-29', '2024-02-29', '2026-1-1', '2026-13-01', '2026-00-10', '2026-01-00', '2026-04-31'],
  ...['20260101', '2026-01-01T00:00:00Z', '2026/01/01', '2026-01-01\n', '+2026-01-01', '1900-02-29', '2000-02-29'],
];

const KEYS = [
  '',
  'extra',
  '__proto__',
  'constructor',
  'hasOwnProperty',
  'id',
  'day',
  'amount',
  'points',
  'accepts',
  'plans',
  'plan',
  'owner',
  'merchant',
  'purchase',
  'asset',
  'add',
  'remove',
  'rate',
  'from',
];

/** Sets a field as JSON.parse does, `__proto__` as well. */
const setField = (parent: Parent, key: string, value: unknown): void => {
  Object.defineProperty(parent, key, { value, enumerable: true, writable: true, configurable: true });
};

interface Place {
  readonly parent: Parent;
  readonly key: string;
}

function placesIn(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [{ parent: value as Parent, key }, ...placesIn((value as Fields)[key])]);
}

/** One change of one place of a file, in place. */
function change(random: Random, file: Fields): void {
  // Events are many: the plan, the members and the frame have to have their turn.
  const top = random.pick(['plan', 'plan', 'members', 'merchants', 'events', 'frame', 'frame']);
  const part = top === 'frame' ? undefined : file[top];
  const places = part === undefined ? Object.keys(file).map((key) => ({ parent: file, key })) : placesIn(part);
  if (places.length === 0) return;
  const { parent, key } = random.pick(places) as Place;
  const here = (parent as Fields)[key];
  const kind = random.integer(0, 9);
  if (kind <= 5) setField(parent, key, random.pick(VALUES));
  else if (Array.isArray(parent)) {
    const index = Number(key);
    if (kind === 6) parent.splice(index, 1);
    else if (kind === 7) parent.splice(random.integer(0, parent.length), 0, structuredClone(here));
    else parent.splice(random.integer(0, parent.length - 1), 0, ...parent.splice(index, 1));
  } else if (kind === 6) delete parent[key];
  else if (kind === 7) setField(parent, random.pick(KEYS), random.pick(VALUES));
  else if (kind === 8) {
    const place = random.pick(placesIn(file));
    setField(parent, key, structuredClone((place.parent as Fields)[place.key]));
  } else if (typeof here === 'string')
    setField(parent, key, random.pick([`${here}0`, `0${here}`, `${here} `, `1${here}`]));
}

/** Changes of the text itself: cut short, doubled, with what JSON does not know. */
const garble = (random: Random, text: string): string => {
  const at = random.integer(0, text.length);
  return random.pick([
    text.slice(0, at),
    `${text.slice(0, at)},${text.slice(at)}`,
    `${text}${text}`,
    `\uFEFF${text}`,
    `// a comment\n${text}`,
    text.replace('"days":', '"days":0'),
    text.replace('"days":', '"days":-'),
    text.replace(/"days":(\d+)/, '"days":$1.0'),
    text.replace(/"days":(\d+)/, '"days":$1e0'),
    text.replace('"days":', '"days":1,"days":'),
    text.replaceAll('"', "'"),
    `[${text}]`,
    `\n\t ${text}\n`,
  ]);
};

/** A valid file with one to three changes, some of which leave it valid. */
export function mutationOf(seed: number, file: Fields): string {
  const random = randomOf(seed ^ 0x5bd1e995);
  const changed = structuredClone(file);
  for (let count = random.pick([1, 1, 1, 2, 3]); count > 0; count -= 1) change(random, changed);
  const text = JSON.stringify(changed);
  return random.chance(0.08) ? garble(random, text) : text;
}
