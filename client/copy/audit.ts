import type { AuditedAction, AuditKind, AuditLine } from '@shared/contract';
import { showCount, showDevice, showFullMoment, showPlain } from '@shared/format';
import type { IconName } from '../components/Icon';
import { SETTING_WORDS } from './settings';

/** What a line is about, as one looks for it. */
export const AUDIT_KINDS: Readonly<Record<AuditKind, { readonly words: string; readonly icon: IconName }>> = {
  look: { words: '看过资料', icon: 'eye' },
  goods: { words: '商品和库存', icon: 'box' },
  orders: { words: '订单和售后', icon: 'truck' },
  members: { words: '会员', icon: 'person' },
  money: { words: '钱和积分', icon: 'wallet' },
  plans: { words: '方案', icon: 'line' },
  settings: { words: '设置', icon: 'edit' },
  trust: { words: '许可和日结', icon: 'shield' },
  shop: { words: '店铺和表格', icon: 'home' },
};

/** What was done. */
const AUDIT_ACTIONS = {
  'identity.notAllowed': '要做没有权限的事，被拒绝',
  'account.claimShop': '用一次性码认领了店铺',
  'admin.answerAfterSales': '答复了售后',
  'admin.answerReview': '答复了评价',
  'admin.applyImport': '执行了导入的表',
  'admin.approveClearance': '批准了许可',
  'admin.approveProposal': '批准了申请',
  'admin.beginImport': '导入了一张表',
  'admin.blockMember': '停用或恢复账号',
  'admin.blockWithdrawals': '暂停或恢复一位的提现',
  'admin.cancelImport': '取消了导入',
  'admin.changePrice': '改了未付订单的价',
  'admin.changeShop': '改了店铺资料',
  'admin.changeStock': '改了库存',
  'admin.correctParcel': '更正了快递单号',
  'admin.decideAfterSales': '裁定了售后',
  'admin.decideApplication': '审核了开店申请',
  'admin.dropSeries': '删了藏品草稿',
  'admin.endMemberSession': '让一台设备退出',
  'admin.endOffer': '结束了限时价',
  'admin.exportAudit': '导出了操作记录',
  'admin.exportGoods': '导出了商品',
  'admin.exportMembers': '导出了会员',
  'admin.exportOrders': '导出了订单',
  'admin.exportPoints': '导出了会员积分',
  'admin.exportVouchers': '导出了券码',
  'admin.hideReview': '隐藏或恢复评价',
  'admin.importGoods': '按表改了商品',
  'admin.importPoints': '按表调整了积分',
  'admin.issueSeries': '发行了藏品',
  'admin.judgeTopUp': '判定了充值',
  'admin.listPayees': '看了收款人名单',
  'admin.makeCoupon': '发了优惠券',
  'admin.openWithoutPoints': '定了不带积分开店',
  'admin.orderCategories': '排了分类',
  'admin.payOut': '付给商家',
  'admin.proposeAdjustment': '申请调整积分',
  'admin.proposeClearance': '登记了许可',
  'admin.proposePlans': '申请发布方案',
  'admin.proposeReferrer': '申请改推荐人',
  'admin.proposeReversal': '申请冲正订单',
  'admin.publishPlans': '发布了方案',
  'admin.redeemVoucher': '核销了券',
  'admin.refundPieces': '退了款',
  'admin.rejectProposal': '没有批准申请',
  'admin.remarkOrder': '写了订单备注',
  'admin.resolveUpload': '处理了发货上报',
  'admin.restoreSettings': '恢复了以前的设置',
  'admin.resumeClose': '叫日结接着做',
  'admin.returnWithdrawal': '退回了提现',
  'admin.reviewWithdrawal': '审核了提现',
  'admin.revokeClearance': '撤销了许可',
  'admin.saveCategory': '改了分类',
  'admin.saveGoods': '改了商品',
  'admin.saveOffer': '定了限时价',
  'admin.savePlanDraft': '存了方案草稿',
  'admin.saveSeries': '存了藏品草稿',
  'admin.saveSettings': '改了设置',
  'admin.saveShop': '改了商家和店主',
  'admin.saveStorefront': '改了首页布置',
  'admin.seeReminder': '看了催发货',
  'admin.setRole': '改了角色',
  'admin.setStop': '停止或恢复一项功能',
  'admin.shelveGoods': '上架或下架',
  'admin.ship': '发了货',
  'admin.stopCoupon': '停了优惠券',
  'admin.stopWithdrawals': '停止或恢复提现',
  'admin.viewAnswers': '看了买家填的资料',
  'admin.viewApplication': '看了开店申请',
  'admin.viewMemberPhone': '看了手机号',
  'admin.viewPayee': '看了收款人的姓名',
  'admin.viewShippingAddress': '看了收货地址',
  'admin.withdrawPlan': '撤回了方案',
  'exchange.exportRegister': '导出了藏品登记册',
  'exchange.importAcknowledgement': '导入了交易所回执',
  'merchant.changePrice': '商家改了未付订单的价',
  'merchant.changeShop': '商家改了店铺资料',
  'merchant.changeStock': '商家改了库存',
  'merchant.correctParcel': '商家更正了快递单号',
  'merchant.saveCalendar': '商家改了房价日历',
  'merchant.shelveGoods': '商家上架或下架',
  'merchant.ship': '商家发了货',
  'merchant.viewAnswers': '商家看了买家填的资料',
  'merchant.viewShippingAddress': '商家看了收货地址',
  'messages.answerOfPlatform': '答复了客服消息',
  'simulation.start': '开始了方案试算',
  'team.viewOf': '看了团队',
  'wallet.explainOf': '看了一笔怎么算的',
  'wallet.statementOf': '看了流水',
  'wallet.viewOf': '看了余额',
} as const satisfies Readonly<Record<AuditedAction, string>>;

