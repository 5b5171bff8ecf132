import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { madeCertificates, madeSeries } from '../../tests/certificates';
import {
  type Certificate,
  certificateFault,
  chainStep,
  commitmentOf,
  type DrawFile,
  drawFault,
  drawFrom,
  type EditionStep,
  editionAtClose,
  editionIdOf,
  entriesHashOf,
  fingerprintOf,
  historyFault,
  historyStart,
  lotOf,
  numberIn,
  picturesFound,
  type SeriesRecord,
  sha256OfWords,
} from './index';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const DAY = '2026-11-21';

const series = madeSeries;

test('any words are hashed on a device as everywhere', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(sha256OfWords(text)).toBe(hash(text));
    }),
  );
});

test('a fingerprint changes with whatever is frozen, and with nothing else', () => {
  const first = fingerprintOf(series, hash);
  expect(fingerprintOf({ ...series }, sha256OfWords)).toBe(first);
  const { issuedDay, ...rest } = series;
  expect(fingerprintOf({ issuedDay, ...rest }, hash)).toBe(first);
  const others: SeriesRecord[] = [
    { ...series, title: '立冬' },
    { ...series, supply: 1001 },
    { ...series, pictures: [hash('another')] },
    { ...series, goods: null },
    { ...series, rights: [] },
    { ...series, issuedDay: '2026-11-08' },
    { ...series, issuer: { shopId: 'own', name: '别家' } },
  ];
  expect(new Set([first, ...others.map((one) => fingerprintOf(one, hash))]).size).toBe(others.length + 1);
});

test.each([
  ['S7Q2-1', 1],
  ['S7Q2-1000', 1000],
  ['S7Q2-01', undefined],
  ['S7Q2-0', undefined],
  ['S7Q3-1', undefined],
  ['S7Q2', undefined],
])('the number in %s is %s', (editionId, number) => {
  expect(numberIn('S7Q2', editionId)).toBe(number);
  if (number !== undefined) expect(editionIdOf('S7Q2', number)).toBe(editionId);
});

describe('a history', () => {
  const editionId = editionIdOf('S7Q2', 128);
  const fingerprint = fingerprintOf(series, hash);
  const steps: EditionStep[] = [
    { nth: 1, kind: 'taken', atMs: 10, day: DAY, from: null, to: 'HA', source: 'edition:1' },
    { nth: 2, kind: 'given', atMs: 20, day: DAY, from: 'HA', to: 'HB', source: 'edition:2' },
    { nth: 3, kind: 'collected', atMs: 20, day: DAY, from: 'HB', to: 'HB', source: 'order:9' },
  ];
  const headOf = (all: readonly EditionStep[]) =>
    all.reduce((head, step) => chainStep(head, step, hash), historyStart(fingerprint, editionId, hash));
  const faultOf = (all: readonly EditionStep[], head = headOf(all)) =>
    historyFault(all, { fingerprint, editionId, head }, hash);

  test('is one chain', () => {
    expect(faultOf(steps)).toBeNull();
    expect(faultOf([], historyStart(fingerprint, editionId, hash))).toBeNull();
  });

  test('of another edition is none of this one', () => {
    expect(historyFault(steps, { fingerprint, editionId: 'S7Q2-129', head: headOf(steps) }, hash)).toMatchObject({
      nth: 3,
    });
  });

  test.each<[string, (all: EditionStep[]) => EditionStep[], number]>([
    ['a step left out', ([a, , c]) => [a!, c!], 2],
    ['given by somebody else', ([a, b]) => [a!, { ...b!, from: 'HC' }], 2],
    ['taken twice', ([a, b]) => [a!, { ...b!, kind: 'taken' }], 2],
    ['given to oneself', ([a, b]) => [a!, { ...b!, to: 'HA' }], 2],
    ['changed hands without being given', ([a, b]) => [a!, { ...b!, kind: 'collected' }], 2],
    ['earlier than the one before', ([a, b]) => [a!, { ...b!, atMs: 9 }], 2],
    ['a day before', ([a, b]) => [a!, { ...b!, day: '2026-11-20' }], 2],
    ['given before it was taken', ([, b]) => [{ ...b!, nth: 1, from: null }], 1],
  ])('does not have %s', (_name, change, nth) => {
    expect(faultOf(change([...steps]))).toMatchObject({ nth });
  });

  test('whatever is changed of a step, the chain ends elsewhere', () => {
    for (const [at, step] of steps.entries())
      for (const change of [{ source: 'x' }, { day: '2026-11-22' }, { atMs: step.atMs + 5 }])
        expect(faultOf(steps.with(at, { ...step, ...change }), headOf(steps))).not.toBeNull();
  });
});

