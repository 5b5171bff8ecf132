import { generateKeyPairSync, sign } from 'node:crypto';
import { isSignedBy } from './signature';

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

describe('a signature of the platform', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const key = hexOf(publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
  const text = 'certificate\n立冬 · 新稻 🌾';
  const signature = hexOf(sign(null, Buffer.from(text), privateKey));
  const other = (hex: string, at: number): string =>
    hex.slice(0, at) + (hex[at] === '0' ? '1' : '0') + hex.slice(at + 1);

  test('is the key’s', () => expect(isSignedBy(key, text, signature)).toBe(true));
  test.each([0, 31, 64, 100, 127])('with letter %d changed is none', (at) =>
    expect(isSignedBy(key, text, other(signature, at))).toBe(false),
  );
  test.each([0, 20, 63])('by a key with letter %d changed is none', (at) =>
    expect(isSignedBy(other(key, at), text, signature)).toBe(false),
  );
  test('over another text is none', () => expect(isSignedBy(key, `${text} `, signature)).toBe(false));
  test('by a key of which any text would be signed is none', () => {
    // The neutral element of the curve: with it and R = S·B, every text would hold for a lenient reader.
    const neutral = `01${'0'.repeat(62)}`;
    expect(isSignedBy(neutral, text, `01${'0'.repeat(126)}`)).toBe(false);
  });
});
