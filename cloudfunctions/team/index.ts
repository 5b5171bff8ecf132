import { serve } from '../_actions/handler';
import { lookingAt } from '../_actions/lookingAt';
import { listBonuses, sumBonuses } from './bonuses';
import { listDirect } from './direct';
import { invitation, whoInvites } from './invitation';
import { invitationCode } from './invitationCode';
import { search } from './search';
import { view } from './view';

/** Referrer tree, volumes, invitations. */
export const main = serve<'team'>({
  'team.view': view,
  'team.viewOf': lookingAt('team.viewOf', view),
  'team.listDirect': listDirect,
  'team.search': search,
  'team.listBonuses': listBonuses,
  'team.sumBonuses': sumBonuses,
  'team.invitation': invitation,
  'team.invitationCode': invitationCode,
  'team.whoInvites': whoInvites,
});
