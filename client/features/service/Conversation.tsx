import type { About, Said } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../components/Button';
import { Picture, PictureOnly } from '../../components/Picture';
import { Tap } from '../../components/Tap';
import { showPictures } from '../../state/pictureView';
import { go } from '../../state/routes';
import './service.css';

interface ConversationProps {
  /** Newest first, as lists bring them; the newest stands at the foot. */
  readonly said: readonly Said[];
  readonly side: Said['by'];
  /** Who the other side is, by name. */
  readonly other: string;
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly onMore: () => void;
}

/** What two sides said to each other: one's own to the right. */
export function Conversation({ said, side, other, hasMore, isLoading, onMore }: ConversationProps) {
  return (
    <View className="talk" {...{ role: 'log' }} aria-label="对话">
      {hasMore ? (
        <View className="center">
          <Button kind="plain" size="small" isOff={isLoading} onTap={onMore}>
            {isLoading ? '正在取' : '看更早的'}
          </Button>
        </View>
      ) : null}
      {[...said].reverse().map((one) => (
        <Bubble key={one.no} said={one} isOwn={one.by === side} other={other} />
      ))}
    </View>
  );
}

function Bubble({ said, isOwn, other }: { said: Said; isOwn: boolean; other: string }) {
  const { words, pictures, about, atMs } = said;
  return (
    <View className={`talk-row ${isOwn ? 'is-own' : ''}`}>
      <View className="cap muted">
        {isOwn ? '我' : other} · {showMoment(atMs)}
      </View>
      {about ? <AboutCard about={about} isOfBuyer={isOwn} /> : null}
      {words === '' ? null : <View className="talk-words wrap">{words}</View>}
      {pictures.length > 0 ? (
        <View className="talk-pictures">
          {pictures.map((picture, at) => (
            <Tap
              key={picture}
              className="talk-picture pic g1"
              label={`看第 ${at + 1} 张图片`}
              onTap={() => showPictures(pictures, at)}
            >
              <PictureOnly picture={picture} widthPx={96} />
            </Tap>
          ))}
        </View>
      ) : null}
    </View>
  );
}

/** What is asked about; the buyer goes on to it. */
function AboutCard({ about, isOfBuyer }: { about: About; isOfBuyer: boolean }) {
  const { kind, id, title, picture, ground } = about;
  const words = kind === 'goods' ? title : `${kind === 'order' ? '订单' : '售后，订单'} ${title}`;
  const inside = (
    <>
      <Picture picture={picture} ground={ground} size={52} />
      <View className="grow small wrap">{words}</View>
    </>
  );
  const open = { goods: go.goods, order: go.order, afterSales: go.afterSales }[kind];
  if (!isOfBuyer && kind !== 'goods') return <View className="talk-about">{inside}</View>;
  return (
    <Tap className="talk-about" role="link" label={words} onTap={() => open(id)}>
      {inside}
    </Tap>
  );
}
