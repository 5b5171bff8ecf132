import { showMultiple } from '@shared/format';
import { fen, mulDivUp, mulRateDown, rate } from '@shared/kernel';
import { EXACT, type Explained, figureOf, type Parts, part, plain } from './parts';

// What a reversal takes back, and what of a later credit pays the debt that it leaves.

/**
 * What a reversal takes of what an order gave: ceil(g × B / a) − ceil(g × B0 / a), and no more than was held (rules §5
 * reversal 1 and 2).
 */
export function takenParts({ asset, inputs }: Explained): Parts {
  const of = (name: string) => fen(figureOf(inputs, name));
  const [given, order, before, held] = [of('givenUnits'), of('orderFen'), of('reversedBeforeFen'), of('heldUnits')];
  const reversed = fen(before + of('reversedFen'));
  const [toNow, toThen] = [mulDivUp(reversed, given, order), mulDivUp(before, given, order)];
  const due = toNow - toThen;
  const taken = Math.min(due, held);
  const ratio = (cash: number) => `${plain(given, asset)} × ${plain(cash, 'quota')} ÷ ${plain(order, 'quota')}`;
  const lines = [part('这一单给的 × 到这一次退回的 ÷ 订单的现金，向上取整', ratio(reversed), asset, toNow)];
  if (before > 0) {
    lines.push(part('以前退回时算到的，同样向上取整', ratio(before), asset, toThen));
    lines.push(part('这一次该收回的', `${plain(toNow, asset)} − ${plain(toThen, asset)}`, asset, due));
  }
  if (taken < due) {
    const isOwed = asset === 'quota' || asset === 'exitQuota';
    const rest = isOwed ? '其余先记着，由以后得到的抵还' : '其余不再收';
    lines.push(part(`手里只剩这些，收到这里为止，${rest}`, plain(taken, asset), asset, taken));
  }
  // The last line is what left the balance.
  lines.push({ ...lines.pop()!, result: { asset, units: -taken } });
  return { recomputed: -taken, lines, addsUp: false, roundingWords: '向上取整到最小单位', sources: [] };
}

/**
 * An order's release is as that of the cash which is left: floor(left × multiple), never more than it was. The difference
 * goes of what the order still holds, then of spendable points (rules §5 reversal 3).
 */
export function releaseCutParts({ asset, inputs }: Explained): Parts {
  const of = (name: string) => figureOf(inputs, name);
  const [counted, order] = [fen(of('countedFen')), fen(of('orderFen'))];
  const reversed = fen(of('reversedBeforeFen') + of('reversedFen'));
  const gone = mulDivUp(reversed, counted, order);
  const left = fen(counted - gone);
  const multiple = rate(of('multipleMillionths'));
  const before = of('grantedBeforeCents');
  const reached = mulRateDown(left, multiple);
  // Where a ladder gives no less for what is left nothing is taken, and no line is written.
  const less = before - reached;
  const cancelled = Math.min(less, of('heldReleaseCents'));
  const shown = (units: number) => plain(units, 'remaining');
  const lines = [
    part(
      '计入的现金里退回的，向上取整',
      `${plain(counted, 'quota')} × ${plain(reversed, 'quota')} ÷ ${plain(order, 'quota')}`,
      'cash',
      gone,
    ),
    part('还计入的现金', `${plain(counted, 'quota')} − ${plain(gone, 'quota')}`, 'cash', left),
    part(
      multiple === 0 ? '还计入的现金没有达到就送的档' : '还计入的现金 × 它达到的档位倍数',
      `${plain(left, 'quota')} × ${showMultiple(multiple)}`,
      'remaining',
      reached,
    ),
    part('原来送的 − 现在该送的，是要收回的', `${shown(before)} − ${shown(reached)}`, 'remaining', less),
    ...(asset === 'remaining' ? [] : [part('其中待释放里收回的', shown(cancelled), 'remaining', cancelled)]),
  ];
  return { ...cutOff(asset, { less, cancelled, heldUnits: of('heldUnits') }, lines), sources: [] };
}

/** The last steps of a cut: what of it left the balance that a line is of. */
function cutOff(
  asset: Explained['asset'],
  { less, cancelled, heldUnits }: { readonly less: number; readonly cancelled: number; readonly heldUnits: number },
  before: readonly Parts['lines'][number][],
): Omit<Parts, 'sources'> {
  const lines = [...before];
  const shown = (units: number) => plain(units, 'spendable');
  const due = asset === 'remaining' ? cancelled : less - cancelled;
  const taken = asset === 'remaining' ? cancelled : Math.min(due, heldUnits);
  if (asset === 'spendable')
    lines.push(part('其余从可用积分里收回', `${shown(less)} − ${shown(cancelled)}`, asset, due));
  if (asset === 'remaining' && cancelled < less)
    lines.push(part('订单里只剩这些待释放，其余从可用积分里收回', shown(cancelled), asset, cancelled));
  if (taken < due) lines.push(part('手里只剩这些，其余先记着，由以后得到的抵还', shown(taken), asset, taken));
  // The last line is what left the balance.
  lines.push({ ...lines.pop()!, result: { asset, units: -taken } });
  return { recomputed: -taken, lines, addsUp: false, roundingWords: '现金向上取整，积分向下取整' };
}

/** What of a credit paid a debt of before: all of it, up to what was owed (rules §5 Owed). */
export function owedPaidParts({ asset, inputs }: Explained): Parts {
  const [credited, owed] = [figureOf(inputs, 'creditedUnits'), figureOf(inputs, 'owedUnits')];
  const paid = Math.min(credited, owed);
  const words = credited <= owed ? '这一次得到的，全部先抵还所欠的' : '欠着的，从这一次得到的里全部抵还，其余到账';
  return {
    recomputed: -paid,
    lines: [part(words, plain(paid, asset), asset, -paid)],
    addsUp: true,
    roundingWords: EXACT,
    sources: [],
  };
}
