// The second half of the walk from an empty shop: points appear, the plan is changed, old orders keep the old one.
import type { Phone } from './browser';
import { simulated } from './simulated';
import { button, buy, confirm, exact, fill, keep, link, option, pay, see, step } from './walker';
import type { ShopWorld } from './world';

interface Walk {
  readonly world: ShopWorld;
  readonly owner: Phone;
  readonly second: Phone;
  readonly buyer: Phone;
  readonly goods: string;
  /** Of 3,000 yuan. */
  readonly size: string;
}

/** Until what was received has settled, and has released for the first time. */
const DAYS_TO_RELEASE = 3;

/** The steps, registered behind those of the first hour. */
export function planSteps(walk: () => Walk): void {
  step('points appear with the close of the next day', async () => {
    const { world, buyer } = walk();
    await world.passDays(1);
    await buyer.open('/packages/wallet/wallet/index');
    await see(buyer, /订单 3,000.00，每天 36.00/);
    await keep(buyer, 'points');
    await button(buyer, '积分释放怎么算的').click();
    await see(buyer, '怎么算的');
    await keep(buyer, 'points-explained');
  });

  step('the daily rate is changed after its simulation, and proposed for tomorrow', async () => {
    const { owner } = walk();
    await owner.open('/packages/admin/home/index');
    await button(owner, /^积分方案/).click();
    await button(owner, '改积分释放的数字').click();
    await fill(owner, '每日比例', '0.010');
    await see(owner, '30.00');
    await keep(owner, 'rate');
    await exact(owner, '存草稿，去模拟').click();
    await exact(owner, '用本店的历史模拟').click();
    await simulated(owner);
    await keep(owner, 'simulated');
    await fill(owner, '为什么', '放得太快，池子跟不上');
    await exact(owner, '提交，等另一位管理员复核').click();
    await see(owner, '要另一位管理员复核。');
    await keep(owner, 'rate-proposed');
  });

  step('the second finds it among what waits, and approves it', async () => {
    const { second } = walk();
    await second.open('/packages/admin/home/index');
    await keep(second, 'second-home');
    await button(second, /^待复核/).click();
    await see(second, '0.012');
    await keep(second, 'second-proposals');
    await button(second, '看这次改动的模拟').click();
    await see(second, '已经提交，等另一位管理员复核。');
    await keep(second, 'second-simulated');
    await exact(second, '返回').click();
    await exact(second, '同意，按时发布').click();
    await see(second, '没有待复核的');
    await second.open('/packages/admin/plan/index');
    await see(second, /起生效，在那以前按上一版/);
    await keep(second, 'rate-published');
  });

  step('an order of tomorrow is of the new version, and the old one goes on as it was', async () => {
    const { world, owner, buyer, goods, size } = walk();
    await world.passDays(1);
    await buy(buyer, goods, size);
    await keep(buyer, 'second-checkout');
    await pay(buyer);
    await owner.open('/packages/admin/home/index');
    await button(owner, '待发货 1').click();
    await link(owner, new RegExp(`^${goods}`)).click();
    await option(owner, '顺丰').click();
    await fill(owner, '单号', 'SF2234567890');
    await exact(owner, '已发货').click();
    await see(owner, '顺丰 SF2234567890');
    await button(buyer, '看订单').click();
    await button(buyer, '确认收货').click();
    await confirm(buyer, '已收到');
    await see(buyer, '退货期内');
    await world.passDays(DAYS_TO_RELEASE);
    await buyer.page.reload();
    await see(buyer, '积分释放 v2');
    await see(buyer, /每天 30.00 = 3,000.00 × 1%/);
    await keep(buyer, 'new-order');
    await buyer.open('/packages/wallet/wallet/index');
    await see(buyer, /每天 36.00/);
    await see(buyer, /每天 30.00/);
    await see(buyer, /释放（36.00 \+ 30.00）/);
    await keep(buyer, 'both-orders');
  });
}
