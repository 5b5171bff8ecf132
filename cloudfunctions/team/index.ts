import { serve } from '../_lib/handler';
import { listDirect } from './direct';
import { invitation, whoInvites } from './invitation';
import { view } from './view';

/** Sponsor tree, volumes, invitations. */
export const main = serve<'team'>({
  'team.view': view,
  'team.listDirect': listDirect,
  'team.invitation': invitation,
  'team.whoInvites': whoInvites,
});
