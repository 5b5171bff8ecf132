import Taro from '@tarojs/taro';
import { DOTS, type Drawing } from './drawing';
import { wechatCanvas } from './host';

/** What became of saving: kept, given up by the member, not allowed to the album, or not done for another reason. */
export type Saved = 'saved' | 'givenUp' | 'notAllowed' | 'failed';

const wordsOf = (fault: unknown): string => String((fault as { errMsg?: unknown } | null)?.errMsg ?? fault);

/** Why WeChat kept nothing, by its words. */
const savedBy = (fault: unknown): Saved => {
  const words = wordsOf(fault);
  if (/auth|privacy|scope/i.test(words)) return 'notAllowed';
  return /cancel/i.test(words) ? 'givenUp' : 'failed';
};

/** Saves what WeChat's canvas shows to the album; WeChat asks the member the first time. */
export async function saveFromWechat(canvasId: string, { width, height }: Drawing): Promise<Saved> {
  try {
    const canvas = await wechatCanvas(canvasId);
    if (!canvas) return 'failed';
    const { tempFilePath } = await Taro.canvasToTempFilePath({
      // The type knows the canvas by its id alone; one drawn in 2d is handed over itself.
      canvas: canvas as never,
      destWidth: width * DOTS,
      destHeight: height * DOTS,
      fileType: 'png',
    } as Parameters<typeof Taro.canvasToTempFilePath>[0]);
    await Taro.saveImageToPhotosAlbum({ filePath: tempFilePath });
    return 'saved';
  } catch (fault) {
    return savedBy(fault);
  }
}

/** WeChat's settings of this mini-program. Answers whether the album is allowed now. */
export async function allowAlbum(): Promise<boolean> {
  try {
    const { authSetting } = await Taro.openSetting();
    return authSetting['scope.writePhotosAlbum'] === true;
  } catch {
    return false;
  }
}

/** A browser keeps it among its downloads. */
export function saveFromBrowser(source: string, { fileName }: Drawing): Saved {
  const link = document.createElement('a');
  link.href = source;
  link.download = fileName;
  document.body.appendChild(link);
  link.click();
  link.remove();
  return 'saved';
}
