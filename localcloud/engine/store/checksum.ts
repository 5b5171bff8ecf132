/** A sum of format 1 (FNV-1a over UTF-16 units, 32 bits): only for reading what earlier versions kept. */
export function checksumOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** Sums are below this, so that two of them add exactly in a JavaScript number. */
const range = 2 ** 48;

/**
 * A 48-bit sum over whole numbers (0 to 2^53) and the bytes after them. Every step is a bijection of the state, so one
 * changed byte always changes the sum.
 */
export function sumOf(numbers: readonly number[], bytes: Uint8Array): number {
  let low = 0x811c9dc5;
  let high = 0x9e3779b9;
  for (const number of numbers)
    for (const half of [number >>> 0, Math.floor(number / 2 ** 32)]) {
      low = Math.imul(low ^ half, 0x01000193);
      high = Math.imul(high ^ half, 0x85ebca6b);
      high ^= high >>> 15;
    }
  for (let i = 0; i < bytes.length; i++) {
    low = Math.imul(low ^ bytes[i]!, 0x01000193);
    high = Math.imul(high ^ bytes[i]!, 0x85ebca6b);
    high ^= high >>> 15;
  }
  return (high >>> 16) * 2 ** 32 + (low >>> 0);
}

/** The sum of a set is that of its members in any order. */
export const addSum = (total: number, sum: number): number => (total + sum) % range;
export const subtractSum = (total: number, sum: number): number => (total - sum + range) % range;
