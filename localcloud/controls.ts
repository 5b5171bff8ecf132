import { type DemoClock, targetOf } from './clock';
import type { FunctionHost, HostedFunction } from './host';
import { HttpRefusal } from './http';
import type { Moving } from './living';
import type { Passage } from './passage';
import { readFaults } from './sandbox';
import type { LocalControls, LocalStatus } from './server';
import type { World } from './world';

interface ControlsOptions {
  /** The world that is open now. */
  world: () => World;
  clock: DemoClock;
  host: FunctionHost;
  functions: ReadonlyMap<string, HostedFunction>;
  logs: readonly string[];
  /** Through which everything goes that works with the data. */
  inside: Passage;
  /** Where the demo lives: the move that is under way. */
  moving: () => Moving | null;
}

const movingShown = (moving: Moving | null): LocalStatus['moving'] =>
  moving && {
    from: new Date(moving.fromMs).toISOString(),
    to: new Date(moving.toMs).toISOString(),
    words: moving.words,
    lived: { ...moving.lived },
  };

/** The demo's own controls, but for those that put other data in the place of all. */
export function createControls(
  options: ControlsOptions,
): Omit<LocalControls, 'move' | 'reset' | 'exportTo' | 'importFrom'> {
  const { world, clock, host, functions, logs, inside } = options;
  const now = (): number => clock.now();
  const iso = (ms: number): string => new Date(ms).toISOString();
  const nextAt = (): number | undefined => world().schedule.upcoming(1)[0]?.at;
  return {
    status: () => ({
      clock: { now: iso(now()), isFrozen: clock.isFrozen },
      next: world()
        .schedule.upcoming()
        .map((event) => ({ ...event, at: iso(event.at) })),
      functions: [...functions.values()].map(({ name, timeoutMs, memoryMb, triggers }) => ({
        name,
        timeoutMs,
        memoryMb,
        timers: triggers.map((trigger) => trigger.cron.text),
      })),
      workers: host.counts(),
      accounts: world().demo.accounts(),
      moving: movingShown(options.moving()),
    }),
    advance: (request, strides) =>
      inside.through(async () => {
        targetOf(request, now(), nextAt()); // a malformed request is refused before it waits
        const events = await world().schedule.advanceTo(
          () => Math.max(now(), targetOf(request, now(), nextAt())),
          strides,
        );
        return { now: iso(now()), events };
      }),
    inbox: (phone) => world().inbox.list(phone),
    sheet: (number) => world().payment.sheet(number),
    pay: (number, outcome) =>
      inside.through(async () => {
        const { payment, schedule } = world();
        const sheet = payment.sheet(number);
        if (!sheet) throw new HttpRefusal(404, 'payment/unknown', 'there is no such prepayment');
        const after = await payment.pay(sheet.outTradeNo, outcome);
        if (typeof after === 'string') throw new HttpRefusal(409, after, 'this order can no longer be paid');
        if (outcome === 'paid') await schedule.runDue();
        return after;
      }),
    confirmReceipt: (outTradeNo) =>
      inside.through(async () => {
        if (!(await world().wechat.confirmReceipt(outTradeNo)))
          throw new HttpRefusal(409, 'receipt/nothing', 'WeChat knows of no shipping of this order');
      }),
    confirmTransfer: (confirmPackage) =>
      inside.through(async () => {
        if (!(await world().transfers.confirm(confirmPackage)))
          throw new HttpRefusal(409, 'transfer/nothing', 'there is no transfer to confirm');
      }),
    setFaults: (body) => world().setFaults(readFaults({ ...body })),
    events: () => world().schedule.events,
    upcoming: () => world().schedule.upcoming(),
    logs: () => logs,
    killWorker: () => host.killWorker(),
  };
}