test('an edition at a close is what its history had made of it by then', () => {
  const row = (nth: number, day: string, kind: EditionStep['kind'], to: string) => ({
    ...{ nth, day, kind, to, atMs: nth, from: null, source: '', hash: hash(String(nth)) },
  });
  const steps = [
    row(1, '2026-11-20', 'taken', 'HA'),
    row(2, '2026-11-21', 'listed', 'HA'),
    row(3, '2026-11-22', 'unlisted', 'HA'),
    row(4, '2026-11-22', 'given', 'HB'),
    row(5, '2026-11-23', 'collected', 'HB'),
    row(6, '2026-11-24', 'returned', 'HB'),
  ];
  const of = { editionId: 'S-1', fingerprint: hash('s') };
  const told = (day: string) => {
    const at = editionAtClose(of, steps, day);
    return at && [at.holder, at.state, at.isCollected, at.steps, at.head === hash(String(at.steps))];
  };
  expect(['19', '20', '21', '22', '23', '24'].map((day) => told(`2026-11-${day}`))).toEqual([
    null,
    ['HA', 'held', false, 1, true],
    ['HA', 'listed', false, 2, true],
    ['HB', 'held', false, 4, true],
    ['HB', 'held', true, 5, true],
    ['HB', 'held', false, 6, true],
  ]);
});

describe('a draw', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^H[A-Z2-9]{8}$/), { minLength: 1, maxLength: 40 });
  const asked = fc.record({
    entries: names,
    seed: fc.stringMatching(/^[0-9a-f]{64}$/),
    places: fc.integer({ min: 1, max: 50 }),
  });
  const published = (entries: readonly string[], seed: string, places: number): DrawFile => {
    const draw = { commitment: commitmentOf(series.seriesId, seed, hash), entriesUntilMs: 5, reservedHours: 24 };
    const record = { ...series, supply: places, draw };
    const drawn = drawFrom({ entries, seed, places }, hash);
    return { kind: 'draw', form: 1, series: record, fingerprint: fingerprintOf(record, hash), seed, entries, drawn };
  };

  test('is worked out again by anybody, in whatever order the list is', () => {
    fc.assert(
      fc.property(asked, ({ entries, seed, places }) => {
        const file = published(entries, seed, places);
        expect(file.drawn).toHaveLength(Math.min(places, entries.length));
        expect(new Set(file.drawn).size).toBe(file.drawn.length);
        expect(drawFault({ ...file, entries: entries.toReversed() }, sha256OfWords)).toBeNull();
        const list = entriesHashOf(entries, hash);
        // Nobody's place is kept: who was drawn is who has no higher lot than the last.
        const lots = file.drawn.map((one) => lotOf(seed, list, one, hash));
        const last = lots[lots.length - 1]!;
        expect(entries.filter((one) => lotOf(seed, list, one, hash) <= last).sort()).toEqual([...file.drawn].sort());
      }),
    );
  });

  const otherSeries = (file: DrawFile, change: Partial<SeriesRecord>): DrawFile => {
    const record = { ...file.series, ...change };
    return { ...file, series: record, fingerprint: fingerprintOf(record, hash) };
  };
  test.each<[string, (file: DrawFile) => DrawFile, string]>([
    ['another seed', (file) => ({ ...file, seed: 'ff' }), 'seed, as it was committed to'],
    ['the seed of another series', (file) => otherSeries(file, { seriesId: 'S2' }), 'seed, as it was committed to'],
    ['one place more', (file) => otherSeries(file, { supply: 4 }), 'drawn'],
    [
      'another commitment',
      (file) => ({ ...file, series: { ...file.series, draw: { ...file.series.draw!, commitment: hash('') } } }),
      'fingerprint',
    ],
    ['one more who entered', (file) => ({ ...file, entries: [...file.entries, 'HZ'] }), 'drawn'],
    ['one who entered twice', (file) => ({ ...file, entries: [...file.entries, 'HA'] }), 'entries'],
    ['others drawn', (file) => ({ ...file, drawn: file.drawn.toReversed() }), 'drawn'],
    ['one drawn less', (file) => ({ ...file, drawn: file.drawn.slice(1) }), 'drawn'],
    ['no terms of a draw', (file) => ({ ...file, series }), 'series.draw'],
    ['no list', (file) => ({ ...file, entries: 'HA' as never }), 'entries'],
    ['no names', (file) => ({ ...file, drawn: [1] as never }), 'drawn'],
    ['no seed', (file) => ({ ...file, seed: null as never }), 'seed'],
    ['nothing', () => null as never, 'kind'],
    ['a later form', (file) => ({ ...file, form: 2 as never }), 'form'],
    ['no series', (file) => ({ ...file, series: null as never }), 'series'],
  ])('with %s is found', (_name, change, place) => {
    const file = published(['HA', 'HB', 'HC', 'HD', 'HE'], '5eed', 3);
    expect(drawFault(file, hash)).toBeNull();
    expect(drawFault(change(file), hash)?.place).toBe(place);
  });

  test('is as likely for everybody: of 2,000 draws of one in four, each is drawn about 500 times', () => {
    const entries = ['HA', 'HB', 'HC', 'HD'];
    const drawn = new Map(entries.map((one) => [one, 0]));
    for (let seed = 0; seed < 2000; seed += 1) {
      const [one] = drawFrom({ entries, seed: String(seed), places: 1 }, hash);
      drawn.set(one!, drawn.get(one!)! + 1);
    }
    for (const times of drawn.values()) expect(Math.abs(times - 500)).toBeLessThan(100);
  });
});

