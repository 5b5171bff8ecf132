import type { GoodsView } from '@shared/contract';
import { useShareAppMessage, useShareTimeline } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { otherPictureAddress } from '../../gateway';
import { GOODS_PAGE, sharedQuery } from './shared';

/** WeChat draws these two kinds alone in a chat; for any other it takes a picture of the page. */
const DRAWN = /\.(?:png|jpe?g)$/i;

/**
 * What goes into a chat of WeChat, or among one's moments, when a product is shared: its name, its picture and who shares
 * it; nothing of what it earns.
 */
export function useWechatShare(goods: GoodsView | undefined): void {
  const [imageUrl, setImageUrl] = useState('');
  const picture = goods?.pictures[0] ?? '';
  useEffect(() => {
    if (process.env.TARO_ENV !== 'weapp' || !DRAWN.test(picture)) return;
    void otherPictureAddress(picture).then((address) => setImageUrl(address ?? ''));
  }, [picture]);
  useShareAppMessage(() => ({
    title: goods?.title ?? '',
    path: goods ? `${GOODS_PAGE}?${sharedQuery(goods)}` : '/pages/home/index',
    ...(imageUrl ? { imageUrl } : {}),
  }));
  useShareTimeline(() => ({
    title: goods?.title ?? '',
    query: goods ? sharedQuery(goods) : '',
    ...(imageUrl ? { imageUrl } : {}),
  }));
}