/** What somebody did, in words. */
export const auditWords = (action: string): string =>
  (AUDIT_ACTIONS as Readonly<Record<string, string>>)[action] ?? action;

/** Fields of what is changed, and of what it is about. */
const FIELDS: Readonly<Record<string, string>> = {
  asked: '要做的',
  memberId: '会员编号',
  orderId: '订单编号',
  orderNo: '订单号',
  goodsId: '商品编号',
  skuId: '规格编号',
  shopId: '店铺编号',
  ownerId: '店主编号',
  formerId: '原店主编号',
  caseId: '售后编号',
  reviewId: '评价编号',
  proposalId: '申请编号',
  proposedBy: '谁提出的',
  withdrawalId: '提现编号',
  clearanceId: '许可编号',
  importId: '导入编号',
  couponId: '优惠券编号',
  categoryId: '分类编号',
  offerId: '限时价编号',
  payoutId: '付款编号',
  threadId: '会话编号',
  applicationId: '申请编号',
  simulationId: '试算编号',
  seriesId: '藏品系列编号',
  story: '介绍',
  rights: '用处',
  goods: '附带的货',
  supply: '一共几份',
  limit: '每人几份',
  price: '付多少',
  opensAtMs: '从什么时候',
  closesAtMs: '到什么时候',
  fingerprint: '图文指纹',
  reason: '理由',
  why: '理由',
  words: '内容',
  title: '标题',
  subtitle: '副标题',
  name: '名称',
  kind: '类别',
  by: '变动',
  lines: '行数',
  line: '第几行',
  pieces: '件数',
  cashFen: '现金',
  amountFen: '金额',
  priceFen: '售价',
  costFen: '成本',
  units: '数量',
  asset: '资产',
  change: '增减',
  role: '角色',
  roles: '角色',
  has: '给了',
  state: '状态',
  decision: '决定',
  feature: '功能',
  plan: '方案',
  version: '版本',
  fromDay: '从哪天',
  untilDay: '到哪天',
  throughDay: '到哪天',
  openDay: '哪一天',
  quarter: '季度',
  carrier: '快递公司',
  trackingNo: '快递单号',
  before: '原来的',
  no: '第几个',
  way: '方式',
  is: '答复',
  as: '判定',
  stock: '库存',
  isOnShelf: '在架',
  isShown: '展示',
  isHidden: '隐藏',
  isBlocked: '停用',
  isWithoutPoints: '不带积分',
  stopped: '停止',
  isStopped: '停了',
  told: '告诉买家的话',
  parcel: '快递',
  remark: '店内备注',
  issuer: '出具方',
  documentReference: '文号',
  documentSha256: '文件 SHA-256',
  scope: '范围',
  validFromDay: '从哪天',
  validToDay: '到哪天',
  prices: '限时价',
  perMember: '每人限几件',
  fromMs: '从什么时候',
  untilMs: '到什么时候',
  shopName: '店名',
  ownerName: '店主',
  reference: '银行单号',
  revision: '第几版',
  changed: '改了哪些',
  notice: '公告',
  servicePhone: '客服电话',
  serviceHours: '客服时间',
  answerWithinHours: '几小时内答复',
  deliveryWord: '发货说明',
  afterSalesWord: '售后说明',
  takesSpendable: '收可用积分',
  takesStable: '收恒定积分',
  freightFen: '运费',
  freeFreightFromFen: '包邮金额',
  freight: '运费规则',
  industry: '行业',
  picture: '图片',
  pictures: '图片',
  detail: '详情',
  order: '顺序',
  parentId: '上级分类',
  options: '规格项',
  skus: '规格和价格',
  plans: '参加的方案',
  weight: '排序',
  unitWord: '单位',
  keywords: '关键词',
  asks: '下单要填的',
  banners: '横幅',
  shortcuts: '快捷入口',
  sections: '楼层',
  hints: '搜索提示',
  pinnedWords: '置顶热搜',
  about: '搜什么',
  who: '谁做的',
  toMemberId: '新推荐人编号',
  fromMemberId: '原推荐人编号',
  toName: '新推荐人',
  most: '总数',
  text: '内容',
  contributionRate: '进池比例',
  giftRate: '买家得',
  referrerGiftRate: '推荐人得',
  sellFeeRate: '卖出手续费',
  redeemFeeRate: '兑商品手续费',
  exitMultiple: '出局倍数',
  issuePrice: '发行价',
  maxSupply: '发行上限',
  seedPoints: '种子积分',
  quotaMultiple: '额度倍数',
  weightUnit: '一股的金额',
  referralQuotaRate: '推荐额度',
  referralWeightRate: '推荐股数',
  proportionalRate: '按股数分',
  tierRate: '按档位分',
  tierRateOf: '档位的比例是',
  tierSplit: '同一档里',
  weightBase: '总股数算',
  dailyRate: '每日比例',
  referralRates: '一代和二代奖',
  sameRankRate: '平级奖',
  tiers: '档位',
  ranks: '团队级别',
  teamVolumeIncludesOwn: '团队业绩含自己',
};

