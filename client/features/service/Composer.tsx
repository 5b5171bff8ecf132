import { View } from '@tarojs/components';
import { useRef, useState } from 'react';
import { Button } from '../../components/Button';
import { Note } from '../../components/Note';
import { PicturePicker } from '../../components/PicturePicker';
import { Tap } from '../../components/Tap';
import { refusalWords } from '../../copy/refusals';
import { newRequestId, type Refused } from '../../gateway';
import './service.css';
import { Textarea } from '../../components/Input';

const MOST_CHARACTERS = 500;
const MOST_PICTURES = 6;

interface Said {
  readonly words: string;
  readonly pictures: string[];
  readonly requestId: string;
}

/** The foot in which one writes: words, pictures where they are wanted, and the key that sends. */
export function Composer({
  hint,
  isBusy,
  replies = [],
  onSay,
}: {
  hint: string;
  /** Taken into the field instead of typing. */
  replies?: readonly string[];
  isBusy: boolean;
  /** Rejects as refused: what was written stays. */
  onSay: (said: Said) => Promise<unknown>;
}) {
  const [words, setWords] = useState('');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const [isPicking, setPicking] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const requestId = useRef(newRequestId());
  const isEmpty = words.trim() === '' && pictures.length === 0;
  const send = async (): Promise<void> => {
    setFault(null);
    try {
      await onSay({ words, pictures: [...pictures], requestId: requestId.current });
      setWords('');
      setPictures([]);
      setPicking(false);
      requestId.current = newRequestId();
    } catch (refused) {
      // The network's failure is tried again under the same id; what was refused is another request.
      if ((refused as Refused).code !== 'network/offline') requestId.current = newRequestId();
      setFault(refused as Refused);
    }
  };
  return (
    <View className="bar say">
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      {replies.length > 0 && words === '' ? (
        <View className="opts">
          {replies.map((reply) => (
            <Tap key={reply} className="opt" onTap={() => setWords(reply)}>
              {reply}
            </Tap>
          ))}
        </View>
      ) : null}
      {isPicking ? (
        <PicturePicker
          kind="service"
          what="要发的图片"
          pictures={pictures}
          most={MOST_PICTURES}
          isLed={false}
          onChange={setPictures}
        />
      ) : null}
      <View className="say-row">
        <Textarea
          className="say-field"
          placeholderClass="placeholder"
          value={words}
          maxlength={MOST_CHARACTERS}
          placeholder={hint}
          aria-label={hint}
          autoHeight
          fixed
          onInput={(event) => setWords(event.detail.value)}
        />
        <Button
          kind="plain"
          size="small"
          label={isPicking ? '不加图片' : '加图片'}
          onTap={() => setPicking(!isPicking)}
        >
          图片
        </Button>
        <Button size="small" isOff={isEmpty || isBusy} onTap={() => void send()}>
          {isBusy ? '正在发' : '发送'}
        </Button>
      </View>
    </View>
  );
}
