import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../components/Button';
import { Note } from '../../components/Note';
import type { Drawing } from './drawing';
import { allowAlbum, type Saved, saveFromBrowser, saveFromWechat } from './save';

const isWeapp = process.env.TARO_ENV === 'weapp';

/** What of saving a drawing is shown. */
interface Saving {
  readonly canSave: boolean;
  /** On the key: what it does, or what is missing. */
  readonly words: string;
  readonly result: Saved | null;
  save(): void;
  /** Leads to WeChat's settings, then saves if the album is allowed. */
  allow(): void;
}

/**
 * Saving a drawing: to the album in WeChat, which may not be allowed, or among a browser's downloads. `drawn`: what its view
 * told; '' while it is drawn, null where it could not be.
 */
export function useSaving(drawing: Drawing | null, drawn: string | null): Saving {
  const [result, setResult] = useState<Saved | null>(null);
  const [isBusy, setBusy] = useState(false);
  const run = async () => {
    if (!drawing || !drawn || isBusy) return;
    setBusy(true);
    setResult(isWeapp ? await saveFromWechat(drawn, drawing) : saveFromBrowser(drawn, drawing));
    setBusy(false);
  };
  return {
    canSave: Boolean(drawn) && !isBusy,
    words: isBusy ? '正在保存' : drawn === '' ? '正在画' : '保存图片',
    result,
    save: () => void run(),
    allow: () => void allowAlbum().then((isAllowed) => (isAllowed ? run() : undefined)),
  };
}

/** What became of it, and what to do next. `what` was saved: 海报. */
export function SaveNote({ saving: { result, allow }, what }: { saving: Saving; what: string }) {
  if (result === 'saved')
    return <Note>{isWeapp ? `${what}存进了相册。` : `${what}存进了下载。长按图片也能保存。`}</Note>;
  if (result === 'notAllowed')
    return (
      <View className="flow gap8">
        <Note tone="warn">相册没有允许，{what}没有保存。到设置里允许「添加到相册」，再存一次。</Note>
        <View className="center">
          <Button kind="line" onTap={allow}>
            去设置
          </Button>
        </View>
      </View>
    );
  if (result === 'givenUp') return <Note>没有保存。</Note>;
  if (result === 'failed') return <Note tone="warn">{what}没有保存。再试一次，或者截屏。</Note>;
  return isWeapp ? null : <Note>长按图片也能保存或发给朋友。</Note>;
}
