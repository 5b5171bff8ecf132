import { amountParts, type ShownAsset, type SignShown, spokenAmount } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { usePreferences } from '../state/preferences';

interface AmountProps {
  /** Whole units of the asset, as the functions answered them. Nothing is computed here. */
  readonly units: number;
  readonly asset: ShownAsset;
  /** From `lead` (17 px) up, ¥ and decimals stand smaller than the figure. */
  readonly size?: 'text' | 'lead' | 'title' | 'figure' | 'hero';
  readonly sign?: SignShown;
  /** Hidden by the eye of the wallet. Prices and sums of a checkout never are. */
  readonly isPrivate?: boolean;
  /** Without ¥: in a ledger whose label says what the figure is. */
  readonly isPlain?: boolean;
  /** A payment or a deduction, written with a minus though its units are positive. */
  readonly isTaken?: boolean;
}

const SIZES = { text: '', lead: 'amt-lead', title: 'amt-title', figure: 'amt-figure', hero: 'amt-hero' } as const;

/** Every figure of an asset. Green only when it was credited; reads as one phrase. */
export function Amount({ units, asset, size = 'text', sign = 'balance', isPrivate, isPlain, isTaken }: AmountProps) {
  const isHidden = usePreferences((all) => all.hidesAmounts) && isPrivate;
  const shown = isTaken && units > 0 ? -units : units;
  const parts = amountParts(shown, asset, sign);
  const isCredit = sign === 'change' && shown > 0;
  if (isHidden) {
    return (
      <View className={`amt ${SIZES[size]}`} {...{ role: 'img' }} aria-label="金额已隐藏">
        <Text>••••</Text>
      </View>
    );
  }
  return (
    <View
      className={`amt ${SIZES[size]} ${isCredit ? 'amt-in' : ''}`}
      {...{ role: 'img' }}
      aria-label={spokenAmount(shown, asset, sign)}
    >
      {parts.sign ? <Text>{parts.sign}</Text> : null}
      {parts.symbol && !isPlain ? <Text className="amt-symbol amt-minor">{parts.symbol}</Text> : null}
      <Text>{parts.whole}</Text>
      {parts.fraction ? <Text className="amt-minor">{parts.fraction}</Text> : null}
    </View>
  );
}
