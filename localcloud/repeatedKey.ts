/**
 * The first key that an object of a JSON text holds twice, as it is written there, or null: JSON.parse keeps the last of
 * them and drops the others. The text must be valid JSON.
 */
export function repeatedKey(text: string): string | null {
  /** The keys seen of each object that is open, null for a list. */
  const open: Array<Set<string> | null> = [];
  let last = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const keys = open.at(-1)!;
      const key = JSON.parse(last) as string;
      if (keys!.has(key)) return last;
      keys!.add(key);
    }
    last = token;
  }
  return null;
}
