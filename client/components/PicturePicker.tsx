import type { PictureKind } from '@shared/contract';
import { View } from '@tarojs/components';
import { refusalWords } from '../copy/refusals';
import { Icon } from './Icon';
import { Note } from './Note';
import { PictureOnly } from './Picture';
import './PicturePicker.css';
import { Tap } from './Tap';
import { type Uploading, usePictureUploads } from './usePictureUploads';

interface PicturePickerProps {
  /** What the pictures are for. */
  readonly kind: PictureKind;
  /** What they show, in the words of a screen reader: 商品图片. */
  readonly what: string;
  /** File ids, the first one first. */
  readonly pictures: readonly string[];
  readonly most: number;
  /** The first one stands for all, and is named so. */
  readonly isLed?: boolean;
  readonly onChange: (pictures: readonly string[]) => void;
}

/**
 * Pictures of one thing: those that are stored, those on their way, and a tile that adds more and says how many of how
 * many there are. A picture that did not arrive says why and is sent again at a tap.
 */
export function PicturePicker({ kind, what, pictures, most, isLed = true, onChange }: PicturePickerProps) {
  const { uploading, pick, again, takeAway } = usePictureUploads(kind, (fileId) => {
    // The same picture picked twice is one file.
    if (!pictures.includes(fileId)) onChange([...pictures, fileId]);
  });
  const count = pictures.length + uploading.length;
  const failed = uploading.find(({ error }) => error !== null);
  return (
    <View className="flow gap8">
      <View className="picks" aria-label={what}>
        {pictures.map((picture, at) => (
          <View key={picture} className="pick pic g1">
            <PictureOnly picture={picture} widthPx={72} />
            {at === 0 && most > 1 && isLed ? <View className="pick-first">首图</View> : null}
            <Remove
              label={`删掉第 ${at + 1} 张${what}`}
              onTap={() => onChange(pictures.filter((one) => one !== picture))}
            />
          </View>
        ))}
        {uploading.map((one) => (
          <OnItsWay key={one.key} one={one} onAgain={() => again(one.key)} onRemove={() => takeAway(one.key)} />
        ))}
        {count < most ? (
          <Tap
            className="pick pick-add"
            label={`加${what}，已有 ${count} 张，最多 ${most} 张`}
            onTap={() => void pick(most - count)}
          >
            <Icon name="plus" size={22} />
            <View className="small">
              {count} / {most}
            </View>
          </Tap>
        ) : null}
      </View>
      {failed?.error ? <Note icon="warn">{refusalWords(failed.error)}</Note> : null}
    </View>
  );
}

function OnItsWay({ one, onAgain, onRemove }: { one: Uploading; onAgain: () => void; onRemove: () => void }) {
  const percent = Math.round(one.part * 100);
  return (
    <View className="pick pic g1">
      <PictureOnly picture={one.path} />
      {one.error ? (
        <Tap className="pick-over" label="没有传上去，再传一次" onTap={onAgain}>
          <Icon name="return" size={20} />
          <View className="small">再传一次</View>
        </Tap>
      ) : (
        <View className="pick-over" aria-label={`正在上传，${percent}%`}>
          <View className="small">{percent}%</View>
        </View>
      )}
      <Remove label="不传这一张" onTap={onRemove} />
    </View>
  );
}

/** The face is small, the target is not. */
function Remove({ label, onTap }: { label: string; onTap: () => void }) {
  return (
    <Tap className="pick-remove" label={label} onTap={onTap}>
      <View className="pick-remove-face">
        <Icon name="close" size={14} />
      </View>
    </Tap>
  );
}
