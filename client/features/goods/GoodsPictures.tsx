import { View } from '@tarojs/components';
import { useState } from 'react';
import { PictureOnly } from '../../components/Picture';
import { Slides } from '../../components/Slides';
import { Tap } from '../../components/Tap';
import { showPictures } from '../../state/pictureView';

/** The pictures of a product: one, or several to swipe through; its count leads to the next, for those who cannot swipe. */
export function GoodsPictures({ pictures, ground }: { pictures: readonly string[]; ground: number }) {
  const [place, setPlace] = useState(0);
  const count = pictures.length;
  const enlarge = () => showPictures(pictures, place);
  if (count < 2) {
    return (
      <Tap className={`hero hero-slide g${ground}`} label="看大图" isOff={!pictures[0]} onTap={enlarge}>
        <PictureOnly picture={pictures[0] ?? ''} />
      </Tap>
    );
  }
  return (
    <View className={`hero g${ground}`}>
      <Slides pictures={pictures} place={place} onPlace={setPlace} tapWords="看大图" onTap={enlarge} />
      <Tap
        className="tag tag-raised hero-count"
        label={`第 ${place + 1} 张图，共 ${count} 张，看下一张`}
        onTap={() => setPlace((place + 1) % count)}
      >
        {place + 1} / {count}
      </Tap>
    </View>
  );
}
