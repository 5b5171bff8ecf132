import { mostBytes, type RefusalOf, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { once } from '../_actions/once';
import type { Handler } from '../_actions/outcomes';
import { arePicturesLookedAt, passedOf, screenPicture } from '../_actions/screenPicture';
import { removeFiles, unusableFile } from '../_platform/files';
import { derivedId } from '../_platform/ids';
import { logFault } from '../_platform/log';
import { members } from '../_store/collections';
import { readMe } from './me';

/** Avatars lie in one folder, each member's in one of his own. */
const folderOf = (memberId: string): string => `avatars/${derivedId('U', memberId)}`;

export const placePicture: Handler<'account.placePicture'> = async ({ type, bytes, digest }, { member }) => {
  const most = mostBytes.avatar;
  if (bytes > most) return refuse('picture/tooLarge', { bytes, mostBytes: most });
  return done({ cloudPath: `${folderOf(member._id)}/${digest}.${type}` });
};

/** Its owner sees it at once; others once it was looked at, which is asked for before anything is locked. */
export const setAvatar: Handler<'account.setAvatar'> = async ({ picture }, caller) => {
  const { member } = caller;
  if (picture !== null) {
    if (!arePicturesLookedAt()) return refuse('avatar/notLookedAt');
    if ((await unusableFile([picture], folderOf(member._id))) !== null)
      return refuse('picture/unknown', { fileId: picture });
    await screenPicture([picture]);
  }
  const set = await once<{ former: string | null }, RefusalOf<'account.setAvatar'>>(caller, async (transaction) => {
    const before = (await members.get(member._id, transaction))!.avatar?.fileId ?? null;
    const passed = picture === null ? [] : await passedOf([picture], { memberId: member._id }, transaction);
    const state = passed.length > 0 ? 'passed' : 'pending';
    await members.change(member._id, { avatar: picture === null ? null : { fileId: picture, state } }, transaction);
    return done({ former: before === picture ? null : before });
  });
  if (!set.ok) return set;
  const { former } = set.value;
  // Of use to nobody any more: one that cannot be removed now keeps nobody from the new one.
  if (former !== null) await removeFiles([former]).catch((error) => logFault('an avatar was not removed', error));
  return done(await readMe(member._id));
};
