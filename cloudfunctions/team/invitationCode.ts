import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { askOpenapi, cloud } from '../_platform/cloud';
import { logFault } from '../_platform/log';
import { patiently } from '../_platform/patience';
import { members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';

const PAGE = 'pages/home/index';
/** A short link ends after thirty days; one that is given out has two weeks at least. */
const LINK_MS = 30 * 86_400_000;
const LINK_LEFT_MS = 14 * 86_400_000;

/** What a mini-program code carries: at most 32 characters, of those that WeChat allows. */
const sceneOf = (inviteCode: string): string => `invitation=${inviteCode}`;

/** Makes the picture of a member's mini-program code and keeps it in the storage: the same code, the same file. */
async function makeCode({ _id, inviteCode }: MemberDocument): Promise<string> {
  // Also before the page is published: a code that is printed in the first hour is to work afterwards.
  const asked = { scene: sceneOf(inviteCode), page: PAGE, checkPath: false, width: 430 };
  const { buffer } = await askOpenapi(() => cloud.openapi.wxacode!.getUnlimited!(asked));
  if (!Buffer.isBuffer(buffer)) throw new Error('no picture came');
  const file = { cloudPath: `invitations/${inviteCode}.png`, fileContent: buffer };
  const { fileID: inviteFileId } = await patiently(() => cloud.uploadFile(file));
  await members.change(_id, { inviteFileId });
  return inviteFileId;
}

async function makeLink({ _id, inviteCode }: MemberDocument, nowMs: number): Promise<string> {
  const asked = { pageUrl: `${PAGE}?invitation=${inviteCode}`, pageTitle: '明禾', isPermanent: false };
  const { link } = await askOpenapi(() => cloud.openapi.shortlink!.generate!(asked));
  if (typeof link !== 'string' || link === '') throw new Error('no link came');
  await members.change(_id, { inviteLink: { link, untilMs: nowMs + LINK_MS } });
  return link;
}

/** What WeChat did not give is left out: the invite code itself always works. */
async function orNothing(what: string, make: () => Promise<string>): Promise<string | null> {
  try {
    return await make();
  } catch (error) {
    logFault(`${what} was not made`, error);
    return null;
  }
}

/**
 * The mini-program code and the short link of a member's invitation, each made once and kept: the picture for ever, the
 * link until two weeks before it ends.
 */
export const invitationCode: Handler<'team.invitationCode'> = async (_input, { member, nowMs }) => {
  const { inviteFileId, inviteLink } = member;
  const isLinkKept = inviteLink !== undefined && inviteLink.untilMs - nowMs > LINK_LEFT_MS;
  const [fileId, link] = await Promise.all([
    inviteFileId ?? orNothing('an invitation code', () => makeCode(member)),
    isLinkKept ? inviteLink.link : orNothing('an invitation link', () => makeLink(member, nowMs)),
  ]);
  return done({ fileId, link });
};
