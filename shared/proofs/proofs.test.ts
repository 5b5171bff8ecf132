import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type BalanceProof,
  chainRoot,
  checkProof,
  createRows,
  hashLeaf,
  leafOf,
  leafTold,
  nameHolder,
  nodeAbove,
  nodeAt,
  PROVED,
  partContent,
  pathOf,
  pathThrough,
  putFigure,
  raise,
  rootOf,
  rootOfPath,
  type Sum,
  sha256,
  sha256Into,
  sha256OfText,
} from './index';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const hashInto = (bytes: Uint8Array, into: Uint8Array, at: number): void =>
  into.set(createHash('sha256').update(bytes).digest(), at);

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

test('every row leads to the root of its tree, whose sums are exact, of giants too', () => {
  const leaves = fc.array(fc.tuple(figure, figure), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(leaves, (figures) => {
      const rows = createRows(2, figures.length);
      const salt = Buffer.alloc(16, 7);
      for (const [row, pair] of figures.entries()) {
        nameHolder(`member:M${row}`);
        hashLeaf(rows, row, 1, salt, 0, hashInto);
        for (const [nth, one] of pair.entries()) putFigure(rows, row, nth, one);
      }
      const root = nodeAt(rows, raise(rows, figures.length, hashInto));
      const total = (nth: 0 | 1) => String(figures.reduce((sum, one) => sum + BigInt(one[nth]), 0n));
      expect(root.sums).toEqual([total(0), total(1)]);
      for (const [row, pair] of figures.entries()) {
        const leaf = leafTold(`member:M${row}`, 1, salt.toString('hex'), pair.map(String), sha256Into);
        const path = pathThrough(rows, figures.length, row);
        expect(path.reduce((node, step) => nodeAbove(node, step, sha256Into), leaf)).toEqual(root);
      }
    }),
    { numRuns: 40 },
  );
});

test('a holder whose name others would hash otherwise is refused', () => {
  for (const name of ['会员', 'M'.repeat(65)]) expect(() => nameHolder(name)).toThrow(RangeError);
});

test('a tree of nothing has no root, and one without sums is a tree all the same', () => {
  expect(rootOf([], hash)).toBeNull();
  const leaves = ['a', 'b', 'c'].map((content) => leafOf(content, [], hash));
  expect(rootOfPath(leaves[2]!, pathOf(leaves, 2, hash), hash)).toEqual(rootOf(leaves, hash));
});

const DAY = '2026-03-02';
const told = (sums: readonly Sum[]): string[] => sums.map(String);

type Form = 1 | 2;

interface Content {
  readonly holder: string;
  readonly part: number;
  readonly salt: string;
  readonly sums: readonly number[];
}

function treeOfTexts(contents: readonly Content[]) {
  const leaves = contents.map((one) => leafOf(partContent(one.holder, one.part, one.salt), one.sums, hash));
  const root = rootOf(leaves, hash)!;
  const pathFrom = (at: number) => pathOf(leaves, at, hash).map((step) => ({ ...step, sums: told(step.sums) }));
  return { root: { sums: told(root.sums), hash: root.hash }, pathFrom };
}

function treeOfRows(contents: readonly Content[]) {
  const rows = createRows(PROVED.length, contents.length);
  for (const [row, { holder, part, salt, sums }] of contents.entries()) {
    nameHolder(holder);
    hashLeaf(rows, row, part, Buffer.from(salt, 'hex'), 0, hashInto);
    for (const [nth, sum] of sums.entries()) putFigure(rows, row, nth, sum);
  }
  const root = nodeAt(rows, raise(rows, contents.length, hashInto));
  return { root, pathFrom: (at: number) => pathThrough(rows, contents.length, at) };
}

/** A proof for the second of three holders of two parts each, one of them a giant. */
function proofOf(form: Form): BalanceProof {
  const holder = 'member:M2';
  const contents = [0, 1, 2, 3, 4, 5].map((at) => ({
    holder: `member:M${1 + (at >> 1)}`,
    part: 1 + (at % 2),
    salt: hash(`salt ${at}`).slice(0, 32),
    sums: PROVED.map((_asset, nth) => (at === 0 && nth === 0 ? Number.MAX_SAFE_INTEGER : at * 100 + nth)),
  }));
  const { root, pathFrom } = (form === 2 ? treeOfRows : treeOfTexts)(contents);
  const chainedHash = hash('the day');
  return {
    ...(form === 2 ? { form } : {}),
    day: DAY,
    holder,
    assets: [...PROVED],
    balances: PROVED.map((_asset, nth) => String(500 + 2 * nth)),
    parts: [2, 3].map((at) => ({
      part: contents[at]!.part,
      salt: contents[at]!.salt,
      sums: told(contents[at]!.sums),
      path: pathFrom(at),
    })),
    root,
    chainedHash,
    dayHash: chainRoot(chainedHash, DAY, root, hash),
  };
}

