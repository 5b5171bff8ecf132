import type { RefusalFigures } from '@shared/contract';
import { showCount, showDay, showMoment, showPlain } from '@shared/format';

type Codes = Extract<
  keyof RefusalFigures,
  `collectible/${string}` | `draw/${string}` | `edition/${string}` | `giving/${string}` | `certificate/${string}`
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
  'collectible/drawTerms': '抽签要定报名截止的时间，每人限一份。没有存，改好再存。',
  'draw/none': '这一种不用抽签，能领就直接领。',
  'draw/notOpen': ({ opensAtMs, closesAtMs }) =>
    opensAtMs === undefined
      ? '现在不能报名，没有报。看看报名的时间。'
      : `现在不能报名，没有报。报名从 ${showMoment(opensAtMs)} 起${closesAtMs ? `，到 ${showMoment(closesAtMs)} 为止` : ''}。`,
  'draw/full': ({ most }) => `${most === undefined ? '名额' : `${showCount(most)} 个报名名额`}满了，没有报。看看别的。`,
  'draw/notYet': ({ closesAtMs }) =>
    `还没有抽签，没有领。${closesAtMs ? `报名到 ${showMoment(closesAtMs)} 为止，之后抽签。` : '抽过签再来。'}`,
  'draw/notEntered': '这一种抽签领，你没有报名，没有领，什么都没有动。看看别的。',
  'draw/notDrawn': ({ fromMs }) =>
    `这次没有抽到你，没有领，什么都没有动。${fromMs ? `到 ${showMoment(fromMs)} 还有剩的，报过名的都能领。` : ''}`,
  'edition/unknown': '没有这一份，或它不在你名下。看看我的藏品。',
  'edition/notHeld': '这一份现在不能动，什么都没有发生。它仍归你。',
  'edition/noGoods': '这一份没有附带的货，没有提货。它的其他用处照旧。',
  'edition/collected': ({ atMs }) =>
    `这一份的货${atMs === undefined ? '' : ` ${showMoment(atMs)} `}已经提过，没有再提。到订单里看它。`,
  'certificate/notYet': '收盘过的日子才有证书，这一份还没有。下一次收盘后再来取。',
  'certificate/noKey': '店家还没有签名用的钥匙，出不了证书。藏品仍归你，可以联系店家客服。',
  'giving/nothing': '手里没有这一种，没有送。看看我的藏品。',
  'giving/toOneself': '这是你自己送出的，自己不能收。把码发给对方。',
  'giving/tooSoon': ({ fromMs }) =>
    `${fromMs === undefined ? '到手还不够久，还不能送' : `${showMoment(fromMs)} 起才能送`}，现在没有送。藏品没有动。`,
  'giving/tooMany': ({ most }) =>
    `${most === undefined ? '一年里送得够多了' : most === 0 ? '现在不能送' : `任意 365 天里，一个人最多送 ${showCount(most)} 份，已经到了`}，没有送。藏品没有动。`,
  'giving/notCleared': ({ sinceDay }) =>
    `赠送${sinceDay ? `的许可从 ${showDay(sinceDay)} 起停着` : '现在没有许可'}，暂时不能送，也不能收。藏品仍归送的人，没有收下的码可以收回。`,
  'giving/closing': '账号正在注销，不能送。撤回注销后再送。',
  'giving/unknown': ({ attemptsLeft }) =>
    `没有这个码，或已经被收下、收回。${attemptsLeft === undefined ? '' : `这一小时还能试 ${showCount(attemptsLeft)} 次。`}向送的人再要一次。`,
  'giving/tooManyTries': ({ againAfterSeconds }) =>
    `码试得太多了，${againAfterSeconds === undefined ? '过一会儿' : `${showCount(Math.ceil(againAfterSeconds / 60))} 分钟后`}再试。`,
  'giving/expired': ({ untilMs }) =>
    `${untilMs === undefined ? '这个码过期了' : `这个码只到 ${showMoment(untilMs)}`}，没有收下。请送的人再送一次。`,
  'giving/gone': '慢了一步：刚才被别人收下，或被送的人收回了，没有收下。',
  'giving/giverAway': '送的人的账号现在不能送，没有收下。请送的人看看自己的账号。',
  'giving/notOffered': '这一份没有在送，没有可收回的。它仍归你。',
} satisfies WordsOf;
