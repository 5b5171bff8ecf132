import type { Wallet } from '@shared/contract';
import { showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { Row } from '../../../components/Row';
import { usePreferences } from '../../../state/preferences';

/** What is not to be spent yet: points that are being released, until when as it stands, and points that are held. */
export function HoldingRows({ wallet: { release, appreciation } }: { wallet: Wallet }) {
  const { hidesAmounts } = usePreferences();
  return (
    <>
      {release && release.remainingReleaseCents > 0 ? (
        <Row
          title="待释放"
          sub={releasedWords(release, hidesAmounts)}
          value={<Amount units={release.remainingReleaseCents} asset="remaining" size="lead" isPrivate />}
        />
      ) : null}
      {appreciation && appreciation.heldMicroPoints > 0 ? (
        <Row
          title="持有增值积分"
          sub={
            hidesAmounts
              ? '按现在的池折算，手续费前'
              : `按现在的池折 ${showPlain(appreciation.worthFen, 'cash')}，手续费前`
          }
          value={<Amount units={appreciation.heldMicroPoints} asset="appreciating" size="lead" isPrivate />}
        />
      ) : null}
    </>
  );
}

function releasedWords({ orders, ordersMore, ahead }: NonNullable<Wallet['release']>, hidesAmounts: boolean) {
  const count = orders.length + ordersMore;
  if (!ahead || hidesAmounts) return `${count} 笔订单在释放`;
  return (
    <>
      <View>
        {count} 笔订单，现在每天 {showPlain(ahead.dailyReleaseCents, 'remaining')}
      </View>
      <View>只按这个数算到 {ahead.untilDay}，不是承诺</View>
    </>
  );
}
