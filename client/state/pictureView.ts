import Taro from '@tarojs/taro';
import { create } from 'zustand';
import { pictureAddress } from '../gateway';
import { go } from './routes';

interface PictureView {
  readonly pictures: readonly string[];
  /** The one to begin with, from 0. */
  readonly place: number;
}

/** What the page of large pictures shows: empty when it was opened by its address. */
export const usePictureView = create<PictureView>(() => ({ pictures: [], place: 0 }));

/** Shows pictures as large as the screen, beginning with one of them: by WeChat itself, or on a page of a browser. */
export function showPictures(pictures: readonly string[], place: number): void {
  const shown = pictures.filter((picture) => picture !== '');
  if (shown.length === 0) return;
  if (process.env.TARO_ENV === 'weapp') {
    const urls = shown.map((picture) => pictureAddress(picture));
    void Taro.previewImage({ urls, current: urls[place] ?? urls[0] ?? '' });
    return;
  }
  usePictureView.setState({ pictures: shown, place: Math.min(place, shown.length - 1) });
  go.pictures();
}
