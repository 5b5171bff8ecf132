import type { Details } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import type { ClientRefusal, Refused } from '../gateway';

type Words = string | ((details: Details) => string);

/** A figure of the refusal, in yuan or points of two decimals; nothing when it was not sent. */
const cents = (details: Details, key: string): string | null =>
  typeof details[key] === 'number' ? showPlain(details[key], 'cash') : null;

const count = (details: Details, key: string): number | null =>
  typeof details[key] === 'number' ? details[key] : null;

/** When it may be tried again: 40 秒后, 12 分钟后; nothing when it was not sent. */
function againWords(details: Details): string | null {
  const seconds = count(details, 'againAfterSeconds');
  if (seconds === null) return null;
  return seconds < 60 ? `${seconds} 秒后` : `${Math.ceil(seconds / 60)} 分钟后`;
}

/**
 * What a member is told for each refusal: first what is, or what did not happen, then what to do. Complete by type: a
 * code without words does not compile.
 */
const WORDS = {
  'input/invalid': '有一项填得不对。改过再试。',
  'action/unknown': '这一版还没有这个功能。更新后再试。',
  'identity/signInFirst': '还没有登录。登录后再来一次。',
  'identity/notAllowed': '你的账号不能做这件事。',
  'identity/closed': '这个账号已注销。可以用另一个手机号登录。',
  'identity/otherPhone': '这个微信已绑定另一个手机号。换回那个号码登录。',
  'identity/wechatOnly': '这个登录方式只能在微信里用。改用手机号和验证码登录。',
  'identity/phoneTaken': '这个手机号已属于另一个账号。换一个号码。',
  'request/reused': '这一步已经提交过，内容不一样。刷新后看结果，再做一次。',
  busy: '现在人多，这次没有做成。等几秒再试。',
  'amount/tooLarge': '数字太大，没有做成。改小再试。',
  internal: '我们这边出错了，没有做成。稍后再试。',
  'network/offline': '没有网络，这一步没有做。连上后再试。',
  'network/timeout': '等了很久没有回答。看一下结果再决定是否重试。',

  'code/tooSoon': (details) => {
    const seconds = count(details, 'againAfterSeconds') ?? count(details, 'waitSeconds');
    if (seconds === null) return '验证码刚发过。等一分钟再要。';
    return seconds <= 60
      ? `验证码刚发过。${seconds} 秒后可以再要。`
      : `这个号码今天要了很多次验证码。${againWords(details) ?? `${seconds} 秒后`}可以再要。`;
  },
  'code/tooMany': (details) => {
    const again = againWords(details);
    return again === null ? '这里要的验证码太多了。过一小时再试。' : `这里要的验证码太多了。${again}再试。`;
  },
  'code/notSent': '短信没有发出去。稍后再试。',
  'code/wrong': '验证码不对，或已过期。再看一眼最新的短信。',
  'code/expired': '验证码过期了。再要一个。',
  'code/tooManyAttempts': (details) => {
    const again = againWords(details);
    if (again === null) return '错的次数太多，这个验证码作废了。再要一个。';
    // Within the five minutes of a code a new one helps; when the hour is full it does not.
    const isOfCode = (count(details, 'againAfterSeconds') ?? 0) <= 300;
    return isOfCode ? `错的次数太多。再要一个验证码，或${again}再试。` : `错的次数太多。${again}再试。`;
  },
  'phone/notGiven': '没有拿到手机号。可以改用验证码登录。',
  'invitation/unknown': '邀请码不存在。可以不填邀请码，直接登录。',
  'rules/otherVersion': '规则刚有了新版本。读过新的再同意。',
  'words/forbidden': '有不能用的词。改过再提交。',

  'cursor/invalid': '列表变了。从头再取一次。',
  'goods/unknown': '没有这件商品，可能已经下架。',
  'goods/offShelf': '这件商品已下架，没有下单。',
  'goods/soldOut': (details) => {
    const left = count(details, 'left');
    return left ? `只剩 ${left} 件，没有做成。减少数量再试。` : '这一款卖完了。可以看看别的规格。';
  },
  'goods/limit': (details) => {
    const most = count(details, 'most');
    return most === null ? '超过每人限购的件数。减少数量再试。' : `每人限购 ${most} 件。减少数量再试。`;
  },
  'cart/full': '购物车满了。先移走几件。',
  'address/unknown': '没有这个地址。换一个，或重新填写。',
  'address/tooMany': '地址太多了。先删掉一个不用的。',

  'order/severalShops': '一次只能结算一家店。分开下单。',
  'order/repeatedLine': '同一规格出现了两次。合成一行再下单。',
  'order/sumChanged': '金额刚刚变了，没有下单。看清新的金额再提交。',
  'order/requestReused': '这一单已经提交过。去订单里看结果。',
  'order/unknown': '没有这张订单。',
  'order/notInState': ({ state }) =>
    state === 'paid' ? '订单已经付款，这一步没有做。刷新后再看。' : '订单状态已经变了，没有做成。刷新后再看。',
  'order/expired': '订单过了付款时间，已自动取消，没有扣款。可以重新下单。',
  'payment/notStarted': '付款没有开始，没有扣款。稍后再付一次。',
  'payment/unreachable': '现在问不到微信支付付没付款，订单没有动。过几分钟再试。',
  'points/overLimit': (details) => {
    const most = cents(details, 'atMostCents');
    return most === null ? '积分抵得超过了上限。改少再试。' : `本单最多抵 ${most} 可用积分。其余用微信支付。`;
  },
  'points/notEnough': (details) => {
    const held = cents(details, 'heldCents');
    return held === null ? '可用积分不够。改少再试。' : `你有 ${held} 可用积分，不够。改少再试。`;
  },
  'points/notTaken': '这家店不收可用积分。全部用微信支付。',
  'refund/tooLate': '退货期已过，没有申请。可以联系客服。',
  'refund/none': '这张订单没有退款申请。',
  'refund/notSent': '退款没有发出，钱还没有动。稍后再试。',
  'refund/pending': '这张订单在等退款审核，先不要发货。',
  'entry/unknown': '没有这一笔。',

  'plan/faults': '方案没有通过检查，没有发布。',
  'plan/poolExists': '已有运行中的池，不能再设种子。',
  'member/unknown': '没有这个会员。',
  'member/oneself': '不能给自己改权限。请另一位管理员来做。',
  'shop/unknown': '没有这家店。',
  'shop/ownerHasShop': '这位会员已经有一家店。先把那家店交给别人。',
  'member/ownsShop': '这位会员还有一家店。先把店交给别人，再收回商家身份。',
  'category/unknown': '没有这个分类。',
  'goods/skuTaken': '规格编号重复了。换一个。',
  'goods/choices': '规格的选项对不上。',
  'goods/stockBelowZero': '库存不能小于零。',
  'clearance/dates': '许可的起止日期不对。',
  'clearance/unknown': '没有这份许可。',
  'clearance/sameAdmin': '要由另一位管理员复核。',
  'clearance/notProposed': '这份许可不在待复核状态。',
} as const satisfies Record<ClientRefusal, Words>;

/** The words of a refusal, with its figures. A code of a newer server than this client has the words of 'internal'. */
export function refusalWords(refused: Pick<Refused, 'code' | 'details'>): string {
  const words: Words = (WORDS as Record<string, Words>)[refused.code] ?? WORDS.internal;
  return typeof words === 'string' ? words : words(refused.details);
}

/** "请在 09:50 前付款" and the like, where a moment matters. */
export const payBeforeWords = (ms: number): string => `请在 ${showMoment(ms)} 前付款，过时自动取消。`;
