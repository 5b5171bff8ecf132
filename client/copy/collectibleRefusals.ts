import type { RefusalFigures } from '@shared/contract';
import { showCount, showMoment, showPlain } from '@shared/format';

type Codes = Extract<
  keyof RefusalFigures,
  `collectible/${string}` | `edition/${string}` | `giving/${string}` | `certificate/${string}`
>;
/** Another version of the server may leave some figures out. */
type WordsOf = { readonly [Code in Codes]: string | ((figures: Partial<RefusalFigures[Code]>) => string) };

/** Why no edition was taken, its goods were not sent for, it was not given, or a series was not kept. */
export const COLLECTIBLE_REFUSALS = {
  'collectible/unknown': '没有这种藏品。看看能领的。',
  'collectible/notOpen': ({ opensAtMs, closesAtMs }) =>
    opensAtMs === undefined
      ? '现在不能领，没有领。看看能领的时间。'
      : `现在不能领，没有领。它从 ${showMoment(opensAtMs)} 起能领${closesAtMs ? `，到 ${showMoment(closesAtMs)} 为止` : ''}。`,
  'collectible/soldOut': ({ supply }) =>
    `${supply === undefined ? '全部' : `${showCount(supply)} 份`}都领完了，没有领，积分没有动。看看别的。`,
  'collectible/limit': ({ most }) =>
    most === undefined
      ? '你领过的已经到了每人的份数，没有再领。'
      : `每人最多 ${most} 份，你已经领满，没有再领，积分没有动。`,
  'collectible/exceedsCash': ({ asked, held }) =>
    asked === undefined || held === undefined
      ? '现金余额不够，没有领。'
      : `领一份要 ${showPlain(asked, 'cash')} 元，现金余额有 ${showPlain(held, 'cash')}，不够，没有领。`,
  'collectible/notPayable': '一百万分之一的积分现在就超过一分钱，凑不出这个数，没有领，积分没有动。看看别的。',
  'collectible/issued': '已经发行，内容不能再改，没有改。要不一样的，另做一个系列。',
  'collectible/dates': '截止要在开始之后，并且还没有过去。改过时间再存。',
  'collectible/goodsUnfit': '这件货不能配藏品，没有办。要自营店的、寄送的、在架的。换一件，或去掉它。',
  'edition/unknown': '没有这一份，或它不在你名下。看看我的藏品。',
  'edition/notHeld': '这一份现在不能动，没有提货。它仍归你。',
  'edition/noGoods': '这一份没有附带的货，没有提货。它的其他用处照旧。',
  'edition/collected': ({ atMs }) =>
    `这一份的货${atMs === undefined ? '' : ` ${showMoment(atMs)} `}已经提过，没有再提。到订单里看它。`,
  'certificate/notYet': '收盘过的日子才有证书，这一份还没有。下一次收盘后再来取。',
  'certificate/noKey': '店家还没有签名用的钥匙，出不了证书。藏品仍归你，可以联系店家客服。',
  'giving/toOneself': '不能送给自己，没有送。',
  'giving/tooSoon': ({ fromMs }) =>
    `${fromMs === undefined ? '到手还不够久' : `${showMoment(fromMs)} 起才能送`}，没有送。藏品仍归你。`,
  'giving/tooMany': ({ most }) =>
    `${most === undefined ? '一年里送得够多了' : `一年最多送 ${most} 份`}，没有送。藏品仍归你。`,
} satisfies WordsOf;
