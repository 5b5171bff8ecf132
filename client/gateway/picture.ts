import { wechatCloud } from './wechatCloud';

/** Pixels of a screen for each of the layout's: a thumbnail is made for the sharpest. */
const SHARPEST = 3;

/**
 * Where a stored picture is shown from; everything that shows one asks here. A file id (`cloud://…`) is shown by the
 * mini-program itself and by the H5's server by its route; where the build names the address of the environment's
 * storage, it is read there, no larger than it is shown: `widthPx` of the layout, the whole picture when left out. What
 * is no file id, such as a picture just picked, is its own address.
 */
export function pictureAddress(picture: string, widthPx?: number): string {
  const [, bucket, path] = /^cloud:\/\/([^/]+)\/(.+)$/.exec(picture) ?? [];
  if (path === undefined) return picture;
  if (PICTURE_ADDRESS) {
    const thumbnail = widthPx === undefined ? '' : `?imageMogr2/thumbnail/${widthPx * SHARPEST}x`;
    return `${PICTURE_ADDRESS}/${encodeURI(path)}${thumbnail}`;
  }
  return process.env.TARO_ENV === 'h5' ? `${CALL_ADDRESS}/picture/${bucket}/${encodeURI(path)}` : picture;
}

/**
 * The second way to a picture that could not be shown: an address that WeChat's storage gives out for a while. Null
 * where there is none.
 */
export async function otherPictureAddress(picture: string): Promise<string | null> {
  if (process.env.TARO_ENV === 'h5' || !picture.startsWith('cloud://')) return null;
  try {
    const { fileList } = await wechatCloud().getTempFileURL({ fileList: [picture] });
    return fileList[0]?.tempFileURL || null;
  } catch {
    return null;
  }
}
