import type { EntryKind, PlanKind } from '@shared/contract';

/** The rule behind each kind of line, in words for members, and its paragraph in docs/rules.md. */
export const RULE_WORDS: Record<EntryKind, { readonly words: string; readonly paragraph: string }> = {
  'order.pay': {
    words: '积分 1 个抵 1 元：可用积分最多抵商品额的规定比例，恒定积分在收它的店里不限。数目由你在下单时选定。',
    paragraph: '§5',
  },
  'order.giveBack': { words: '订单没有付款就关闭了，用掉的积分按下单时的数目退回。', paragraph: '§5' },
  'order.refund': { words: '结算前退货，现金和积分按付款时的样子各自退回。', paragraph: '§5' },
  'appreciation.purchase': {
    words: '订单结算时，计入的现金按比例进入托底池，其中一部分按结算前的价格折成增值积分给你。向下取整。',
    paragraph: '§1',
  },
  'appreciation.referral': {
    words: '你直接推荐的会员的订单结算了，进入托底池的钱里有一部分按结算前的价格折成增值积分给你。向下取整。',
    paragraph: '§1',
  },
  'appreciation.forcedExit': {
    words: '收盘时持有积分的价值达到出局额度，卖出相当于额度的积分，手续费留在托底池，其余积分仍归你。',
    paragraph: '§1',
  },
  'dividend.grant': {
    words: '订单结算时，按计入的现金给分红额度和股数，从第二天的收盘起参与。向下取整。',
    paragraph: '§3',
  },
  'dividend.referral': {
    words: '你直接推荐的会员的订单结算了，按比例给你分红额度或股数，从第二天的收盘起参与。向下取整。',
    paragraph: '§3',
  },
  'dividend.proportional': {
    words: '当天的分红池按股数分给额度没用完的会员，不超过你剩余的分红额度。向下取整到 0.01。',
    paragraph: '§3',
  },
  'dividend.tier': {
    words: '你的股数所在的档有一笔资金，由该档的会员分，不超过你剩余的分红额度。向下取整到 0.01。',
    paragraph: '§3',
  },
  'release.grant': { words: '计入的现金达到档位，按该档的倍数送待释放积分，从第二天的收盘起释放。', paragraph: '§4' },
  'order.reversal': {
    words: '订单结算后退回，它给的积分、额度、股数和释放按退回的金额收回，收到手里还有的为止。向上取整。',
    paragraph: '§5',
  },
  adjustment: { words: '平台调整了积分，由两位管理员办理，写明了原因。', paragraph: '§5' },
  'owed.paid': { words: '订单冲正后还欠着的，由同一种资产以后得到的先抵还，其余才到账。', paragraph: '§5' },
  'release.static': { words: '每笔订单每天释放计入金额的固定比例，直到送的积分释放完。', paragraph: '§4' },
  'release.firstGeneration': {
    words: '你直接推荐的会员当天每日释放的合计，乘以一代比例，从你自己的待释放里付。向下取整到 0.01。',
    paragraph: '§4',
  },
  'release.secondGeneration': {
    words: '你推荐的会员再推荐的会员，当天每日释放的合计，乘以二代比例，从你自己的待释放里付。向下取整到 0.01。',
    paragraph: '§4',
  },
  'release.team': {
    words: '团队里每个人当天的释放，乘以「我的比例减去中间最高比例」。加总后向下取整到 0.01，从你自己的待释放里付。',
    paragraph: '§4',
  },
  'release.sameRank': {
    words: '线下离你最近的同级会员，其线下当天释放的合计乘以平级比例。加总后向下取整到 0.01，从你自己的待释放里付。',
    paragraph: '§4',
  },
};

/** What a member reads before agreeing: rules and risks of each plan. No promise, no forecast (trust §2). */
export const PLAN_RULES: Record<PlanKind, { readonly rules: readonly string[]; readonly risks: readonly string[] }> = {
  appreciation: {
    rules: [
      '只有现金付的部分计入，订单签收并过了退货期才结算。',
      '计入的现金按比例进入托底池，其中一部分按结算前的价格折成增值积分。',
      '价格等于托底池除以流通量，两个数每天公开。',
      '卖出、兑换用掉出局额度，额度由购买得到；额度用完后积分仍归你。',
      '卖出的积分销毁，手续费留在托底池。',
    ],
    risks: [
      '积分不是存款，也不是投资，过去的价格不代表以后。',
      '没有新的购买时，价格不会变化。',
      '现金卖出需要许可，许可到期会暂停，已有的积分仍归你。',
    ],
  },
  dividend: {
    rules: [
      '订单结算后得到分红额度和股数，第二天的收盘起参与。',
      '每天按当天计入的现金营业额提取分红池，按股数和档位分给额度没用完的会员。',
      '入账多少，额度就减少多少；额度用完后不再入账，股数保留。',
    ],
    risks: [
      '额度是入账的上限，不是欠款，也没有期限内付清的承诺。',
      '没有营业额的日子没有入账。',
      '现金分红需要许可，许可到期会暂停。',
    ],
  },
  release: {
    rules: [
      '一笔订单计入的现金达到档位，送待释放积分，第二天的收盘起每天释放固定比例。',
      '推荐、团队和平级奖励都从你自己的待释放里付，待释放用完就没有奖励。',
      '等级按团队现金业绩定，可升可降。',
      '释放后的可用积分在下单时抵现金，最多抵商品额的规定比例。',
    ],
    risks: [
      '待释放不能提现，也不能转给别人。',
      '奖励需要许可，许可到期会暂停，已有的积分仍归你。',
      '方案可以改版，改版只管以后结算的订单。',
    ],
  },
};
