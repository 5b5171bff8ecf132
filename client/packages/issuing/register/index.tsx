import type { OutputOf } from '@shared/contract';
import { showMoment, showShortId } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { ListShown } from '../../../components/ListShown';
import { Row } from '../../../components/Row';
import { StaffScreen } from '../../../components/StaffScreen';
import { showNumber } from '../../../features/collectibles/words';
import { useListPages } from '../../../gateway';
import { ExchangeCard } from './ExchangeCard';

type Edition = OutputOf<'admin.listEditions'>['editions'][number];

/** The register of a series: whose each edition is, by pseudonym. */
export default function RegisterScreen() {
  const seriesId = decodeURIComponent(useRouter().params.id ?? '');
  return (
    <StaffScreen area="staff.shop" title="登记册">
      {() => (
        <>
          <ExchangeCard seriesId={seriesId} />
          <List seriesId={seriesId} />
        </>
      )}
    </StaffScreen>
  );
}

function List({ seriesId }: { seriesId: string }) {
  const list = useListPages('admin.listEditions', { seriesId, limit: 50 }, (page) => page.editions);
  return (
    <ListShown
      list={list}
      fault="登记册没取到"
      empty={{ icon: 'page', title: '还没有人领', words: '领走的每一份会按编号列在这里，持有人用代号。' }}
    >
      <View className="card card-tight">
        {list.rows.map((edition, at) => (
          <Row
            key={edition.editionId}
            isFirst={at === 0}
            title={`${showNumber(edition.number)} · ${showShortId(edition.holder)}`}
            sub={`${showMoment(edition.takenAtMs)} 领取，${edition.steps} 步${
              edition.collectedAtMs === null ? '' : `，${showMoment(edition.collectedAtMs)} 提货`
            }`}
            value={<View className="small muted">{STATES[edition.state]}</View>}
          />
        ))}
      </View>
    </ListShown>
  );
}

const STATES: Readonly<Record<Edition['state'], string>> = {
  free: '没有领',
  held: '持有',
  offered: '等收下',
  listed: '登记在外',
};
