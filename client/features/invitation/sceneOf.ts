/** What the scene of a mini-program code says: at most 32 characters, so that names in it are short. */
interface Scene {
  readonly invitation: string | null;
  readonly goodsId: string | null;
}

/** A text of an address decoded; one that is cut off in the middle of a character is left as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Reads `invitation=CODE` of an invitation, or `i=CODE&g=GOODS` of one that leads to a product. */
export function sceneOf(scene: unknown): Scene {
  const text = typeof scene === 'string' ? decoded(scene) : '';
  const named = (name: string): string | null => {
    const found = new RegExp(`(?:^|&)${name}=([\\w:.-]+)`).exec(text);
    return found?.[1] ?? null;
  };
  return { invitation: named('invitation') ?? named('i'), goodsId: named('g') };
}
