/**
 * An id for one act of the member, made when the act is prepared and sent with every try of it: the functions do the
 * act once, however often it arrives. Chance is enough here; it never orders anything.
 */
export function newRequestId(): string {
  const part = () => Math.random().toString(36).slice(2, 10).padEnd(8, '0');
  return `c-${Date.now().toString(36)}-${part()}${part()}`;
}
