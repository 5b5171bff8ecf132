import { decoded, sceneOf } from './sceneOf';

/**
 * The invite code that a visit came by: `?invitation=CODE` of a link (before or after the #), the same parameter of a
 * mini-program path, or the scene of a mini-program code. Nothing when there is none.
 */
export function invitationOf(query: Record<string, unknown> | undefined, address: string): string | null {
  const direct = query?.invitation;
  if (typeof direct === 'string' && direct) return direct;
  const { invitation } = sceneOf(query?.scene);
  if (invitation) return invitation;
  const found = /(?:^|[?&#])invitation=([\w:.%-]+)/.exec(address);
  return found?.[1] ? decoded(found[1]) : null;
}
