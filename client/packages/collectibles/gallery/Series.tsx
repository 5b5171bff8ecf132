import type { SeriesCard } from '@shared/contract';
import { View } from '@tarojs/components';
import { ListShown } from '../../../components/ListShown';
import { Picture } from '../../../components/Picture';
import { EmptyState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { Price } from '../../../features/collectibles/Price';
import { goodsWords, limitWords, standingWords } from '../../../features/collectibles/words';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';

const NONE = { icon: 'star', title: '现在没有能领的', words: '店家发行新的一种，会列在这里。' } as const;

/** Every series that was issued: those that can be taken first. */
export function SeriesList() {
  const list = useListPages('collectibles.listSeries', { limit: 20 }, (page) => page.series);
  return (
    <ListShown list={list} fault="能领的没取到" empty={NONE}>
      <Rows series={list.rows} />
    </ListShown>
  );
}

/** Some of them, below one's own. */
export const SeriesCards = ({ series }: { series: readonly SeriesCard[] }) =>
  series.length === 0 ? <EmptyState {...NONE} /> : <Rows series={series} />;

const Rows = ({ series }: { series: readonly SeriesCard[] }) => (
  <View className="card card-tight">
    {series.map((one, at) => (
      <Row key={one.seriesId} series={one} isFirst={at === 0} />
    ))}
  </View>
);

function Row({ series, isFirst }: { series: SeriesCard; isFirst: boolean }) {
  const under = [series.goods ? goodsWords(series.goods) : '', limitWords(series.limit)].filter(Boolean);
  return (
    <View className={`item ${isFirst ? 'is-first' : ''}`}>
      <Picture picture={series.picture} ground={series.ground} size={84} />
      <View className="item-main">
        <Tap className="goods-name stretch" role="link" onTap={() => go.collectibleSeries(series.seriesId)}>
          {series.title}
        </Tap>
        <View className="cap muted">{under.join(' · ')}</View>
        <View className="item-end">
          <Price price={series.price} />
          <View className="cap muted">{standingWords(series)}</View>
        </View>
      </View>
    </View>
  );
}
