import { useSession } from '../../gateway';
import { invitationOf } from './invitationOf';

/** What the app is told when it is launched, or shown again: the page's parameters, the scene of a code among them. */
interface Visit {
  readonly query?: Record<string, unknown>;
}

/**
 * Notes who invited this visit: when the app is launched (cold), and each time it is shown (warm: a code is scanned, or a
 * card opened, while it runs; tab pages then get no parameters of their own). A visit without an invitation leaves the
 * one before as it is.
 */
export function noteVisit(visit: Visit | undefined): void {
  const address = typeof location === 'undefined' ? '' : location.href;
  const invitation = invitationOf(visit?.query, address);
  if (invitation) useSession.getState().invite(invitation);
}