/** A field by its name in words; the name itself where nobody wrote words for it. */
export const fieldWords = (name: string): string =>
  FIELDS[name] ?? (SETTING_WORDS as Readonly<Record<string, { readonly title: string }>>)[name]?.title ?? name;

const FLAGS: Readonly<Record<string, string>> = { true: '是', false: '否', '': '空' };
const ROLES: Readonly<Record<string, string>> = {
  owner: '店主',
  operator: '运营',
  finance: '财务',
  support: '客服',
  merchant: '商家',
};
const STATES: Readonly<Record<string, string>> = {
  proposed: '待批准',
  valid: '有效',
  revoked: '已撤销',
  approved: '同意',
  declined: '不同意',
  add: '增加',
  remove: '减少',
  appreciating: '增值积分',
  stable: '恒定积分',
  spendable: '可用积分',
  reversal: '冲正',
  adjustment: '调整',
  payout: '付给商家',
  plans: '方案',
  referrer: '改推荐人',
  import: '导入',
  none: '没有',
  done: '办了',
  rejected: '没有办',
  all: '全部',
  inReview: '等待审核',
  inSecondReview: '等第二位审核',
  requested: '等着付',
  waitingForMember: '等会员确认',
  paid: '已付',
  returned: '已退回',
  running: '在发',
  stopped: '停了',
  uploaded: '已上报',
  pending: '等着上报',
  failed: '没有上报成',
  manual: '要手工上报',
  submitted: '等着审核',
  sending: '正在付',
  unknown: '还不知道付没付',
};

