import { showPlain } from '@shared/format';
import { lockedWords } from '../../../copy/holdingRefusals';
import { refusalWords } from '../../../copy/refusals';
import type { Refused } from '../../../gateway';

/** Assets of which less is held than an edition is taken for, by the code that says so. */
const SHORT = {
  'spending/exceedsHolding': 'spendable',
  'payment/exceedsHolding': 'stable',
  'redemption/exceedsHolding': 'appreciating',
  'collectible/exceedsCash': 'cash',
} as const;
const NAMES = { spendable: '可用积分', stable: '恒定积分', appreciating: '增值积分', cash: '元现金余额' } as const;

/**
 * Why none was taken. An edition has one price, so that nothing is to be taken less of, as the words for orders and for
 * amounts say.
 */
export function takeFault(refused: Refused): string {
  const asset = SHORT[refused.code as keyof typeof SHORT];
  const { asked, held } = refused.details as { asked?: number; held?: number };
  if (asset && asked !== undefined && held !== undefined)
    return `领一份要 ${showPlain(asked, asset)} ${NAMES[asset]}，你有 ${showPlain(held, asset)}，不够。没有领，什么都没有动。`;
  if (refused.code === 'redemption/locked') return lockedWords(refused.details, '领');
  if (refused.code === 'redemption/exceedsExitQuota')
    return '这一份要用的积分超过了你的出局额度，没有领，积分没有动。购买会增加额度。';
  return refusalWords(refused);
}