// biome-ignore lint/suspicious/noExplicitAny: proofs are bent in ways that their type forbids
type Bent = any;

/** Every place of a value that holds a text or a number, and a change of it by one letter. */
function* bends(value: Bent, path: readonly (string | number)[] = []): Generator<readonly (string | number)[]> {
  if (typeof value === 'object') for (const key of Object.keys(value)) yield* bends(value[key], [...path, key]);
  else yield path;
}

function bent(form: Form, path: readonly (string | number)[]): BalanceProof {
  const proof: Bent = structuredClone(proofOf(form));
  const last = path.length - 1;
  const place = path.slice(0, last).reduce<Bent>((at, key) => at[key], proof);
  const before = place[path[last]!];
  const other = (text: string) => text.replace(/.$/, (letter) => (letter === '1' ? '2' : '1'));
  place[path[last]!] =
    before === 'left' ? 'right' : before === 'right' ? 'left' : typeof before === 'number' ? before + 1 : other(before);
  return proof;
}

test.each([1, 2] as const)('a whole proof of form %i holds, and one letter changed anywhere is found', (form) => {
  expect(checkProof(proofOf(form))).toBeNull();
  const paths = [...bends(proofOf(form))];
  expect(paths.length).toBeGreaterThan(80);
  for (const path of paths) expect([path, checkProof(bent(form, path))]).toEqual([path, expect.anything()]);
});

const FORGED: readonly (readonly [name: string, forge: (proof: Bent) => void, place: string, form?: Form])[] = [
  ['a part counted twice', (proof) => (proof.parts[1] = proof.parts[0]), 'parts[1].part'],
  ['a sum below 0', (proof) => (proof.parts[0].path[0].sums[0] = '-5'), 'parts[0].path[0].sums', 1],
  ['a sum below 0', (proof) => (proof.parts[0].path[0].beside[2].sums[0] = '-5'), 'parts[0].path[0].beside[2].sums'],
  ['a sum with a zero before it', (proof) => (proof.parts[0].sums[1] = '0201'), 'parts[0].sums'],
  ['a sum that no row holds', (proof) => (proof.parts[0].sums[1] = '9'.repeat(26)), 'parts[0].sums'],
  ['a sum too few', (proof) => proof.balances.pop(), 'balances'],
  ['no parts', (proof) => (proof.parts = []), 'parts'],
  ['a path that ends early', (proof) => proof.parts[0].path.pop(), 'parts[0], up to root.hash'],
  ['no path', (proof) => (proof.parts[0].path = null), 'parts[0].path'],
  ['a step that is none', (proof) => (proof.parts[0].path[0] = null), 'parts[0].path[0].side', 1],
  ['a step that is none', (proof) => (proof.parts[0].path[0] = null), 'parts[0].path[0].beside'],
  ['a step of too many', (proof) => proof.parts[0].path[0].beside.push({}), 'parts[0].path[0].beside'],
  ['a node that is none', (proof) => (proof.parts[0].path[0].beside[0] = null), 'parts[0].path[0].beside[0].hash'],
  ['a place that is none', (proof) => (proof.parts[0].path[0].place = 4), 'parts[0].path[0].place'],
  ['a place between', (proof) => (proof.parts[0].path[0].place = 0.5), 'parts[0].path[0].place'],
  ['no root', (proof) => delete proof.root, 'root.hash'],
  ['totals of its own', (proof) => (proof.root.sums[0] = '7'), 'parts[0], up to root.sums'],
  ['a form that is not known', (proof) => (proof.form = 3), 'form'],
  ['the form of before', (proof) => delete proof.form, 'parts[0].path[0].side'],
  ['a step of rows among texts', (proof) => (proof.parts[0].path = [{}]), 'parts[0].path[0].side', 1],
];
const CASES = FORGED.map(([name, forge, place, form]) => ({ name, forge, place, form: form ?? (2 as const) }));
test.each(CASES)('$name is found', ({ forge, place, form }) => {
  const proof: Bent = proofOf(form);
  forge(proof);
  expect(checkProof(proof)).toMatchObject({ place });
});

test('a node passes for no leaf: what is hashed says what it is', () => {
  const proof: Bent = proofOf(2);
  // The first node above the leaf, given out as somebody's whole balance.
  const [first, ...above] = proof.parts[0].path;
  const leaf = leafTold(proof.holder, 1, proof.parts[0].salt, proof.parts[0].sums, hashInto);
  const node = nodeAbove(leaf, first, hashInto);
  proof.parts = [{ ...proof.parts[0], sums: node.sums, path: above }];
  proof.balances = node.sums;
  expect(checkProof(proof)).toMatchObject({ place: 'parts[0], up to root.hash' });
});