/** A value of a field as one reads it: fen as money, yes and no, roles and states in words. */
export function valueWords(field: string, value: string): string {
  if (/Fen$/.test(field) && /^-?\d+$/.test(value)) return `¥${showPlain(Number(value), 'cash')}`;
  if (/Ms$/.test(field) && /^\d{13}$/.test(value)) return showFullMoment(Number(value));
  if (/^(is|has|takes)/.test(field) && (value === '1' || value === '0')) return value === '1' ? '是' : '否';
  if (field === 'role' || field === 'roles')
    return (
      value
        .split('、')
        .map((one) => ROLES[one] ?? one)
        .join('、') || '没有'
    );
  if (field === 'asked') return auditWords(value);
  return FLAGS[value] ?? STATES[value] ?? value;
}

/** Sizes with their prices as the audit writes them; what was cut off at its end is left out. */
const SIZE = /"choices":\[([^\]]*)\],"costFen":(\d+)(?:,"grams":\d+)?,"priceFen":(\d+)/g;
/** Nights of a stay with what is different about them: a price of their own, and how many rooms. */
const NIGHT = /"day":"\d{4}-(\d{2}-\d{2})","priceFen":(null|\d+),"rooms":(\d+)/g;
const NAME = /"(?:title|name|label|over|words)":"([^"]+)"/g;

/** Every place where a text has a pattern; `matchAll`, which old engines lack. */
function found(text: string, pattern: RegExp): string[][] {
  const all: string[][] = [];
  text.replace(pattern, (...one) => {
    all.push(one.filter((part) => typeof part === 'string'));
    return '';
  });
  return all;
}

/**
 * A value in a few words: of what is written whole, as sizes and banners are, what its parts are called. Null where that
 * tells nothing: the whole of it is shown where the line is opened.
 */
export function briefWords(field: string, value: string): string | null {
  if (value === '[]' || value === '{}') return '空';
  if (!/^[[{]/.test(value)) return valueWords(field, value);
  const cut = value.endsWith('…') ? '…' : '';
  const sizes = found(value, SIZE).map(
    ([, choices = '', cost, price]) =>
      `${choices.replace(/"/g, '').replace(/,/g, ' ') || '一款'} ${showPlain(Number(price), 'cash')}（成本 ${showPlain(Number(cost), 'cash')}）`,
  );
  const nights = found(value, NIGHT).map(
    ([, day = '', price, rooms]) =>
      `${day}${price === 'null' ? '' : ` ${showPlain(Number(price), 'cash')}`} ${showCount(Number(rooms))} 间`,
  );
  const known = [...sizes, ...nights];
  const parts = known.length > 0 ? known : found(value, NAME).map(([, name = '']) => name);
  return parts.length > 0 ? `${parts.join('、')}${cut}` : null;
}

/** Where it was done from. */
export function fromWords({ client, device, address }: AuditLine): string {
  const host = client === 'wechat' ? '微信' : client === 'web' ? (device ? showDevice(device) : '网页') : '';
  return [host, address].filter(Boolean).join('，');
}

const FAULTS = {
  missing: '不见了',
  changed: '被改过',
  beyond: '是外面加的',
  unlikeSeal: '和日结封存的不一样',
} as const;

/** What a check found. */
export const faultWords = (name: string, no: number, what: keyof typeof FAULTS): string =>
  `${name || '一位已注销的'} 的第 ${showCount(no)} 条${FAULTS[what]}。`;
