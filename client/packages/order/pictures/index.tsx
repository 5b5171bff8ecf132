import { View } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '../../../components/Icon';
import { PictureOnly } from '../../../components/Picture';
import { Slides } from '../../../components/Slides';
import { Tap } from '../../../components/Tap';
import { usePictureView } from '../../../state/pictureView';
import { go } from '../../../state/routes';
import './pictures.css';

/** Pictures as large as the screen, in a browser: to swipe through, and each once more as large. Back or Esc closes it. */
export default function PicturesScreen() {
  const { pictures, place: first } = usePictureView();
  const [place, setPlace] = useState(first);
  const [isLarger, setLarger] = useState(false);
  const count = pictures.length;
  useEffect(() => {
    // By its address there is nothing to show.
    if (count === 0) go.back();
    const close = ({ key }: KeyboardEvent) => {
      if (key === 'Escape') go.back();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [count]);
  const zoom = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = zoom;
    if (!isLarger || !current) return;
    // From its middle on.
    current.scrollTo(
      (current.scrollWidth - current.clientWidth) / 2,
      (current.scrollHeight - current.clientHeight) / 2,
    );
  }, [isLarger]);
  const show = (next: number) => {
    setPlace(next);
    setLarger(false);
  };
  return (
    <View className="large" {...{ role: 'dialog' }} aria-label="大图">
      <View className="large-bar">
        <Tap className="large-key" label="返回" onTap={go.back}>
          <Icon name="back" />
        </Tap>
        {count > 1 ? (
          <Tap
            className="large-key"
            label={`第 ${place + 1} 张图，共 ${count} 张，看下一张`}
            onTap={() => show((place + 1) % count)}
          >
            {place + 1} / {count}
          </Tap>
        ) : null}
        <Tap className="large-key" onTap={() => setLarger(!isLarger)}>
          {isLarger ? '缩小' : '放大'}
        </Tap>
      </View>
      <View className="large-stage">
        {isLarger ? (
          <View ref={zoom} className="large-zoom">
            <PictureOnly picture={pictures[place] ?? ''} />
          </View>
        ) : (
          <Slides pictures={pictures} place={place} onPlace={setPlace} tapWords="放大" onTap={() => setLarger(true)} />
        )}
      </View>
    </View>
  );
}
