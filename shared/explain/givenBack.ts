import { fen, mulDivDown, spendableCents } from '@shared/kernel';
import { EXACT, type Explained, figureOf, type Parts, part, plain, ROUNDED_DOWN, sumOfLines } from './parts';

// What an order took of a wallet and gave back: points, and cash balance.

/** An input's name by the asset that it is of: askedStableCents, paidBalanceFen. */
export const named = (asset: Explained['asset'], what: 'asked' | 'paid'): string =>
  `${what}${asset === 'stable' ? 'StableCents' : asset === 'cash' ? 'BalanceFen' : 'SpendableCents'}`;

/** What was paid, of the asset that comes back. */
const paidOf = ({ asset, inputs }: Explained): number => figureOf(inputs, named(asset, 'paid'));

export const heldWords = ({ asset }: Explained): string => (asset === 'cash' ? '余额' : '积分');

/** All that an order was paid with: it was never paid, or went back whole. Or what of it another price did not take. */
export function givenBackWhole(line: Explained): Parts {
  const { asset, inputs } = line;
  const paid = paidOf(line);
  const kept = inputs.keptUnits === undefined ? 0 : figureOf(inputs, 'keptUnits');
  const lines = [
    part(`付款时用的${heldWords(line)}`, plain(paid, asset), asset, paid),
    ...(kept > 0 ? [part('减去改价后还用的', plain(kept, asset), asset, -kept)] : []),
  ];
  return { recomputed: paid - kept, lines, addsUp: true, roundingWords: EXACT, sources: [] };
}

/** Pieces of a line: in all what was paid × R / V, R of the worth V being back, less what came back before (rules §5). */
export const piecesBackParts = (line: Explained): Parts =>
  backParts(line, ['amountFen', 'worthBeforeFen', 'worthAfterFen'], {
    share: `这件商品用的${heldWords(line)} × 退回的货价 ÷ 全部货价`,
    before: '减去之前已退的',
  });

/** Freight: in all the balance that paid it × freight that is back ÷ freight, less what came back before. */
export const freightBackParts = (line: Explained): Parts =>
  backParts(line, ['freightFen', 'freightBeforeFen', 'freightAfterFen'], {
    share: '运费用的余额 × 退回的运费 ÷ 全部运费',
    before: '减去之前已退的',
  });

/** A reversal: in all the balance that was kept of the order × cash paid back ÷ cash of the order, less what was before. */
export const reversedBackParts = (line: Explained): Parts =>
  backParts(line, ['orderFen', 'refundedBeforeFen', 'refundedAfterFen'], {
    share: '订单用的余额 × 退还的现金 ÷ 订单的现金',
    before: '减去之前冲正已退的',
  });

/** What was paid × back ÷ whole, rounded down, less the same of what was back before. */
function backParts(
  line: Explained,
  [whole, before, after]: readonly [string, string, string],
  words: { readonly share: string; readonly before: string },
): Parts {
  const { asset, inputs } = line;
  const paid = paidOf(line);
  const of = (name: string): number => figureOf(inputs, name);
  const inAll = (name: string): number => mulDivDown(fen(of(name)), spendableCents(paid), fen(of(whole)));
  const share = (name: string): string =>
    `${plain(paid, asset)} × ${plain(of(name), 'quota')} ÷ ${plain(of(whole), 'quota')}`;
  const [was, is] = [inAll(before), inAll(after)];
  return {
    recomputed: is - was,
    lines: [
      part(words.share, share(after), asset, is),
      ...(was > 0 ? [part(words.before, share(before), asset, -was)] : []),
    ],
    addsUp: true,
    roundingWords: ROUNDED_DOWN,
    sources: [],
  };
}

/** Of goods that points were redeemed for: what paid each line × R / V, less what came back before, as stable points. */
export function redeemedBackParts(inputs: Explained['inputs']): Parts {
  const lines = Array.from({ length: figureOf(inputs, 'backs') }, (_, at) => redeemedLine(inputs, `back${at + 1}`));
  const freight = figureOf(inputs, 'freightBackFen');
  const all = freight > 0 ? [...lines, part('退回的运费', plain(freight, 'stable'), 'stable', freight)] : lines;
  return sumOfLines(all);
}

function redeemedLine(inputs: Explained['inputs'], line: string): Parts['lines'][number] {
  const of = (name: string): number => figureOf(inputs, `${line}${name}`);
  const [paid, amount] = [of('PaidFen'), of('AmountFen')];
  const inAll = (worth: number): number => mulDivDown(fen(worth), fen(paid), fen(amount));
  const [was, is] = [inAll(of('WorthBeforeFen')), inAll(of('WorthAfterFen'))];
  const share = `${plain(paid, 'stable')} × ${plain(of('WorthAfterFen'), 'quota')} ÷ ${plain(amount, 'quota')}`;
  return was === 0
    ? part('兑换时抵的钱 × 退回的货价 ÷ 全部货价', share, 'stable', is)
    : part(
        '兑换时抵的钱 × 退回的货价 ÷ 全部货价，向下取整，减去之前已退的',
        `${plain(is, 'stable')} − ${plain(was, 'stable')}`,
        'stable',
        is - was,
      );
}

/** What a reversal of such an order pays back: all of it, less what was withheld for debts (rules §5 reversal 5). */
export function redeemedReversedParts(inputs: Explained['inputs']): Parts {
  const reversed = figureOf(inputs, 'reversedFen');
  const withheld = inputs.withheldFen === undefined ? 0 : figureOf(inputs, 'withheldFen');
  return {
    recomputed: reversed - withheld,
    lines: [
      part('冲正的金额，1 元 1 恒定积分', plain(reversed, 'stable'), 'stable', reversed),
      ...(withheld > 0 ? [part('先抵还所欠的，1 元抵 1', plain(withheld, 'stable'), 'stable', -withheld)] : []),
    ],
    addsUp: true,
    roundingWords: EXACT,
    sources: [],
  };
}
