import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { HeadTitle } from '../../../components/HeadTitle';
import { More } from '../../../components/More';
import { Row } from '../../../components/Row';
import { Redeem } from '../../../features/vouchers/Redeem';
import { VisitsCard } from '../../../features/vouchers/VisitsCard';
import { useListPages } from '../../../gateway';
import { MerchantScreen } from '../parts/MerchantScreen';

/** The till of one's own shop: a voucher is redeemed by its code, and what was redeemed of late stands below. */
export default function RedeemScreen() {
  return (
    <MerchantScreen title="核销">
      {(me) => (
        <>
          <View className="small muted">{me.shop?.name}</View>
          <Redeem as="merchant" />
          <VisitsCard as="merchant" />
          <Lately />
        </>
      )}
    </MerchantScreen>
  );
}

function Lately() {
  const list = useListPages('merchant.listRedeemed', { limit: 10 }, (page) => page.vouchers);
  if (list.rows.length === 0) return null;
  return (
    <View className="card card-tight">
      <View className="head">
        <HeadTitle>最近核销</HeadTitle>
      </View>
      {list.rows.map((one, at) => (
        <Row
          key={one.code}
          isFirst={at === 0}
          title={`${[one.title, one.label].filter(Boolean).join(' ')} × ${one.redeemedPieces}`}
          sub={`${showMoment(one.redeemedAtMs)}，买了 ${one.pieces} 份`}
          value={<Amount units={one.priceFen} asset="cash" />}
        />
      ))}
      <More hasMore={list.hasMore} isLoading={list.isLoading} onMore={list.more} isEnd={false} />
    </View>
  );
}
