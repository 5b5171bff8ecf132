/** The shipped plan of points release. Every figure cites its paragraph of docs/rules.md. */
export const release = {
  tiers: [
    { from: '3000.00', multiple: '2.5' }, // §4, §6: 初级会员
    { from: '9000.00', multiple: '3' }, // §4: 中级会员
    { from: '27000.00', multiple: '3.5' }, // §4: 高级会员
    { from: '51000.00', multiple: '4' }, // §4: VIP会员
  ],
  dailyRate: '0.012', // §4: 1.2 % of the order's amount a day
  referralRates: ['0.5', '0.3'], // §4: first and second generation
  ranks: [
    { from: '50000.00', rate: '0.10' }, // §4: 青铜, one star
    { from: '200000.00', rate: '0.20' }, // §4: 白银
    { from: '600000.00', rate: '0.26' }, // §4: 黄金
    { from: '2000000.00', rate: '0.32' }, // §4: 铂金
    { from: '6000000.00', rate: '0.38' }, // §4: 钻石
    { from: '15000000.00', rate: '0.44' }, // §4: 星耀
    { from: '30000000.00', rate: '0.50' }, // §4: 王者, seven stars
  ],
  sameRankRate: '0.03', // §4: 平级奖
  teamVolumeIncludesOwn: false, // §4: decided
} as const;
