import Taro from '@tarojs/taro';
import type { Picked } from './uploader';

/** What a browser offers to pick from. */
const ACCEPTED = 'image/png,image/jpeg,image/webp';

/** Lets somebody pick pictures, at most so many, made smaller by WeChat. Nothing when it was cancelled. */
export const pickPictures = (most: number): Promise<readonly Picked[]> =>
  process.env.TARO_ENV === 'h5' ? fromBrowser(most) : fromPhone(most);

async function fromPhone(most: number): Promise<readonly Picked[]> {
  try {
    const { tempFiles } = await Taro.chooseMedia({ count: most, mediaType: ['image'], sizeType: ['compressed'] });
    return tempFiles.map(({ tempFilePath, size }) => ({ path: tempFilePath, bytes: size }));
  } catch (error) {
    if (/cancel/i.test(String((error as { errMsg?: string }).errMsg))) return [];
    throw error;
  }
}

function fromBrowser(most: number): Promise<readonly Picked[]> {
  const input = document.createElement('input');
  Object.assign(input, { type: 'file', accept: ACCEPTED, multiple: most > 1 });
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve([]));
    input.addEventListener('change', () =>
      resolve(
        [...(input.files ?? [])].slice(0, most).map((file) => ({ path: URL.createObjectURL(file), bytes: file.size })),
      ),
    );
    input.click();
  });
}
