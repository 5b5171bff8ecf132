const ROUNDS = 80;
const BLOCK = 128;
const WORD = BigInt(64);
const LENGTH_AT = 16;

const cut = (word: bigint): bigint => BigInt.asUintN(64, word);

function primes(count: number): bigint[] {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n += 1n) if (found.every((prime) => n % prime !== 0n)) found.push(n);
  return found;
}

/** The whole part of a root, found by halving. */
function rootOf(of: bigint, power: 2 | 3): bigint {
  let [low, high] = [0n, 1n << 100n];
  while (high - low > 1n) {
    const middle = (low + high) >> 1n;
    if ((power === 2 ? middle * middle : middle * middle * middle) <= of) low = middle;
    else high = middle;
  }
  return low;
}

/** The first 64 bits of the fraction of a prime's root: what the standard (FIPS 180-4) takes its constants from. */
const CONSTANTS = primes(ROUNDS).map((prime) => cut(rootOf(prime << (WORD * 3n), 3)));
const FIRST = primes(8).map((prime) => cut(rootOf(prime << (WORD * 2n), 2)));

const turn = (word: bigint, by: bigint): bigint => (word >> by) | cut(word << (WORD - by));

/** The bytes with what the standard puts behind them: a one, zeros, and their length in bits. */
function padded(bytes: Uint8Array): DataView {
  const whole = new Uint8Array(Math.ceil((bytes.length + 1 + LENGTH_AT) / BLOCK) * BLOCK);
  whole.set(bytes);
  whole[bytes.length] = 0x80;
  const view = new DataView(whole.buffer);
  view.setUint32(whole.length - 8, Math.floor(bytes.length / 0x2000_0000));
  view.setUint32(whole.length - 4, (bytes.length << 3) >>> 0);
  return view;
}

/** The 80 words that a block is worked through as. */
function spread(view: DataView, at: number): bigint[] {
  const words: bigint[] = [];
  for (let i = 0; i < 16; i += 1)
    words.push((BigInt(view.getUint32(at + i * 8)) << 32n) | BigInt(view.getUint32(at + i * 8 + 4)));
  for (let i = 16; i < ROUNDS; i += 1) {
    const [near, far] = [words[i - 15]!, words[i - 2]!];
    const low = turn(near, 1n) ^ turn(near, 8n) ^ (near >> 7n);
    const high = turn(far, 19n) ^ turn(far, 61n) ^ (far >> 6n);
    words.push(cut(words[i - 16]! + low + words[i - 7]! + high));
  }
  return words;
}

type State = [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];

/**
 * SHA-512 of bytes, by which Ed25519 signs. Made here, since a browser gives its own only to pages that came over https:
 * whoever tries the shop in the house network would have none. Needs whole numbers of any size, as Ed25519 does.
 */
export function sha512(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const view = padded(bytes);
  const state = [...FIRST];
  for (let at = 0; at < view.byteLength; at += BLOCK) {
    const words = spread(view, at);
    let [a, b, c, d, e, f, g, h] = state as State;
    for (let i = 0; i < ROUNDS; i += 1) {
      const chosen = (e & f) ^ (cut(~e) & g);
      const first = h + (turn(e, 14n) ^ turn(e, 18n) ^ turn(e, 41n)) + chosen + CONSTANTS[i]! + words[i]!;
      const most = (a & b) ^ (a & c) ^ (b & c);
      const second = (turn(a, 28n) ^ turn(a, 34n) ^ turn(a, 39n)) + most;
      [h, g, f, e, d, c, b, a] = [g, f, e, cut(d + first), c, b, a, cut(first + second)];
    }
    [a, b, c, d, e, f, g, h].forEach((word, i) => {
      state[i] = cut(state[i]! + word);
    });
  }
  const digest = new DataView(new ArrayBuffer(64));
  state.forEach((word, i) => {
    digest.setUint32(i * 8, Number(word >> 32n));
    digest.setUint32(i * 8 + 4, Number(BigInt.asUintN(32, word)));
  });
  return new Uint8Array(digest.buffer);
}
