import type { PictureKind } from '@shared/contract';
import { httpUpload } from './httpUpload';
import type { Picked, Upload } from './uploader';
import { wechatUpload } from './wechatUpload';

/** Chosen when the client is built: the other one is not in the bundle. */
const upload: Upload = process.env.TARO_ENV === 'h5' ? httpUpload : wechatUpload;

/**
 * Stores a picked file and answers its file id, which is what an action takes. The same file again has the same id and
 * is stored once. Throws Refused: 'picture/type', 'picture/tooLarge', 'identity/notAllowed', or what the network did.
 */
export const uploadPicture = (
  picked: Picked,
  kind: PictureKind,
  onProgress: (part: number) => void = () => {},
): Promise<string> => upload(picked, kind, onProgress);
