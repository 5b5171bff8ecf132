const ROUNDS = 64;
const BLOCK = 64;

/** The first bits of the fraction of a number's root: what the standard (FIPS 180-4) takes its constants from. */
const bitsOf = (root: number): number => Math.floor((root - Math.floor(root)) * 0x1_0000_0000) | 0;

function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

const CONSTANTS = primes(ROUNDS).map((prime) => bitsOf(Math.cbrt(prime)));
const FIRST = primes(8).map((prime) => bitsOf(Math.sqrt(prime)));

const turn = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

/** The bytes with what the standard puts behind them: a one, zeros, and their length in bits. */
function padded(bytes: Uint8Array): DataView {
  const whole = new Uint8Array((((bytes.length + 8) >> 6) + 1) * BLOCK);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 0x2000_0000));
  view.setUint32(whole.length - 4, (bytes.length << 3) >>> 0);
  return view;
}

/** The 64 words that a block is worked through as. */
function spread(view: DataView, at: number): Int32Array {
  const words = new Int32Array(ROUNDS);
  for (let i = 0; i < 16; i += 1) words[i] = view.getInt32(at + i * 4);
  for (let i = 16; i < ROUNDS; i += 1) {
    const [near, far] = [words[i - 15]!, words[i - 2]!];
    const low = turn(near, 7) ^ turn(near, 18) ^ (near >>> 3);
    const high = turn(far, 17) ^ turn(far, 19) ^ (far >>> 10);
    words[i] = words[i - 16]! + low + words[i - 7]! + high;
  }
  return words;
}

/** The eight words of a hash. */
function digestOf(bytes: Uint8Array): Int32Array {
  const view = padded(bytes);
  const state = Int32Array.from(FIRST);
  for (let at = 0; at < view.byteLength; at += BLOCK) {
    const words = spread(view, at);
    let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < ROUNDS; i += 1) {
      const chosen = (e & f) ^ (~e & g);
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + chosen + CONSTANTS[i]! + words[i]!) | 0;
      const most = (a & b) ^ (a & c) ^ (b & c);
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + most) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = state[i]! + word;
    });
  }
  return state;
}

/**
 * SHA-256 of bytes, in hexadecimal, made on this device: a mini-program has no digest of its own but MD5 and SHA-1, a
 * document need not leave the phone to be named by its hash, and a proof that the server checked would prove nothing.
 */
export const sha256 = (bytes: Uint8Array): string =>
  [...digestOf(bytes)].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');

/** SHA-256 of bytes, made on this device, written to a place among others. */
export function sha256Into(bytes: Uint8Array, into: Uint8Array, at: number): void {
  for (const [nth, word] of digestOf(bytes).entries())
    for (let byte = 0; byte < 4; byte += 1) into[at + nth * 4 + byte] = (word >>> (24 - byte * 8)) & 0xff;
}

/** SHA-256 of a text of plain letters, digits and signs, in hexadecimal. Throws RangeError for any other letter. */
export function sha256OfText(text: string): string {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code > 0x7f) throw new RangeError('a text that is hashed holds plain letters alone');
    bytes[at] = code;
  }
  return sha256(bytes);
}

/** A text as its UTF-8. Throws URIError for a lone surrogate. */
export function utf8Of(text: string): Uint8Array {
  // A mini-program has no TextEncoder; what is written for an address is UTF-8.
  const written = encodeURIComponent(text);
  const bytes: number[] = [];
  for (let at = 0; at < written.length; at += 1)
    if (written[at] === '%') {
      bytes.push(Number.parseInt(written.slice(at + 1, at + 3), 16));
      at += 2;
    } else bytes.push(written.charCodeAt(at));
  return Uint8Array.from(bytes);
}

/** SHA-256 of any text as its UTF-8, in hexadecimal. Throws URIError for a lone surrogate. */
export const sha256OfWords = (text: string): string => sha256(utf8Of(text));
