import type { Wallet } from '@shared/contract';
import { ASSET_WORDS, type ShownAsset, showMoment, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { AssetChip } from '../../../components/Asset';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Tap } from '../../../components/Tap';
import { usePreferences } from '../../../state/preferences';
import { go } from '../../../state/routes';
import { HoldingRows } from './HoldingRows';

/** What of the cash waits, and from when how much of it may be drawn next. */
function waitingWords({ waitingFen, waitHours, waiting }: Wallet['withdrawable']): string {
  if (waitingFen === 0) return waitHours > 0 ? `入账要等满 ${waitHours} 小时` : '入账后没有等待期';
  const words = `另有 ${showPlain(waitingFen, 'cash')} 在 ${waitHours} 小时等待期`;
  const [first] = waiting;
  if (!first) return words;
  const nextFen = waiting.reduce((sum, one) => sum + (one.fromMs === first.fromMs ? one.amountFen : 0), 0);
  return `${words}，${showMoment(first.fromMs)} 起能提${nextFen === waitingFen ? '' : `其中 ${showPlain(nextFen, 'cash')}`}`;
}

/** What can be spent: three unlike assets side by side, each with what it can pay for; never one sum of them. */
export function BalancesCard({ wallet }: { wallet: Wallet }) {
  const { hidesAmounts, change } = usePreferences();
  const { withdrawable } = wallet;
  return (
    <View className="card card-low">
      <View className="head">
        <View className="small muted">现在能用</View>
        <Tap
          className="link link-in link-muted"
          label={hidesAmounts ? '显示金额' : '隐藏金额'}
          onTap={() => change({ hidesAmounts: !hidesAmounts })}
        >
          <Icon name={hidesAmounts ? 'eyeoff' : 'eye'} size={20} />
        </Tap>
      </View>
      <View className="balances">
        <Balance asset="cash" units={wallet.cashFen} words="分红等入账的现金" />
        <Balance
          asset="spendable"
          units={wallet.spendableCents}
          words={`每单最多抵 ${showPercent(wallet.spendableRatioMillionths)}`}
        />
        <Balance asset="stable" units={wallet.stableCents} words="付给收它的店" />
      </View>
      <View className="explain-rows mt12">
        <Row
          title="提现"
          sub={waitingWords(withdrawable)}
          label={`提现，现在能提 ${showPlain(withdrawable.nowFen, 'cash')}`}
          onTap={go.withdraw}
          value={<Amount units={withdrawable.nowFen} asset="cash" size="lead" isPrivate />}
        />
        <HoldingRows wallet={wallet} />
      </View>
      {wallet.owed.length > 0 ? (
        <View className="mb12">
          <Note tone="warn">
            之前的订单退回，少还了{' '}
            {wallet.owed.map((one) => `${showPlain(one.units, one.asset)} ${ASSET_WORDS[one.asset]}`).join('、')}
            。以后的入账先抵这些。
          </Note>
        </View>
      ) : null}
    </View>
  );
}

function Balance({ asset, units, words }: { asset: ShownAsset; units: number; words: string }) {
  return (
    <View className="balance">
      <AssetChip asset={asset} />
      <View className="mt4">
        <Amount units={units} asset={asset} size="title" isPrivate />
      </View>
      <View className="cap muted">{words}</View>
    </View>
  );
}
