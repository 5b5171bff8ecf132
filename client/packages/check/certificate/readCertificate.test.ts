import fc from 'fast-check';
import { madeCertificates } from '../../../../tests/certificates';
import { MOST_BYTES, readCertificate } from './readCertificate';

const { certified } = madeCertificates(7);
const text = `${JSON.stringify(certified(3), null, 2)}\n`;

test('a file as it was saved holds, and one that was sent on a single line', async () => {
  expect(await readCertificate(text)).toMatchObject({ is: 'holds', certificate: { number: 4 } });
  expect(await readCertificate(JSON.stringify(certified(0, true)))).toMatchObject({ is: 'holds' });
});

test('a changed character anywhere is found', async () => {
  const places = [...text].flatMap((letter, at) => (/\s/.test(letter) ? [] : [at]));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom('1', '2', 'a', '中'), async (at, other) => {
      if (text[at] === other) return;
      const read = await readCertificate(text.slice(0, at) + other + text.slice(at + 1));
      expect(read.is).not.toBe('holds');
    }),
    { numRuns: 300 },
  );
});

test('a digit of each hash is told at its place', async () => {
  const file = certified(3);
  const other = (hash: string): string => (hash[9] === '0' ? '1' : '0');
  const spoilt = (hash: string) => hash.slice(0, 9) + other(hash) + hash.slice(10);
  const told = async (changed: object) => {
    const read = await readCertificate(JSON.stringify({ ...file, ...changed }));
    return read.is === 'fails' ? read.fault.place : read.is;
  };
  const [first, ...rest] = file.path;
  expect(await told({ path: [{ ...first, hash: spoilt(first!.hash) }, ...rest] })).toBe('path, up to editions.root');
  expect(await told({ series: { ...file.series, pictures: [spoilt(file.series.pictures[0]!)] } })).toBe(
    'edition.fingerprint',
  );
  expect(await told({ dayHash: spoilt(file.dayHash) })).toBe('dayHash');
  expect(await told({ signature: spoilt(file.signature) })).toBe('signature');
  expect(await told({ key: spoilt(file.key) })).toBe('signature');
  expect(await told({ note: '多了一行' })).toBe('signature');
});

test.each([
  ['nothing', '', '里面是空的'],
  ['words', '这是一封信', '读不出 JSON'],
  ['half a file', text.slice(0, 900), '读不出 JSON'],
  ['a number', '7', '这是别的文件'],
  ['a list', '[]', '这是别的文件'],
  ['another file', '{"form": 2, "parts": []}', '这是别的文件'],
  ['too large a file', ' '.repeat(MOST_BYTES + 1), '太大了'],
])('%s is refused in words', async (_name, given, words) => {
  expect(await readCertificate(given)).toEqual({ is: 'refused', words: expect.stringContaining(words) });
});

test('another kind is told, not refused as no certificate', async () => {
  const read = await readCertificate(JSON.stringify({ ...certified(3), kind: 'something' }));
  expect(read).toMatchObject({ is: 'fails', fault: { place: 'kind' } });
});
