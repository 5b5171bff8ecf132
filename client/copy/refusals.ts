import type { Details, RefusalFigures } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import type { ClientRefusal, Refused } from '../gateway';
import { answerWords } from './answers';
import { BALANCE_REFUSALS } from './balanceRefusals';
import { COLLECTIBLE_REFUSALS } from './collectibleRefusals';
import { EXCHANGE_REFUSALS } from './exchangeRefusals';
import { HOLDING_REFUSALS, lockedWords } from './holdingRefusals';
import { stopWords } from './stops';
import { WITHDRAWAL_REFUSALS } from './withdrawalRefusals';

/** The figures of a refusal as they come: another version of the server may leave some out. */
type Sent<Code extends ClientRefusal> = Code extends keyof RefusalFigures ? Partial<RefusalFigures[Code]> : Details;
type Words<Code extends ClientRefusal> = string | ((figures: Sent<Code>) => string);

/** A figure of the refusal, in yuan or points of two decimals; nothing when it was not sent. */
const cents = (figure: number | undefined): string | null => (figure === undefined ? null : showPlain(figure, 'cash'));
const points = (figure: number | undefined): string | null =>
  figure === undefined ? null : showPlain(figure, 'appreciating');

/** When it may be tried again: 40 秒后, 12 分钟后; nothing when it was not sent. */
function againWords(seconds: number | undefined): string | null {
  if (seconds === undefined) return null;
  return seconds < 60 ? `${seconds} 秒后` : `${Math.ceil(seconds / 60)} 分钟后`;
}

/** What to do where there is less than was asked for; an order takes all of its price, or nothing. */
const LESS = '改少再试。';
const OTHERWISE = '用别的方式付。';

/** Goods by their name, where it is known: a checkout has several. */
const goodsWords = (title: string | undefined, otherwise: string): string => (title ? `「${title}」` : otherwise);

/** A coupon by its name. */
const couponWords = (name: string | undefined): string => (name ? `「${name}」` : '这张券');

/**
 * What a member is told for each refusal: first what is, or what did not happen, then what to do. Complete by type: a
 * code without words does not compile.
 */
