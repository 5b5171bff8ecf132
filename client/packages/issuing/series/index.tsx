import type { MadeSeries } from '@shared/contract';
import { showCount, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { ListShown } from '../../../components/ListShown';
import { Picture } from '../../../components/Picture';
import { StaffScreen } from '../../../components/StaffScreen';
import { Tap } from '../../../components/Tap';
import { limitWords, priceWords } from '../../../features/collectibles/words';
import { useListPages } from '../../../gateway';
import { go } from '../../../state/routes';

/** Every series of collectibles, drafts too. */
export default function SeriesListScreen() {
  return (
    <StaffScreen
      area="staff.shop"
      title="藏品系列"
      foot={
        <View className="bar btns">
          <Button onTap={() => go.issuing('edit')}>做一个系列</Button>
        </View>
      }
    >
      {() => <List />}
    </StaffScreen>
  );
}

function List() {
  const list = useListPages('admin.listSeries', { limit: 20 }, (page) => page.series);
  return (
    <ListShown
      list={list}
      fault="藏品系列没取到"
      empty={{
        icon: 'star',
        title: '还没有藏品系列',
        words: '先存成草稿，看好了再发行。发行后，会员在「藏品」里用积分领。',
      }}
    >
      <View className="card card-tight">
        {list.rows.map((series, at) => (
          <Row key={series.seriesId} series={series} isFirst={at === 0} />
        ))}
      </View>
    </ListShown>
  );
}

const STATES: Readonly<Record<MadeSeries['state'], { words: string; tone: string }>> = {
  coming: { words: '等开始', tone: 'tag-accent' },
  entering: { words: '正在报名', tone: 'tag-ok' },
  drawing: { words: '等抽签', tone: 'tag-accent' },
  open: { words: '正在领', tone: 'tag-ok' },
  over: { words: '已截止', tone: '' },
  allTaken: { words: '领完了', tone: '' },
};

function Row({ series, isFirst }: { series: MadeSeries; isFirst: boolean }) {
  const { seriesId, title, picture, ground, supply, left, limit, price, opensAtMs, issuedAtMs } = series;
  const standing = issuedAtMs === null ? { words: '草稿', tone: 'tag-warn' } : STATES[series.state];
  return (
    <View className={`item ${isFirst ? 'is-first' : ''}`}>
      <Picture picture={picture} ground={ground} size={72} />
      <View className="item-main">
        <Tap className="goods-name stretch" role="link" onTap={() => go.issuing('edit', seriesId)}>
          {title}
        </Tap>
        <View className="cap muted">
          {priceWords(price)} · {limitWords(limit)}
          {series.draw ? ' · 抽签' : ''}
        </View>
        <View className="item-end">
          <View className={`tag ${standing.tone}`}>{standing.words}</View>
          <View className="cap muted">
            {issuedAtMs === null
              ? `${showCount(supply)} 份，${showMoment(opensAtMs)} 开`
              : `领走 ${showCount(supply - left)} / ${showCount(supply)}`}
          </View>
        </View>
      </View>
    </View>
  );
}
