import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type BalanceProof,
  chainRoot,
  checkProof,
  leafOf,
  PROVED,
  partContent,
  pathOf,
  rootOf,
  rootOfPath,
  type Sum,
  sha256,
  sha256OfText,
} from './index';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

test.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 1000, 70_000])(
  'the hash of %i bytes is that of the standard',
  (size) => {
    const bytes = Uint8Array.from({ length: size }, (_none, at) => (at * 37) % 256);
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
    const text = 'node\n1,2|ab'.repeat(size % 13);
    expect(sha256OfText(text)).toBe(hash(text));
  },
);

test('a text that others would hash otherwise is refused', () => {
  expect(() => sha256OfText('积分')).toThrow(RangeError);
});

const figure = fc.oneof(
  { weight: 4, arbitrary: fc.nat({ max: 1_000_000 }) },
  { weight: 1, arbitrary: fc.constant(Number.MAX_SAFE_INTEGER) },
);

test('every leaf leads to the root, and the root holds the exact sums, of giants too', () => {
  const leaves = fc.array(fc.tuple(figure, figure), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(leaves, (figures) => {
      const nodes = figures.map((sums, at) => leafOf(`leaf ${at}`, sums, hash));
      const root = rootOf(nodes, hash)!;
      const total = (nth: 0 | 1) => figures.reduce((sum, one) => sum + BigInt(one[nth]), 0n);
      expect(root.sums.map(BigInt)).toEqual([total(0), total(1)]);
      for (const [at, leaf] of nodes.entries()) expect(rootOfPath(leaf, pathOf(nodes, at, hash), hash)).toEqual(root);
    }),
    { numRuns: 40 },
  );
});

test('a tree of nothing has no root, and one without sums is a tree all the same', () => {
  expect(rootOf([], hash)).toBeNull();
  const leaves = ['a', 'b', 'c'].map((content) => leafOf(content, [], hash));
  expect(rootOfPath(leaves[2]!, pathOf(leaves, 2, hash), hash)).toEqual(rootOf(leaves, hash));
});

const DAY = '2026-03-02';
const told = (sums: readonly Sum[]): string[] => sums.map(String);

/** A proof for the second of three holders of two parts each, one of them a giant. */
function proofOf(): BalanceProof {
  const holder = 'member:M2';
  const content = [0, 1, 2, 3, 4, 5].map((at) => ({
    holder: `member:M${1 + (at >> 1)}`,
    part: 1 + (at % 2),
    salt: hash(`salt ${at}`).slice(0, 32),
    sums: PROVED.map((_asset, nth) => (at === 0 && nth === 0 ? Number.MAX_SAFE_INTEGER : at * 100 + nth)),
  }));
  const leaves = content.map((one) => leafOf(partContent(one.holder, one.part, one.salt), one.sums, hash));
  const root = rootOf(leaves, hash)!;
  const kept = { sums: told(root.sums), hash: root.hash };
  const chainedHash = hash('the day');
  return {
    day: DAY,
    holder,
    assets: [...PROVED],
    balances: PROVED.map((_asset, nth) => String(500 + 2 * nth)),
    parts: [2, 3].map((at) => ({
      part: content[at]!.part,
      salt: content[at]!.salt,
      sums: told(content[at]!.sums),
      path: pathOf(leaves, at, hash).map((step) => ({ ...step, sums: told(step.sums) })),
    })),
    root: kept,
    chainedHash,
    dayHash: chainRoot(chainedHash, DAY, kept, hash),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: proofs are bent in ways that their type forbids
type Bent = any;

/** Every place of a value that holds a text or a number, and a change of it by one letter. */
function* bends(value: Bent, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value === 'object') for (const key of Object.keys(value)) yield* bends(value[key], [...path, key]);
  else yield path;
}

function bent(path: readonly (string | number)[]): BalanceProof {
  const proof: Bent = structuredClone(proofOf());
  const last = path.length - 1;
  const place = path.slice(0, last).reduce<Bent>((at, key) => at[key], proof);
  const before = place[path[last]!];
  const other = (text: string) => text.replace(/.$/, (letter) => (letter === '1' ? '2' : '1'));
  place[path[last]!] =
    before === 'left' ? 'right' : before === 'right' ? 'left' : typeof before === 'number' ? before + 1 : other(before);
  return proof;
}

test('a whole proof holds, on a device as well', () => {
  expect(checkProof(proofOf(), hash)).toBeNull();
  expect(checkProof(proofOf(), sha256OfText)).toBeNull();
});

test('one letter changed anywhere is found', () => {
  const paths = [...bends(proofOf())];
  expect(paths.length).toBeGreaterThan(80);
  for (const path of paths) expect([path, checkProof(bent(path), hash)]).toEqual([path, expect.anything()]);
});

const FORGED: readonly (readonly [name: string, forge: (proof: Bent) => void, place: string])[] = [
  ['a part counted twice', (proof) => (proof.parts[1] = proof.parts[0]), 'parts[1].part'],
  ['a sum below 0', (proof) => (proof.parts[0].path[0].sums[0] = '-5'), 'parts[0].path[0].sums'],
  ['a sum with a zero before it', (proof) => (proof.parts[0].sums[1] = '0201'), 'parts[0].sums'],
  ['a sum too few', (proof) => proof.balances.pop(), 'balances'],
  ['no parts', (proof) => (proof.parts = []), 'parts'],
  ['a path that ends early', (proof) => proof.parts[0].path.pop(), 'parts[0], up to root.hash'],
  ['no path', (proof) => (proof.parts[0].path = null), 'parts[0].path'],
  ['a step that is none', (proof) => (proof.parts[0].path[0] = null), 'parts[0].path[0].side'],
  ['no root', (proof) => delete proof.root, 'root.hash'],
  ['totals of its own', (proof) => (proof.root.sums[0] = '7'), 'parts[0], up to root.sums'],
];
test.each(FORGED)('%s is found', (_name, forge, place) => {
  const proof: Bent = proofOf();
  forge(proof);
  expect(checkProof(proof, hash)).toMatchObject({ place });
});
