import { serve } from '../_actions/handler';
import { lookingAt } from '../_actions/lookingAt';
import { listBonuses } from './bonuses';
import { listDirect } from './direct';
import { invitation, whoInvites } from './invitation';
import { invitationCode } from './invitationCode';
import { view } from './view';

/** Referrer tree, volumes, invitations. */
export const main = serve<'team'>({
  'team.view': view,
  'team.viewOf': lookingAt('team.viewOf', view),
  'team.listDirect': listDirect,
  'team.listBonuses': listBonuses,
  'team.invitation': invitation,
  'team.invitationCode': invitationCode,
  'team.whoInvites': whoInvites,
});