describe('a certificate', () => {
  const { certified, isSigned, atClose } = madeCertificates(7);

  test('of every edition is true, on a day with balances and on one without, and after a way through a file', () => {
    for (const at of atClose.keys())
      for (const isLast of [false, true]) {
        const file = JSON.parse(JSON.stringify(certified(at, isLast))) as Certificate;
        expect(certificateFault(file, sha256OfWords, isSigned)).toBeNull();
      }
  });

  test('with any changed character is found, signed anew or not', () => {
    const text = JSON.stringify(certified(3));
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), (at) => {
        const other = text[at] === '1' ? '2' : '1';
        let file: Certificate;
        try {
          file = JSON.parse(text.slice(0, at) + other + text.slice(at + 1)) as Certificate;
        } catch {
          return;
        }
        expect(certificateFault(file, hash, isSigned)).not.toBeNull();
      }),
      { numRuns: 400 },
    );
  });

  test.each<[string, (file: Certificate) => Certificate, string]>([
    [
      'another picture',
      (file) => ({ ...file, series: { ...file.series, pictures: [hash('x')] } }),
      'edition.fingerprint',
    ],
    ['another number', (file) => ({ ...file, number: 9 }), 'edition.editionId'],
    ['another owner', (file) => ({ ...file, edition: { ...file.edition, holder: 'H9' } }), 'path, up to editions.root'],
    ['a step of the path left out', (file) => ({ ...file, path: file.path.slice(1) }), 'path, up to editions.root'],
    ['another day', (file) => ({ ...file, day: '2026-11-22' }), 'dayHash'],
    ['another hash of the day', (file) => ({ ...file, dayHash: hash('x') }), 'dayHash'],
    ['a form of later', (file) => ({ ...file, form: 2 as never }), 'form'],
    ['no path', (file) => ({ ...file, path: null as never }), 'path'],
  ])('with %s fails there', (_name, change, place) => {
    expect(certificateFault(change(certified(3)), hash, isSigned)).toMatchObject({ place });
  });

  const deep = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
  test.each<[string, (file: Certificate) => unknown, string]>([
    ['nothing', () => null, 'kind'],
    ['a number', () => 7, 'kind'],
    ['words', () => 'text', 'kind'],
    ['a list', () => [], 'kind'],
    ['an empty one', () => ({}), 'kind'],
    ['another kind', (file) => ({ ...file, kind: 'holding of something' }), 'kind'],
    ['a kind that every object has', (file) => ({ ...file, kind: 'constructor' }), 'kind'],
    ['nothing but a kind', () => ({ kind: 'collectible' }), 'form'],
    ['nothing but a form', () => ({ kind: 'collectible', form: 1 }), 'series'],
    ['half a letter of a holder', (file) => ({ ...file, edition: { ...file.edition, holder: '\ud83c' } }), 'file'],
    ['more levels than can be walked', (file) => ({ ...file, series: { a: deep(20_000) } }), 'file'],
    ['no key', (file) => ({ ...file, key: 7 }), 'key'],
    ['no signature', (file) => ({ ...file, signature: null }), 'signature'],
  ])('that is %s is refused', (_name, change, place) => {
    // The device's own hash: it takes no half letters.
    expect(certificateFault(change(certified(3)), sha256OfWords, isSigned)).toMatchObject({ place });
  });
});

describe('pictures beside those of a series', () => {
  const [a, b, c, x] = ['a', 'b', 'c', 'x'].map(hash) as [string, string, string, string];
  test.each<[string, string[], string[], (number | null)[], number[]]>([
    ['all of them in another order', [a, b, c], [c, a, b], [3, 1, 2], []],
    ['some', [a, b, c], [b], [2], [1, 3]],
    ['none', [a], [], [], [1]],
    ['a changed one', [a, b], [a, x], [1, null], [2]],
    ['the same twice, given twice', [a, a], [a, a], [1, 2], []],
    ['the same given twice', [a, b], [b, b], [2, 2], [1]],
  ])('%s', (_name, pictures, given, places, missing) => {
    expect(picturesFound({ pictures }, given)).toEqual({ places, missing });
  });
});
