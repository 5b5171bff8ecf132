import type { EditionRow, InputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { Icon } from '../../../components/Icon';
import { ListShown } from '../../../components/ListShown';
import { Picture } from '../../../components/Picture';
import { Tap } from '../../../components/Tap';
import { collectedWords, numberWords, purposeOf } from '../../../features/collectibles/words';
import { serverNow, useListPages } from '../../../gateway';
import { go } from '../../../state/routes';

interface MineProps {
  readonly filter: NonNullable<InputOf<'collectibles.listMine'>['filter']>;
  /** How many series can be taken, now or soon. */
  readonly open: number;
  readonly onTake: () => void;
}

const EMPTY = {
  held: { title: '还没有藏品', words: '能领的在下面。领到后，编号、经过和能做的事都在这里。' },
  collected: { title: '还没有提过货', words: '藏品附带的货，打开那一份，在里面提。' },
} as const;

/** One's own editions, two in a row, the latest first. */
export function Mine({ filter, open, onTake }: MineProps) {
  const list = useListPages('collectibles.listMine', { filter, limit: 20 }, (page) => page.editions);
  const act = { words: '看能领的', onTap: onTake };
  const leadsOn = filter === 'held' && open > 0 && !list.hasMore;
  return (
    <ListShown list={list} fault="藏品没取到" empty={{ icon: 'star', ...EMPTY[filter], act }}>
      <View className="grid2">
        {list.rows.map((edition) => (
          <Tile key={edition.editionId} edition={edition} />
        ))}
        {leadsOn ? (
          <Tap className="good edition-more" label={`能领的还有 ${open} 种，看看`} onTap={onTake}>
            <View className="muted flex">
              <Icon name="plus" size={26} />
            </View>
            <View className="small muted">能领的还有 {open} 种</View>
          </Tap>
        ) : null}
      </View>
    </ListShown>
  );
}

function Tile({ edition }: { edition: EditionRow }) {
  const purpose = purposeOf(edition, serverNow());
  const collected = edition.collectedAtMs === null ? null : collectedWords(edition.collectedAtMs);
  return (
    <View className="good">
      <Picture picture={edition.picture} ground={edition.ground} className="good-pic" />
      <View className="good-body">
        <Tap className="goods-name stretch" role="link" onTap={() => go.edition(edition.editionId)}>
          {edition.title}
        </Tap>
        <View className="cap muted">{numberWords(edition)}</View>
        <View className="tags">
          {purpose ? (
            <View className={`tag edition-purpose ${purpose.isReady ? 'tag-ok' : ''}`}>{purpose.words}</View>
          ) : null}
          {collected && collected !== purpose?.words ? <View className="tag">{collected}</View> : null}
        </View>
      </View>
    </View>
  );
}