const WORDS = {
  'input/invalid': '有一项填得不对。改过再试。',
  'action/unknown': '这一版还没有这个功能。更新后再试。',
  'identity/signInFirst': '还没有登录。登录后再来一次。',
  'identity/notAllowed': '你的账号不能做这件事。',
  'identity/closed': '这个账号已注销。用手机号重新登录，是一个新账号。',
  'identity/blocked': '你的账号停用了，这一步没有做。余额、退款、导出和客服照常，原因看消息。',
  'platform/stopped': ({ stop, told }) => `${stopWords(stop ?? '', told ?? '')}这一步没有做。`,
  'identity/otherPhone': '这个微信已绑定另一个手机号。换回那个号码登录。',
  'identity/wechatOnly': '这个登录方式只能在微信里用。',
  'identity/browserOnly': '这一步只能在网页上做，这里什么都没有变。',
  'identity/phoneWaits': ({ fromMs }) =>
    fromMs === undefined
      ? '这个号码正在换到一个账号上，没有登录。过一天再来。'
      : `这个号码正在换到一个账号上，没有登录。${showMoment(fromMs)} 以后再来。`,
  'identity/phoneTaken': '这个手机号已属于另一个账号。换一个号码。',
  'request/reused': '这一步已经提交过，内容不一样。刷新后看结果，再做一次。',
  busy: '现在人多，这次没有做成。等几秒再试。',
  'platform/updating': '商城正在更新，这次没有做成。过几分钟再试。',
  'amount/tooLarge': '数字太大，没有做成。改小再试。',
  internal: ({ reference }) =>
    reference === undefined
      ? '我们这边出错了，没有做成。稍后再试。'
      : `我们这边出错了，没有做成。稍后再试；找客服时报编号 ${reference}。`,
  'network/offline': '没有网络，这一步没有做。连上后再试。',
  'network/unreachable': '连不上店里的服务器，不知道做成没有。看一下结果再试。',
  'network/timeout': '等了很久没有回答。看一下结果再决定是否重试。',

  'code/noProvider': '这里还不能发短信验证码。在微信里打开，用微信绑定的手机号登录。',
  'code/tooSoon': ({ againAfterSeconds: seconds }) => {
    if (seconds === undefined) return '验证码刚发过。等一分钟再要。';
    return seconds <= 60
      ? `验证码刚发过。${seconds} 秒后可以再要。`
      : `这个号码今天要了很多次验证码。${againWords(seconds)}可以再要。`;
  },
  'code/tooMany': ({ againAfterSeconds }) => {
    const again = againWords(againAfterSeconds);
    return again === null ? '这里要的验证码太多了。过一小时再试。' : `这里要的验证码太多了。${again}再试。`;
  },
  'code/notSent': '短信没有发出去。稍后再试。',
  'code/wrong': '验证码不对，或已过期。再看一眼最新的短信。',
  'code/expired': '验证码过期了。再要一个。',
  'code/tooManyAttempts': ({ againAfterSeconds }) => {
    const again = againWords(againAfterSeconds);
    if (again === null) return '错的次数太多，这个验证码作废了。再要一个。';
    // Within the five minutes of a code a new one helps; when the hour is full it does not.
    const isOfCode = (againAfterSeconds ?? 0) <= 300;
    return isOfCode ? `错的次数太多。再要一个验证码，或${again}再试。` : `错的次数太多。${again}再试。`;
  },
  'payPassword/missing': '用余额付要输支付密码，没有下单，余额没有动。输入后再试。',
  'payPassword/notSet': '还没有支付密码，这一步没有做。先设一个。',
  'payPassword/isSet': '支付密码已经有了，没有改。要改就用原来的密码，忘了就找回。',
  'payPassword/weak': '这个密码太好猜，没有设。不要连着的、重复的，也不要手机号末尾。',
  'payPassword/wrong': ({ left }) => {
    if (left === undefined) return '支付密码不对，这一步没有做。再输一次。';
    return left > 0
      ? `支付密码不对，这一步没有做。还可以试 ${left} 次。`
      : '支付密码不对，这一步没有做。错的次数太多，锁住了；忘了可以找回。';
  },
  'payPassword/locked': ({ untilMs }) =>
    untilMs === undefined
      ? '支付密码锁住了，这一步没有做。过一小时再试，忘了可以找回。'
      : `支付密码锁到 ${showMoment(untilMs)}，这一步没有做。忘了可以找回。`,
  'payPassword/notAsked': '没有在等的找回，什么都没有变。',
  'closing/hindered': '还有没完的事，没有申请注销。刷新看看是哪些，办完再来。',
  'closing/notGivenUp': '还有余额没有勾选放弃，没有申请注销。先用掉、提走，或逐项勾选。',
  'closing/notAsked': '没有在等的注销，什么都没有变。',
  'phone/notAsked': '没有在等的换号，什么都没有变。',
  'session/unknown': '这台设备已经退出了。',
  'password/wrong': ({ attemptsLeft }) =>
    attemptsLeft === undefined || attemptsLeft > 0
      ? '手机号或密码不对，没有登录。再看一眼，或用验证码。'
      : '手机号或密码不对，没有登录。错的次数太多，换用验证码。',
  'password/tooMany': ({ againAfterSeconds }) =>
    `密码错的次数太多，没有登录。现在用验证码，或${againWords(againAfterSeconds) ?? '过一小时'}再试。`,
  'password/weak': '密码太好猜，没有设。至少 8 位，字母和数字都要有，不要用手机号。',
  'phone/notGiven': '没有拿到手机号。再点一次，或换一种方式登录。',
  'invitation/unknown': '邀请码不存在。可以不填邀请码，直接登录。',
  'rules/otherVersion': '规则刚有了新版本。读过新的再同意。',
  'words/risky': '这段文字没有通过微信的内容检查。换个说法再试。',
  'words/notScreened': '现在没法检查这段文字，没有保存。在微信里稍后再试。',
  'words/forbidden': '有不能用的词。改过再提交。',

  'claim/wrong': ({ attemptsLeft }) =>
    attemptsLeft === undefined
      ? '开店码不对，没有开店。照部署时打印的再输一次。'
      : `开店码不对，没有开店。还可以试 ${attemptsLeft} 次。`,
  'claim/expired': '开店码过期了，没有开店。请部署的人再打印一个。',
  'claim/used': '这个开店码已经用过。请部署的人再打印一个。',
  'claim/tooMany': ({ againAfterSeconds }) =>
    `错的次数太多，没有开店。${againWords(againAfterSeconds) ?? '过一小时'}再试。`,

  'cursor/invalid': '列表变了。从头再取一次。',
  'team/notOpened': '这一支打不开，团队可能变了。回到团队页重新看。',
  'goods/unknown': '没有这件商品，可能已经下架。',
  'goods/offShelf': ({ title }) => `${goodsWords(title, '这件商品')}已下架，没有下单。`,
  'goods/soldOut': ({ title, left }) =>
    left
      ? `${goodsWords(title, '')}只剩 ${left} 件，没有做成。减少数量再试。`
      : `${goodsWords(title, '这一款')}卖完了。可以看看别的规格。`,
  'goods/limit': ({ title, most, bought }) =>
    most === undefined
      ? '超过每人限购的件数。减少数量再试。'
      : `${goodsWords(title, '')}每人限购 ${most} 件${bought ? `，你已买 ${bought} 件` : ''}。${bought !== undefined && bought >= most ? '不能再买了。' : '减少数量再试。'}`,
  'goods/inStock': '这一款现在有货，不用等。可以直接买。',
  'cart/full': '购物车满了。先移走几件。',
  'favourites/full': ({ most }) =>
    `${most === undefined ? '收藏满了' : `收藏满 ${most} 件了`}，没有加进去。先移走几件。`,
  'restocks/full': ({ most }) =>
    `${most === undefined ? '等的东西太多了' : `最多等 ${most} 款`}，没有登记。先在“到货通知”里取消几款。`,
  'address/unknown': '没有这个地址。换一个，或重新填写。',
  'address/needed': '有要寄送的商品，还没有收货地址，没有下单。选一个地址再提交。',
  'address/none': '这张订单不用寄送，没有地址。',
  'address/tooMany': '地址太多了。先删掉一个不用的。',
  'address/regionUnknown': ({ region }) =>
    region === undefined ? '地区认不出，没有保存。重选一次地区。' : `地区「${region}」认不出，没有保存。重选一次地区。`,
  'address/regionUnclear': '这个地址的地区不清楚，算不出运费，没有下单。改地址，重选地区。',
  'freight/notServed': ({ title, region }) =>
    `${title === undefined ? '这件商品' : `「${title}」`}不送到${region === undefined ? '这里' : ` ${region}`}，没有下单。换个地址，或去掉它。`,

  'answer/wrong': ({ label, fault }) => `${answerWords(label ?? '有一项', fault)}还没有下单。`,
  'answer/notAsked': '商品要填的有变。回到商品页重来一次，还没有下单。',
  'order/tooMany': ({ orders, most }) =>
    orders === undefined || most === undefined
      ? '一次结算的店太多了，没有下单。分两次下单。'
      : `这些商品要分成 ${orders} 笔订单，一次最多 ${most} 笔，没有下单。分两次下单。`,
  'message/unknown': '没有这条消息，可能已经过了半年。',
  'notice/noTemplate': '这种通知现在没有，没有记下。消息还是会在消息页里。',
  'service/unknown': '没有这段对话，没有发出。',
  'service/ownShop': '这是你自己的店，不能问自己，没有发出。',
  'service/nothing': '写几个字或加一张图片再发。',
  'service/tooMany': ({ againAfterSeconds }) =>
    `说得太快，这条没有发出。${againWords(againAfterSeconds) ?? '过一会'}再发。`,
  'review/unknown': '没有这条评价，可能已经不在了。',
  'review/notReceived': '签收后才能评价，现在还没有发出。',
  'review/late': '过了能评价的时间，没有发出。签收或评价后 30 天内可以写。',
  'review/written': '这件已经评过了，这次没有发出。可以在“我的评价”里追评一次。',
  'review/ownShop': '自己店里的商品不能自己评，没有发出。',
  'review/added': '已经追评过一次，这次没有发出。',
  'review/answered': '已经答复过了，这次没有发出。',
  'avatar/notLookedAt': '现在没有人能先看图片，头像没有换。过些时候再来。',
  'review/noPictures': '现在没有人能先看图片，评价没有发出。去掉图片可以先发文字。',

  'order/repeatedLine': '同一规格出现了两次。合成一行再下单。',
  'order/sumChanged': '金额刚刚变了，没有下单。看清新的金额再提交。',
  'order/requestReused': '这一单已经提交过。去订单里看结果。',
  'order/unknown': '没有这张订单。',
  'order/notInState': ({ state }) =>
    state === 'paid' ? '订单已经付款，这一步没有做。刷新后再看。' : '订单状态已经变了，没有做成。刷新后再看。',
  'order/priceChanged': '这一单的价格刚刚改了，没有扣款。看清新价再付，或刷新后再改。',
  'price/outOfBounds': ({ mostOffFen, freightFen }) =>
    `超出能改的范围，没有改：商品最多减 ${cents(mostOffFen) ?? '九成'}，运费不能高于下单时的${freightFen === undefined ? '' : ` ${cents(freightFen)}`}。`,
  'price/unchanged': '和现在的价格一样，没有改。',
  'price/tooOften': ({ most }) => `一单最多改 ${most ?? 9} 次价，没有改。可以请买家取消后重新下单。`,
  'order/expired': '订单过了付款时间，已自动取消，没有扣款。可以重新下单。',
  'payment/notStarted': '付款没有开始，没有扣款。稍后再付一次。',
  'payment/unreachable': '现在问不到微信支付付没付款，订单没有动。过几分钟再试。',
  'topUp/underWay': '正在充值，还不知道结果，现在不能退。没充成会自动原路退款。',
  'voucher/toRedeem': '这一单凭券码核销，不用发货。没有发出。',
  'voucher/unknown': ({ attemptsLeft }) =>
    `没有这个券码，没有核销。看清 12 位数字再输。${attemptsLeft === undefined ? '' : `这一小时还可以错 ${attemptsLeft} 次。`}`,
  'voucher/tooMany': ({ againAfterSeconds }) =>
    `输错的券码太多，没有核销。${againWords(againAfterSeconds) ?? '过一小时'}再试。`,
  'voucher/otherShop': ({ shopName }) =>
    shopName ? `这张券在${shopName}用，不是这家店的。券没有动。` : '这张券不是这家店的。券没有动。',
  'voucher/notYet': ({ fromMs }) =>
    fromMs === undefined ? '这张券还没到能用的日子，没有核销。' : `这张券 ${showMoment(fromMs)} 起能用，没有核销。`,
  'voucher/closedDay': ({ day }) => `这张券 ${day?.slice(5) ?? '今天'} 不可用，没有核销。请买家换一天来。`,
  'voucher/expired': ({ untilMs }) =>
    untilMs === undefined
      ? '这张券过期了，没有核销。没用的会自动退款。'
      : `这张券 ${showMoment(untilMs - 60_000)} 过期了，没有核销。没用的会自动退款。`,
  'voucher/redeemed': ({ atMs }) =>
    atMs ? `这张券 ${showMoment(atMs)} 用过了，没有再核销。` : '这张券用过了，没有再核销。',
  'voucher/refunded': '这张券已经退款，没有核销。',
  'voucher/inCase': '这张券正在退款，没有核销。等退款有了结果再试。',
  'voucher/tooFew': ({ left }) =>
    left === undefined ? '没有这么多份可用，没有核销。' : `只剩 ${left} 份可用，没有核销。改少再试。`,
  'voucher/changed': ({ left, atMs }) =>
    `${atMs ? `这张券 ${showMoment(atMs)} 刚有变动` : '这张券刚有变动'}，这边没有核销。${left ? `还剩 ${left} 份，再查一次。` : ''}`,
  'voucher/none': '没有这张券。',
  'appointment/none': '这张券不用预约，或者没有约着的时间。',
  'appointment/closed': ({ day, time }) =>
    `${[day?.slice(5), time].filter(Boolean).join(' ') || '这个时间'} 约不了了，没有改动。请换一个时间。`,
  'appointment/full': ({ left }) =>
    left ? `这个时间只剩 ${left} 份，没有约上。` : '这个时间刚被约满，没有约上。请换一个时间。',
  'appointment/tooLate': ({ settledAtMs }) =>
    `${settledAtMs ? `${showMoment(settledAtMs)} 起` : '离到店太近，'}不能再改，约的时间没有变。有事打电话给店里。`,
  'topUp/notOpen': '这一笔已经有结果，没有改动。刷新看一看。',
  'stay/none': '这件商品不按日子订。直接下单就行。',
  'stay/dates': '入住和离店的日子选得不对，没有下单。回到日历再选一次。',
  'stay/full': ({ title, day, left }) =>
    `${goodsWords(title, '这个房型')}${day ? ` ${day.slice(5)} ` : '有一晚'}${left ? `只剩 ${left} 间` : '住满了'}，没有下单。换一天或换房型再选。`,
  'stay/belowCost': ({ costFen }) =>
    `每晚不能低于结算价${costFen === undefined ? '' : ` ${showPlain(costFen, 'cash')} 元`}，没有保存。要改结算价，先和平台商定。`,
  'stay/noCancel': ({ freeUntilMs }) =>
    `${freeUntilMs === undefined ? '免费取消的时间过了' : `免费取消到 ${showMoment(freeUntilMs)} 为止`}，下单时说明过后不退，没有申请。可以打电话问店里。`,
  'receipt/notConfirmed': '微信那边还没有确认收货的记录，订单没有动。',
  'receipt/unreachable': '现在问不到微信有没有确认收货，订单没有动。过几分钟再试。',
  'upload/notOpen': '这一单的发货信息不需要再处理。',
  'upload/manual': '这里没有开通自动上传发货信息，请在微信公众平台录入后标为已录入。',
  'coupon/unknown': '没有这张券。',
  'coupon/over': '这张券已经停发，没有领到。',
  'coupon/noneLeft': '这张券发完了，没有领到。',
  'coupon/mineTaken': ({ most }) => `这张券每人领 ${most ?? 1} 张，你已经领过。去我的券里用。`,
  'coupon/newcomersOnly': '这张券只给没付过款的新客，没有领到。',
  'coupon/used': ({ name }) => `${couponWords(name)}已经用在别的订单上，没有下单。换一张或不用券再提交。`,
  'coupon/expired': ({ name, untilMs }) =>
    `${couponWords(name)}${untilMs === undefined ? '已经过期' : `在 ${showMoment(untilMs)} 过期了`}，没有下单。换一张或不用券再提交。`,
  'coupon/notYet': ({ name, fromMs }) =>
    `${couponWords(name)}${fromMs === undefined ? '还没开始' : `从 ${showMoment(fromMs)} 起才能用`}，没有下单。换一张或不用券再提交。`,
  'coupon/notFor': ({ name }) => `${couponWords(name)}用不到这些商品上，没有下单。换一张或不用券再提交。`,
  'coupon/missing': ({ name, missingFen }) => {
    const missing = cents(missingFen);
    return `${couponWords(name)}${missing === null ? '还没到满减金额' : `还差 ${missing} 才能用`}，没有下单。换一张或不用券再提交。`;
  },
  'points/overLimit': ({ atMostCents }) => {
    const most = cents(atMostCents);
    return most === null ? '积分抵得超过了上限。改少再试。' : `本单最多抵 ${most} 可用积分。其余用微信支付。`;
  },
  'points/notEnough': ({ heldCents }) => {
    const held = cents(heldCents);
    return held === null ? '可用积分不够。改少再试。' : `你有 ${held} 可用积分，不够。改少再试。`;
  },
  'points/notTaken': '这家店不收可用积分。全部用微信支付。',
  'parcel/pieces': ({ left }) =>
    left ? `这一种只剩 ${left} 件没发，没有记下。改少再发。` : '这一种已经发完或退掉，没有记下。刷新后再看。',
  'parcel/numberTaken': ({ no }) =>
    no === undefined ? '这个单号已经用在别的包裹上。核对后再填。' : `这个单号已经是包裹 ${no}。核对后再填。`,
  'parcel/tooMany': ({ most }) => `一张订单最多分 ${most ?? 15} 个包裹，没有记下。把余下的合在一起发。`,
  'parcel/unknown': '没有这个快递包裹，没有改。刷新后再看。',
  'reminder/today': '今天已经提醒过，店家看得到。明天还没发可以再提醒。',
  'reminder/none': '买家没有提醒过。',
  'receipt/extended': '这张订单已经延长过一次，没有再延长。有问题可以申请售后。',
  'stable/overLimit': ({ atMostCents }) => {
    const most = cents(atMostCents);
    return most === null ? '恒定积分抵得超过了上限。改少再试。' : `这次最多抵 ${most} 恒定积分。其余用微信支付。`;
  },
  'stable/notEnough': ({ heldCents }) => {
    const held = cents(heldCents);
    return held === null ? '恒定积分不够。改少再试。' : `你有 ${held} 恒定积分，不够。改少再试。`;
  },
  'stable/notTaken': '这次没有收恒定积分的店。用微信支付。',
  'refund/tooLate': '退货期已过，没有申请。可以联系客服。',
  'refund/pending': '这张订单有售后在处理，先不要发货。',
  'afterSales/unknown': '没有这个售后，或不归你看。',
  'afterSales/notInState': '售后的状态已经变了，这一步没有做。刷新后再看。',
  'afterSales/tooMany': ({ left }) =>
    left ? `这件商品还能申请 ${left} 件，没有提交。把件数改少。` : '这件商品没有能申请的件数了，没有提交。',
  'afterSales/tooOften': ({ most }) => `一张订单最多申请 ${most} 次售后，没有提交。可以联系客服。`,
  'afterSales/kind': '这张订单不能这样办，没有提交。换一种处理方式。',
  'afterSales/otherPrice': '只能换同款同价的规格，没有提交。换一个规格，或改成退款。',
  'afterSales/freight': ({ leftFen }) => `运费最多还能退 ${cents(leftFen) ?? '付过的'}，没有退。改小一点。`,
  'afterSales/noReturnAddress': '还没有退货地址，没有答复。先填寄到哪里。',
  'entry/unknown': '没有这一笔。',
  'proof/unknown': '那一天没有你的证明：还没有收盘，或已经超过 31 天。换一个近一点的日子。',
  'price/unknown': '那一天没有价格：还没有收盘，或没有流通的积分。',

  'simulation/noHistory': '还没有结算过的订单，没有可以重放的。先卖起来，再来模拟。',
  'simulation/tooLarge': ({ orders, members }) =>
    orders === undefined
      ? '历史太长，手机上算不完，没有开始。用命令行算。'
      : `一共 ${orders} 个订单、${members ?? 0} 位会员，手机上算不完，没有开始。用命令行算。`,
  'simulation/unknown': '没有这次模拟。回到方案再开始一次。',

  'till/unknown': '这个码不是收款码，或已经没有了，没有付。请店家再出一个。',
  'till/expired': ({ untilMs }) =>
    `${untilMs === undefined ? '这个码过期了' : `这个码 ${showMoment(untilMs)} 过期了`}，没有付。再出一个新的。`,
  'till/paid': '这一笔已经付过，没有再付。要再付，请店家再出一个码。',
  'till/asked': '这个码已经用过一次，没有收。请顾客再出一个。',
  'till/otherAmount': ({ askedCents }) =>
    `${askedCents === undefined ? '和店家定的金额不一样' : `店家定的是 ${cents(askedCents)}`}，没有付。照店家定的付。`,
  'till/notTaken': ({ shopName }) =>
    `${shopName ? `「${shopName}」` : '这家店'}现在不收恒定积分，没有付。换一种方式付。`,
  'till/givenBack': ({ atMs }) => `${atMs ? `${showMoment(atMs)} ` : ''}已经退过这一笔，没有再退。`,
  'till/tooLate': '付了超过 30 天，这里退不了，没有退。和顾客商量别的办法。',
  'till/notEnough': ({ heldCents }) => `店里只有 ${cents(heldCents) ?? '0.00'} 恒定积分，没有退。等收到更多再退。`,

  'plan/needsSecond': '这个方案已经在运行。改它要另一位管理员复核，没有发布。',
  'plan/sameAsNow': '和现在的一样，没有可以发布的。',
  'plan/notAhead': ({ day }) =>
    day === undefined ? '只能从以后的日子起生效，没有提交。' : `最早从 ${day} 起生效，没有提交。换一天。`,
  'plan/notSimulated': '还没有用本店的历史模拟过这一版，没有提交。先模拟。',
  'plan/unknown': '没有这一版。刷新后再看。',
  'plan/begun': ({ day }) =>
    day === undefined ? '这一版已经生效，撤不回。' : `这一版从 ${day} 起已经生效，撤不回。要改就发下一版。`,
  'plan/notNewest': '后面还有一版。先撤回后面那版。',
  'plan/faults': '方案没有通过检查，没有发布。',
  'member/unknown': '没有这个会员。',
  'member/isStaff': '这位会员在管理店铺，没有停用。先撤下角色，再停用。',
  'member/closed': '这个账号已注销，不用停用。',
  'member/oneself': '不能给自己改权限，也不能把店交给自己。请另一位管理员来做。',
  'shop/unknown': '没有这家店。',
  'shop/isPlatforms': '这是平台自营的店，不能交给别人。',
  'shop/ownerHasShop': '这位会员已经有一家店。先把那家店交给别人。',
  'member/ownsShop': '这位会员还有一家店。先把店交给别人，再收回商家身份。',
  'category/unknown': '没有这个分类。',
  'category/tooDeep': '分类最多两层，没有保存。换一个上级分类，或不选上级。',
  'offer/running': ({ untilMs }) =>
    untilMs === undefined
      ? '限时价正在进行，没有改。可以提前结束，再设新的。'
      : `限时价正在进行，到 ${showMoment(untilMs)} 结束，没有改。可以提前结束。`,
  'offer/times': '结束要在开始之后，最长 30 天，没有保存。改过时间再存。',
  'offer/notLower': ({ offeredFen, regularFen }) =>
    offeredFen === undefined || regularFen === undefined
      ? '限时价要低于平日价，没有保存。'
      : `限时价 ${cents(offeredFen)} 不低于平日价 ${cents(regularFen)}，没有保存。先改其中一个。`,
  'offer/tooSoon': ({ nextFromMs }) =>
    nextFromMs === undefined
      ? '上一次限时价刚结束，没有保存。隔 24 小时再设。'
      : `上一次限时价结束不到 24 小时，没有保存。${showMoment(nextFromMs)} 起可以再设。`,
  'offer/over': '这次限时价已经结束了，没有再改。',
  'offer/gone': ({ title, left }) =>
    `${title ? `「${title}」` : ''}限时价${left ? `只剩 ${left} 份` : '的份数刚用完'}，没有下单。重看一次合计，再决定。`,
  'storefront/changedMeanwhile': '别的管理员刚改过首页，没有保存。刷新后再改。',
  'storefront/leadsNowhere': ({ name }) =>
    `${name ? `「${name}」` : '有一项'}通向的商品或分类不在了，没有保存。换一个去处。`,
  'storefront/findsNothing': ({ word }) =>
    `${word ? `「${word}」` : '有一个词'}现在搜不到在架的商品，没有保存。换一个词。`,
  'goods/skuTaken': '规格编号重复了。换一个。',
  'goods/choices': '规格的选项对不上。',
  'picture/unknown': '有一张图片没有传上来。删掉它，重新选一次。',
  'picture/type': '这种文件不能用。图片用 JPG、PNG 或 WebP。',
  'picture/tooLarge': ({ mostBytes }) =>
    mostBytes === undefined
      ? '图片太大，没有上传。换一张小的。'
      : `图片超过 ${Math.floor(mostBytes / 1024 / 1024)} MB，没有上传。换一张小的。`,
  'form/changedMeanwhile': '这里刚被别人改过，没有保存，你填的还在。再点一次，就照你填的存。',
  'goods/changedMeanwhile': '别人刚改过这件商品，你的还没有保存。记下改动，重新打开再改。',
  'application/open': '你有一份申请在审，没有再交。等平台答复，或先撤回。',
  'application/ownsShop': '你已经有店了，没有再交申请。',
  'application/unknown': '没有这份申请。',
  'application/notInState': '这份申请已经有结果了，没有改。',
  ...BALANCE_REFUSALS,
  ...COLLECTIBLE_REFUSALS,
  ...EXCHANGE_REFUSALS,
  ...HOLDING_REFUSALS,
  ...WITHDRAWAL_REFUSALS,
  'payout/exceedsOwed': ({ owedFen }) =>
    owedFen === undefined || owedFen <= 0
      ? '现在不欠这家店，没有记付款。'
      : `只欠 ${showPlain(owedFen, 'cash')} 元，没有记付款。改小再记。`,
  'goods/takenOff': '这件商品是平台下的架，没有上架。联系平台，由管理员放回。',
  'goods/stockBelowZero': '库存不能小于零。',
  'settings/unknown': '没有这一版设置，没有改动。',
  'settings/changed': '设置刚被别的管理员改过，你的没有保存。看看现在的，再改一次。',
  'stop/sameAdmin': '是你停的，要另一位管理员来恢复，现在还停着。',
  'clearance/dates': '许可的起止日期不对。',
  'clearance/unknown': '没有这份许可。',
  'clearance/sameAdmin': '要由另一位管理员复核。',
  'clearance/notProposed': '这份许可不在待复核状态。',

  'plan/off': '这个方案现在没有开，没有做成。',
  'purchase/nothing': '金额是 0，没有做成。',
  'sale/notCleared': ({ sinceDay }) =>
    `现金卖出${sinceDay ? `从 ${sinceDay.slice(5)} 起` : ''}停着，没有卖出。积分仍归你，许可恢复后再卖。`,
  'quote/moved': ({ quoted, now }) =>
    `价格变了，${quoted !== undefined && now !== undefined && now > quoted ? '要的积分比报价多' : '得到的比报价少'}，没有办。看清新的报价，再确认。`,
  'sale/nothing': '数量是 0，没有卖出。',
  'sale/exceedsHolding': ({ held }) => heldWords(points(held), '增值积分', '卖出'),
  'sale/locked': (figures) => lockedWords(figures, '卖出'),
  'sale/exceedsExitQuota': (figures) => exitQuotaWords(figures, '卖出'),
  'sale/worthNothing': '这么少的积分不到一分钱，没有卖出。数量多一些再试。',
  'redemption/notFor': '这张订单不能用增值积分兑换，没有兑换。只有平台自营、寄送的、还没用别的方式付的能兑。',
  'redemption/nothing': '数量是 0，没有兑换。',
  'redemption/exceedsHolding': ({ held }) => heldWords(points(held), '增值积分', '兑换', OTHERWISE),
  'redemption/locked': (figures) => lockedWords(figures, '兑换'),
  'redemption/exceedsExitQuota': (figures) => exitQuotaWords(figures, '兑换', OTHERWISE),
  'redemption/worthNothing': '这么少的积分不到一分钱，没有兑换。用别的方式付。',
  'exchange/nothing': '数量是 0，没有兑换。',
  'exchange/exceedsHolding': ({ held }) => heldWords(points(held), '增值积分', '兑换'),
  'exchange/locked': (figures) => lockedWords(figures, '兑换'),
  'exchange/exceedsExitQuota': (figures) => exitQuotaWords(figures, '兑换'),
  'exchange/worthNothing': '这么少的积分换不到 0.01 恒定积分，没有兑换。数量多一些再试。',
  'payment/nothing': '金额是 0，没有付。',
  'payment/exceedsHolding': ({ held }) => heldWords(cents(held), '恒定积分', '付款'),
  'payment/ownMerchant': '这家店是你开的，不能自己付给自己，没有付。可以换别的商户。',
  'merchantRedemption/nothing': '数量是 0，没有兑换。',
  'merchantRedemption/exceedsHolding': ({ held }) => heldWords(cents(held), '恒定积分', '兑换'),
  'merchantRedemption/worthNothing': '这么少的恒定积分换不到增值积分，没有兑换。数量多一些再试。',
  'merchantSale/nothing': '数量是 0，没有卖出。',
  'merchantSale/exceedsHolding': ({ held }) => heldWords(points(held), '增值积分', '卖出'),
  'merchantSale/worthNothing': '这么少的积分不到一分钱，没有卖出。数量多一些再试。',
  'spending/nothing': '数量是 0，没有用掉积分。',
  'spending/exceedsHolding': ({ held }) => heldWords(cents(held), '可用积分', '抵扣'),
  'spending/exceedsShare': ({ limit }) => {
    const most = cents(limit);
    return most === null ? '积分抵得超过了上限。改少再试。' : `最多抵 ${most} 可用积分。改少再试。`;
  },
  'close/running': '正在收盘，这一步没有做。过几分钟再试。',
  'import/unknown': '没有这次导入。回导入列表看看。',
  'import/notInState': '这次导入已经走到别的一步，这一步没有做。刷新后看。',
  'import/otherLines': '发来的行和先前的不一样，没有收下。取消后重新导入。',
  'import/noReason': '还没有写理由，没有提交。写好再提交。',
  'close/unknown': '这一天没有收盘记录。',
  'referrer/same': '推荐人已经是这一位，没有改。',
  'referrer/below': '新推荐人是这位会员自己，或在他的团队里，没有改。换一位不在他团队里的。',
  'proposal/unknown': '没有这个申请。',
  'proposal/sameAdmin': '要由另一位管理员来批准。',
  'proposal/decided': '这个申请已经处理过。刷新后再看。',
  'proposal/expired': ({ expiredAtMs }) =>
    `这个申请${expiredAtMs === undefined ? '' : ` ${showMoment(expiredAtMs)} `}过期了，没有办。要办的话重新申请。`,
  'reversal/notSettled': '这张订单还没有结算，没有冲正。结算前走退款。',
  'reversal/nothing': '金额是 0，没有冲正。',
  'reversal/nothingLeft': '这张订单已经全部冲正，没有再做。',
  'reversal/exceedsOrder': ({ left }) => {
    const most = cents(left);
    return most === null ? '超过订单余下的金额，没有冲正。改少再试。' : `这张订单只剩 ${most} 元，没有冲正。改少再试。`;
  },
  'adjustment/nothing': '数量是 0，没有调整。',
  'adjustment/exceedsHolding': '这位会员没有这么多，没有调整。改少再试。',
  'adjustment/exceedsSupply': ({ left }) => {
    const most = points(left);
    return most === null ? '超过发行上限，没有调整。改少再试。' : `最多还能发 ${most} 增值积分，没有调整。改少再试。`;
  },
} as const satisfies { readonly [Code in ClientRefusal]: Words<Code> };

/** What is held of an asset is less than was asked for. */
function heldWords(held: string | null, asset: string, verb: string, next = LESS): string {
  return held === null ? `${asset}不够，没有${verb}。${next}` : `你有 ${held} ${asset}，不够，没有${verb}。${next}`;
}

function exitQuotaWords({ gross, quota }: { gross?: number; quota?: number }, verb: string, next = LESS): string {
  const [worth, left] = [cents(gross), cents(quota)];
  return worth === null || left === null
    ? `超过了出局额度，没有${verb}。${next}`
    : `值 ${worth} 元，出局额度只有 ${left}，没有${verb}。${next}`;
}

/** The words of a refusal, with its figures. A code of a newer server than this client has the words of 'internal'. */
export function refusalWords(refused: Pick<Refused, 'code' | 'details'>): string {
  const words = (WORDS as Record<string, string | ((figures: Details) => string)>)[refused.code] ?? WORDS.internal;
  return typeof words === 'string' ? words : words(refused.details);
}
