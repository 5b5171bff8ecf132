import { View } from '@tarojs/components';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Textarea } from '../../../components/Input';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import './check.css';
import { pickFiles } from './pickFiles';
import { MOST_BYTES, prepare, type Read, readCertificate } from './readCertificate';
import { Verdict } from './Verdict';

interface Checked {
  /** What is shown of one is gone with the next. */
  readonly nth: number;
  /** The file's name; null of what was pasted. */
  readonly name: string | null;
  readonly read: Read;
}

/** Checks a certificate that somebody has, on this device: nobody signs in, and nothing of it is sent anywhere. */
export default function CheckScreen() {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [isReady, setReady] = useState<boolean | null>(null);
  useEffect(() => {
    void prepare().then(setReady);
  }, []);
  const check = useCallback(async (name: string | null, text: string) => {
    const read = await readCertificate(text);
    setChecked((before) => ({ nth: (before?.nth ?? 0) + 1, name, read }));
  }, []);
  const take = useCallback(
    async (file: File | undefined) => {
      // Too large a file is not even read.
      if (file) await check(file.name, file.size > MOST_BYTES ? ' '.repeat(MOST_BYTES + 1) : await file.text());
    },
    [check],
  );
  const isOver = useDrop(take);
  return (
    <Screen title="核对证书">
      <View className={`card flow gap12 ${isOver ? 'check-over' : ''}`}>
        <View className="head is-close">
          <HeadTitle>把证书文件交给这个页面</HeadTitle>
        </View>
        <View className="small muted">
          就在这台设备上算，不用登录，文件不会传出去。{isReady ? '现在断网也能核对。' : ''}
        </View>
        {isReady === false ? <Note tone="warn">核对签名的程序没有取到。联网后再打开这一页。</Note> : null}
        {checked?.name ? (
          <View className="wrap">
            文件：<View className="mono check-name">{checked.name}</View>
          </View>
        ) : null}
        <Button
          size="block"
          kind={checked ? 'line' : 'filled'}
          onTap={() => void pickFiles('.json,application/json').then(([file]) => take(file))}
        >
          {checked ? '换一个文件' : '选证书文件'}
        </Button>
        <Paste onCheck={(text) => void check(null, text)} />
      </View>
      {checked ? <Verdict key={checked.nth} read={checked.read} /> : null}
    </Screen>
  );
}

/** The text of a certificate, for those to whom it came in a message. */
function Paste({ onCheck }: { onCheck: (text: string) => void }) {
  const [text, setText] = useState('');
  return (
    <>
      <Textarea
        className="check-paste"
        aria-label="或者把文件里的字粘贴到这里"
        placeholder="或者把文件里的字粘贴到这里，电脑上也可以把文件拖进来"
        maxlength={-1}
        value={text}
        onInput={(event) => setText(event.detail.value)}
      />
      {text === '' ? null : (
        <Button kind="line" size="block" onTap={() => onCheck(text)}>
          核对粘贴的
        </Button>
      )}
    </>
  );
}

/** Takes a file that is dropped anywhere on the page; answers whether one hangs over it. */
function useDrop(take: (file: File | undefined) => Promise<void>): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    };
    const leave = () => setOver(false);
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void take(event.dataTransfer?.files[0]);
    };
    const listeners = { dragover: over, dragleave: leave, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) window.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        window.removeEventListener(name, listener as EventListener);
    };
  }, [take]);
  return isOver;
}
