import type { ReviewShown } from '@shared/contract';
import { showDayOf } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { PictureOnly } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { showPictures } from '../../state/pictureView';
import './reviews.css';

const DAY_MS = 86_400_000;

/** How long after a review it was added to, in whole days. */
function laterWords(writtenAtMs: number, addedAtMs: number): string {
  const days = Math.floor((addedAtMs - writtenAtMs) / DAY_MS);
  return days === 0 ? '当天追评' : `${days} 天后追评`;
}

type Said = Pick<ReviewShown, 'words' | 'pictures' | 'atMs' | 'added' | 'answer'>;

/** What a review says, with its pictures, what was added, and what the shop answered. */
export function ReviewBody({ review: { words, pictures, atMs, added, answer } }: { review: Said }) {
  return (
    <>
      <View className="review-words">{words}</View>
      {pictures.length > 0 ? (
        <View className="review-shots">
          {pictures.map((picture, at) => (
            <Tap
              key={picture}
              className="review-shot"
              label={`看第 ${at + 1} 张图，共 ${pictures.length} 张`}
              onTap={() => showPictures(pictures, at)}
            >
              <PictureOnly picture={picture} widthPx={88} />
            </Tap>
          ))}
        </View>
      ) : null}
      {added ? (
        <View className="small review-words">
          <Text className="tag tag-accent">{laterWords(atMs, added.atMs)}</Text> {added.words}
        </View>
      ) : null}
      {answer ? (
        <View className="review-answer">
          <Text className="bold">{answer.name}</Text> <Text className="muted">{showDayOf(answer.atMs)} 答复</Text>
          <View>{answer.words}</View>
        </View>
      ) : null}
    </>
  );
}
