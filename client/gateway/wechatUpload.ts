import type { PictureKind, PictureType } from '@shared/contract';
import { FILE_HEAD_BYTES, fileTypeOf } from '@shared/format';
import { call } from './call';
import { Refused } from './refused';
import type { Upload } from './uploader';
import { wechatCloud, wordsOfWechat } from './wechatCloud';

const files = () => wx.getFileSystemManager();

/** The first bytes of a file on the phone. */
const headOf = (filePath: string): Promise<Uint8Array> =>
  new Promise((resolve, reject) =>
    files().readFile({
      filePath,
      position: 0,
      length: FILE_HEAD_BYTES,
      success: ({ data }) => resolve(new Uint8Array(data as ArrayBuffer)),
      fail: reject,
    }),
  );

/** Size and SHA-1 of a file on the phone, made by WeChat itself: every version of it knows that one. */
const factsOf = (filePath: string): Promise<{ size: number; digest: string }> =>
  new Promise((resolve, reject) =>
    files().getFileInfo({ filePath, digestAlgorithm: 'sha1', success: resolve, fail: reject }),
  );

interface Asked {
  readonly kind: PictureKind;
  readonly type: PictureType;
  readonly bytes: number;
  readonly digest: string;
}

/** Where a file goes: pictures of a case, a review, a thread or a licence and avatars are any member's, all others an administrator's. */
const placed = ({ kind, type, ...asked }: Asked): Promise<{ cloudPath: string }> => {
  if (kind !== 'afterSales' && kind !== 'review' && kind !== 'service' && kind !== 'licence' && kind !== 'avatar')
    return call('admin.placePicture', { kind, type, ...asked });
  if (type === 'pdf') throw new Refused('picture/type');
  if (kind === 'avatar') return call('account.placePicture', { kind, type, ...asked });
  if (kind === 'review') return call('reviews.placePicture', { kind, type, ...asked });
  if (kind === 'licence') return call('merchant.placePicture', { kind, type, ...asked });
  if (kind === 'service') return call('messages.placePicture', { kind, type, ...asked });
  return call('afterSales.placePicture', { kind, type, ...asked });
};

/**
 * WeChat: the function says where the file goes, then the phone sends it straight into the storage. Whether it arrived is
 * seen again by the function that takes its id.
 */
export const wechatUpload: Upload = async ({ path: filePath, bytes }, kind, onProgress) => {
  // A file of fewer bytes than the head is none of the known kinds.
  const type = bytes < FILE_HEAD_BYTES ? null : fileTypeOf(await headOf(filePath));
  if (type === null) throw new Refused('picture/type');
  const { size, digest } = await factsOf(filePath);
  const { cloudPath } = await placed({ kind, type, bytes: size, digest });
  return new Promise((resolve, reject) => {
    const task = wechatCloud().uploadFile({
      cloudPath,
      filePath,
      success: ({ fileID }) => resolve(fileID),
      fail: (error) => reject(new Refused('network/offline', {}, wordsOfWechat(error))),
    });
    task.onProgressUpdate(({ progress }) => onProgress(progress / 100));
  });
};
