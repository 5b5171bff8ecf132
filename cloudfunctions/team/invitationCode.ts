import { refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { askOpenapi, cloud } from '../_platform/cloud';
import { logFault } from '../_platform/log';
import { patiently } from '../_platform/patience';
import { goodsOnSale, members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';

const PAGE = 'pages/home/index';
const GOODS_PAGE = 'packages/order/goods/index';
/** Characters of a scene, at most. */
const SCENE_ROOM = 32;
/** Codes of products that a member's document names: an older one is made again when it is asked for. */
const MOST_GOODS = 20;
/** A short link ends after thirty days; one that is given out has two weeks at least. */
const LINK_MS = 30 * 86_400_000;
const LINK_LEFT_MS = 14 * 86_400_000;

/** What a mini-program code carries: at most 32 characters, of those that WeChat allows. */
const sceneOf = (inviteCode: string): string => `invitation=${inviteCode}`;

/** The same of a code that leads to a product; the client reads both (features/invitation/sceneOf). */
const sceneOfGoods = (inviteCode: string, goodsId: string): string => `i=${inviteCode}&g=${goodsId}`;

/** Makes the picture of a mini-program code and lays it into the storage: the same name, the same file. */
async function draw(scene: string, page: string, name: string): Promise<string> {
  // Also before the page is published: a code that is printed in the first hour is to work afterwards.
  const asked = { scene, page, checkPath: false, width: 430 };
  const { buffer } = await askOpenapi(() => cloud.openapi.wxacode!.getUnlimited!(asked));
  if (!Buffer.isBuffer(buffer)) throw new Error('no picture came');
  const file = { cloudPath: `invitations/${name}.png`, fileContent: buffer };
  return (await patiently(() => cloud.uploadFile(file))).fileID;
}

/** The code that leads home, made once for ever. */
async function makeCode({ _id, inviteCode }: MemberDocument): Promise<string> {
  const inviteFileId = await draw(sceneOf(inviteCode), PAGE, inviteCode);
  await members.change(_id, { inviteFileId });
  return inviteFileId;
}

/** The code that leads to a product: one of the newest, or made. */
async function codeOfGoods({ _id, inviteCode, inviteGoods = [] }: MemberDocument, goodsId: string): Promise<string> {
  const known = inviteGoods.find((one) => one.goodsId === goodsId);
  if (known) return known.fileId;
  const fileId = await draw(sceneOfGoods(inviteCode, goodsId), GOODS_PAGE, `${inviteCode}-${goodsId}`);
  await members.change(_id, { inviteGoods: [...inviteGoods, { goodsId, fileId }].slice(-MOST_GOODS) });
  return fileId;
}

/** The picture for a poster: of a product where its name finds room in a code. */
const codeOf = (member: MemberDocument, goodsId: string | undefined): string | Promise<string> =>
  goodsId !== undefined && sceneOfGoods(member.inviteCode, goodsId).length <= SCENE_ROOM
    ? codeOfGoods(member, goodsId)
    : (member.inviteFileId ?? makeCode(member));

async function makeLink({ _id, inviteCode }: MemberDocument, nowMs: number): Promise<string> {
  const asked = { pageUrl: `${PAGE}?invitation=${inviteCode}`, pageTitle: '明禾', isPermanent: false };
  const { link } = await askOpenapi(() => cloud.openapi.shortlink!.generate!(asked));
  if (typeof link !== 'string' || link === '') throw new Error('no link came');
  await members.change(_id, { inviteLink: { link, untilMs: nowMs + LINK_MS } });
  return link;
}

/** What WeChat did not give is left out: the invite code itself always works. */
async function orNothing(what: string, make: () => string | Promise<string>): Promise<string | null> {
  try {
    return await make();
  } catch (error) {
    logFault(`${what} was not made`, error);
    return null;
  }
}

/**
 * The mini-program code and the short link of a member's invitation, each made once and kept: the picture for ever, the
 * link until two weeks before it ends. Two at once may make a picture twice: it is the same file. Refused: goods that are
 * not on the shelf, so that no code is made for what is not there.
 */
export const invitationCode: Handler<'team.invitationCode'> = async ({ goodsId }, { member, nowMs }) => {
  if (goodsId !== undefined && !(await goodsOnSale.getFields(goodsId, { isOnShelf: true }))?.isOnShelf)
    return refuse('goods/unknown', { goodsId });
  const { inviteLink } = member;
  const isLinkKept = inviteLink !== undefined && inviteLink.untilMs - nowMs > LINK_LEFT_MS;
  const [fileId, link] = await Promise.all([
    orNothing('an invitation code', () => codeOf(member, goodsId)),
    isLinkKept ? inviteLink.link : orNothing('an invitation link', () => makeLink(member, nowMs)),
  ]);
  return done({ fileId, link });
};
