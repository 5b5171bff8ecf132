const special = /[\\^$.*+?()[\]{}|]/;

/**
 * The text with which everything that a pattern finds starts, as far as it can be told; undefined when it cannot: an
 * index in order then narrows nothing.
 */
export function literalPrefix(pattern: string, options: string): string | undefined {
  // Without regard to case, or to the text's start alone, there is no one text; an alternative may start otherwise.
  if (pattern[0] !== '^' || /[im]/.test(options) || pattern.includes('|')) return undefined;
  let prefix = '';
  let at = 1;
  for (; at < pattern.length; at++) {
    const isEscaped = pattern[at] === '\\';
    const letter = isEscaped ? pattern[at + 1] : pattern[at];
    // An escaped letter or digit is a class or a reference, an escaped sign the sign.
    if (letter === undefined || (isEscaped ? /[\w\s]/.test(letter) : special.test(letter))) break;
    prefix += letter;
    if (isEscaped) at += 1;
  }
  // What is repeated may be missing.
  if (pattern[at] === '*' || pattern[at] === '?' || pattern[at] === '{') prefix = prefix.slice(0, -1);
  // Half a character is no text.
  const last = prefix.charCodeAt(prefix.length - 1);
  if (last >= 0xd800 && last <= 0xdbff) prefix = prefix.slice(0, -1);
  return prefix === '' ? undefined : prefix;
}
