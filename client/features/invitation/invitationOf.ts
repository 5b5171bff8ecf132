/**
 * The invite code that a visit came by: `?invitation=CODE` of a link (before or after the #), the same parameter of a
 * mini-program path, or the scene of a mini-program code. Nothing when there is none.
 */
export function invitationOf(query: Record<string, unknown> | undefined, address: string): string | null {
  const direct = query?.invitation;
  if (typeof direct === 'string' && direct) return direct;
  const scene = query?.scene;
  const texts = [typeof scene === 'string' ? decoded(scene) : '', address];
  for (const text of texts) {
    const found = /(?:^|[?&#])invitation=([\w:.%-]+)/.exec(text);
    if (found?.[1]) return decoded(found[1]);
  }
  return null;
}

/** A text of an address decoded; one that is cut off in the middle of a character is left as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
