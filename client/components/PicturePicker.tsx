import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { refusalWords } from '../copy/refusals';
import { asRefused, type PictureKind, type Refused, uploadPicture } from '../gateway';
import { Icon } from './Icon';
import { Note } from './Note';
import { PictureOnly } from './Picture';
import './PicturePicker.css';
import { Tap } from './Tap';

interface PicturePickerProps {
  /** What the pictures are for. */
  readonly kind: PictureKind;
  /** What they show, in the words of a screen reader: 商品图片. */
  readonly what: string;
  /** File ids, the first one first. */
  readonly pictures: readonly string[];
  readonly most: number;
  readonly onChange: (pictures: readonly string[]) => void;
}

/** Pictures of one thing, and a tile that adds more and says how many of how many there are. */
export function PicturePicker({ kind, what, pictures, most, onChange }: PicturePickerProps) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const pick = async () => {
    setFault(null);
    try {
      const { tempFiles } = await Taro.chooseImage({ count: most - pictures.length, sizeType: ['compressed'] });
      setBusy(true);
      const added = [...pictures];
      for (const { path, size } of tempFiles) added.push(await uploadPicture({ path, bytes: size }, kind));
      onChange([...new Set(added)]);
    } catch (error) {
      if (!/cancel/i.test(String((error as { errMsg?: string }).errMsg))) setFault(asRefused(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="flow gap8">
      <View className="picks" aria-label={what}>
        {pictures.map((picture, at) => (
          <View key={picture} className="pick pic g1">
            <PictureOnly picture={picture} />
            {at === 0 && most > 1 ? <View className="pick-first">首图</View> : null}
            <Tap
              className="pick-remove"
              label={`删掉第 ${at + 1} 张${what}`}
              onTap={() => onChange(pictures.filter((one) => one !== picture))}
            >
              <View className="pick-remove-face">
                <Icon name="close" size={14} />
              </View>
            </Tap>
          </View>
        ))}
        {pictures.length < most ? (
          <Tap
            className="pick pick-add"
            isOff={isBusy}
            label={`加${what}，已有 ${pictures.length} 张，最多 ${most} 张`}
            onTap={() => void pick()}
          >
            <Icon name="plus" size={22} />
            <View className="small">{isBusy ? '正在传' : `${pictures.length} / ${most}`}</View>
          </Tap>
        ) : null}
      </View>
      {fault ? <Note icon="warn">{refusalWords(fault)}</Note> : null}
    </View>
  );
}
