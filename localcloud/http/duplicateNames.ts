const BACKSLASH = 92;

/** The end of a JSON string that begins at a quote: the place behind its closing quote. */
function endOfString(text: string, begin: number): number {
  for (let end = text.indexOf('"', begin + 1); ; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes += 1;
    if (backslashes % 2 === 0) return end + 1;
  }
}

/**
 * The first name that an object in a JSON text gives twice, however it is escaped; undefined when there is none. The
 * text must be valid JSON. One pass, and texts are skipped as wholes.
 */
export function nameGivenTwice(text: string): string | undefined {
  /** Names of the objects around; null for an array. */
  const around: Array<Set<string> | null> = [];
  const colon = /[ \t\r\n]*:/y;
  for (let at = 0; at < text.length; ) {
    const character = text[at];
    if (character !== '"') {
      if (character === '{') around.push(new Set());
      else if (character === '[') around.push(null);
      else if (character === '}' || character === ']') around.pop();
      at += 1;
      continue;
    }
    const end = endOfString(text, at);
    const names = around.at(-1);
    colon.lastIndex = end;
    if (names && colon.test(text)) {
      const written = text.slice(at, end);
      const name = written.includes('\\') ? (JSON.parse(written) as string) : written.slice(1, -1);
      if (names.has(name)) return name;
      names.add(name);
    }
    at = end;
  }
  return undefined;
}
