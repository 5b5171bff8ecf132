/** So many words are kept on a device, for each account. */
const MOST_KEPT = 12;

/** The words that were searched for, with another one first. */
export function withSearched(words: readonly string[], word: string): string[] {
  const typed = word.trim();
  return typed === '' ? [...words] : [typed, ...words.filter((one) => one !== typed)].slice(0, MOST_KEPT);
}
