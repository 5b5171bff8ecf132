/** The assets whose amounts are shown, and two that are only shown: a price and a plain count of pieces or people. */
export type ShownAsset =
  | 'cash'
  | 'appreciating'
  | 'stable'
  | 'quota'
  | 'weight'
  | 'remaining'
  | 'spendable'
  | 'exitQuota'
  | 'editions';

/** Decimals of one unit of each asset (rules §0). */
const DECIMALS: Record<ShownAsset, number> = {
  cash: 2,
  appreciating: 6,
  stable: 2,
  quota: 2,
  weight: 6,
  remaining: 2,
  spendable: 2,
  exitQuota: 2,
  editions: 0,
};

/** U+2212, as wide as a plus and never broken from its figure. */
const MINUS = '−';

/** An amount in the pieces that a screen sets apart: sign, ¥, whole part with thousands, decimals with their point. */
interface AmountParts {
  readonly sign: '' | '+' | '−';
  readonly symbol: '' | '¥';
  readonly whole: string;
  readonly fraction: string;
}

/** Whether the sign of a credit is written: a balance has none, a change always has. */
export type SignShown = 'change' | 'balance';

/** 1284 is "1,284". Digits of a whole number in groups of three. */
const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

/** The pieces of `units` of an asset. Cash, quota and exit quota are yuan, but only cash is written with ¥. */
export function amountParts(units: number, asset: ShownAsset, sign: SignShown = 'balance'): AmountParts {
  const decimals = DECIMALS[asset];
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const fraction = digits.slice(point);
  // Shares count up to six decimals; a whole number of them reads as such. No other asset drops a decimal.
  const shownFraction = asset === 'weight' ? fraction.replace(/0+$/, '') : fraction;
  return {
    sign: units < 0 ? MINUS : sign === 'change' && units > 0 ? '+' : '',
    symbol: asset === 'cash' ? '¥' : '',
    whole: grouped(digits.slice(0, point)),
    fraction: shownFraction === '' ? '' : `.${shownFraction}`,
  };
}

/** The amount as one piece of text: "+¥300.00", "21.000000", "−80.40". */
export function showAmount(units: number, asset: ShownAsset, sign: SignShown = 'balance'): string {
  const parts = amountParts(units, asset, sign);
  return `${parts.sign}${parts.symbol}${parts.whole}${parts.fraction}`;
}

/** The amount without ¥, for formulas and running text, where the unit stands in the words around it. */
export function showPlain(units: number, asset: ShownAsset): string {
  const parts = amountParts(units, asset);
  return `${parts.sign}${parts.whole}${parts.fraction}`;
}

/** How the amount is read aloud, as one phrase: "加 306.00 可用积分". */
export function spokenAmount(units: number, asset: ShownAsset, sign: SignShown = 'balance'): string {
  const plain = showPlain(Math.abs(units), asset);
  const word = asset === 'cash' ? `${plain} 元` : `${plain} ${ASSET_WORDS[asset]}`;
  return units < 0 ? `减 ${word}` : sign === 'change' && units > 0 ? `加 ${word}` : word;
}

/** The assets' names on screens. */
export const ASSET_WORDS: Record<ShownAsset, string> = {
  cash: '现金余额',
  appreciating: '增值积分',
  stable: '恒定积分',
  quota: '分红额度',
  weight: '股数',
  remaining: '待释放',
  spendable: '可用积分',
  exitQuota: '出局额度',
  editions: '藏品',
};

/** A whole number with thousands: 1284 is "1,284". */
export const showCount = (count: number): string => (count < 0 ? MINUS : '') + grouped(String(Math.abs(count)));

/** Millionths as a percentage without idle zeros: 300000 is "30%", 12000 is "1.2%". */
export function showPercent(millionths: number): string {
  const digits = String(Math.abs(millionths)).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${millionths < 0 ? MINUS : ''}${grouped(digits.slice(0, -4))}${fraction === '' ? '' : `.${fraction}`}%`;
}

/** A ratio between two amounts, to read and not to compute with: millionths as a percentage of two decimals, half up. */
export function showRatio(millionths: number): string {
  const hundredths = String(Math.floor((millionths + 50) / 100)).padStart(3, '0');
  return `${grouped(hundredths.slice(0, -2))}.${hundredths.slice(-2)}%`;
}

/** Millionths as a multiple without idle zeros: 2500000 is "2.5". */
export function showMultiple(millionths: number): string {
  const digits = String(Math.abs(millionths)).padStart(7, '0');
  const fraction = digits.slice(-6).replace(/0+$/, '');
  return `${millionths < 0 ? MINUS : ''}${grouped(digits.slice(0, -6))}${fraction === '' ? '' : `.${fraction}`}`;
}
