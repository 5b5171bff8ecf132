import { type DemoClock, Schedule, type Task } from './clock';
import { type Demo, openDemo } from './demo';
import type { Engine } from './engine';
import type { FunctionHost } from './host';
import { type Life, openLife } from './living';
import {
  type Answered,
  type Answering,
  DELAYED_CALL,
  Deliveries,
  ExchangeSandbox,
  eventOf,
  type Faults,
  functionNameOf,
  Inbox,
  type Message,
  type Notice,
  noFaults,
  OpenApiSandbox,
  type Payment,
  PaymentSandbox,
  Records,
  type Refund,
  type RegisterTaken,
  type Shipping,
  type SpentCode,
  type Token,
  TopUpSandbox,
  type TopUpTaken,
  type Transfer,
  TransferSandbox,
  WechatSandbox,
} from './sandbox';
import { openScheduleStore } from './scheduleStore';

interface WorldOptions {
  engine: Engine;
  clock: DemoClock;
  host: FunctionHost;
  appId: string;
  envId: string;
  /** How the sandboxes misbehave from the start; not at all when left out. */
  faults?: Faults | undefined;
}

const PICTURE_CHECK = 'pictureCheck';
/** On the platform it takes up to half an hour. */
const LOOKED_AT_AFTER_MS = 60_000;

/** Everything around the functions that has a memory of its own: sandboxes, inbox, timers. Opened anew after a reset. */
export interface World {
  demo: Demo;
  schedule: Schedule;
  inbox: Inbox;
  /** How far the demo has lived on. */
  life: Records<Life>;
  openapi: OpenApiSandbox;
  payment: PaymentSandbox;
  wechat: WechatSandbox;
  topUps: TopUpSandbox;
  transfers: TransferSandbox;
  exchange: ExchangeSandbox;
  faults(): Faults;
  setFaults(faults: Faults): void;
}

/** Builds the sandboxes and the schedule on what the database folder holds. */
export async function openWorld(options: WorldOptions): Promise<World> {
  const { engine, clock, host, appId, envId } = options;
  const now = (): number => clock.now();
  let current = options.faults ?? noFaults();
  const faults = (): Faults => current;
  const hasFunction = (name: string): boolean => host.functions.has(name);
  const inbox = new Inbox(await Records.open<Message>(engine, 'inbox'), now);
  const spentCodes = await Records.open<SpentCode>(engine, 'codes');

  const deliver = async (notice: Notice, number: string): Promise<boolean> => {
    const told = await payment.event(notice, number);
    if (!told) return true;
    if (told.functionName) {
      const result = await host.invoke(told.functionName, JSON.stringify(told.event), { source: 'wx_paycallback' });
      const answer = JSON.parse(result) as { errcode?: unknown } | null;
      if (answer?.errcode !== 0) return false;
    }
    await payment.noteNotified(notice, number);
    return true;
  };
  const deliveries = new Deliveries({ faults, now, deliver, plan: (task: Task) => schedule.plan(task) });
  const payments = await Records.open<Payment>(engine, 'payments');
  const payment = new PaymentSandbox({
    payments,
    refunds: await Records.open<Refund>(engine, 'refunds'),
    deliveries,
    faults,
    now,
    appId,
    envId,
    hasFunction,
  });
  const pushVerdict = async ({ details }: Task): Promise<void> => {
    if (!host.functions.has('contentCheck')) return;
    const { traceId, suggest } = details;
    const result = { suggest, label: suggest === 'pass' ? 100 : 20001 };
    const event = { MsgType: 'event', Event: 'wxa_media_check', appid: appId, version: 2, errcode: 0, errmsg: 'ok' };
    const push = { ...event, trace_id: traceId!, result };
    await host.invoke('contentCheck', JSON.stringify(push), { source: 'wx_unknown' });
  };
  const schedule = new Schedule({
    clock,
    store: await openScheduleStore(engine),
    timers: [...host.functions.values()].flatMap((hosted) => hosted.triggers),
    runTimer: async (timer, at) => {
      const event = { Type: 'Timer', TriggerName: timer.name, Time: new Date(at).toISOString(), Message: '' };
      await host.invoke(timer.functionName, JSON.stringify(event), { source: 'wx_trigger' });
    },
    runTask: (task) => {
      if (task.kind === PICTURE_CHECK) return pushVerdict(task);
      // Whose call a delayed one is the platform does not document: nobody's.
      return task.kind === DELAYED_CALL
        ? host.invoke(functionNameOf(task), eventOf(task), { source: '' }).then(() => undefined)
        : deliveries.run(task);
    },
  });
  return {
    demo: await openDemo(engine),
    schedule,
    inbox,
    life: await openLife(engine),
    openapi: new OpenApiSandbox({
      inbox,
      spentCodes,
      faults,
      now,
      appId,
      pushVerdict: (traceId, isRisky) =>
        schedule.plan({
          _id: `${PICTURE_CHECK}:${traceId}`,
          dueAt: now() + LOOKED_AT_AFTER_MS,
          kind: PICTURE_CHECK,
          label: 'a picture was looked at',
          details: { traceId, suggest: isRisky ? 'risky' : 'pass' },
        }),
      envId,
      hasFunction,
      plan: (task) => schedule.plan(task),
    }),
    payment,
    wechat: new WechatSandbox({
      payments,
      shippings: await Records.open<Shipping>(engine, 'shippings'),
      tokens: await Records.open<Token>(engine, 'tokens'),
      faults,
      now,
      appId,
    }),
    topUps: new TopUpSandbox({ topUps: await Records.open<TopUpTaken>(engine, 'topUps'), now }),
    transfers: new TransferSandbox({ transfers: await Records.open<Transfer>(engine, 'transfers'), now }),
    exchange: new ExchangeSandbox({
      registers: await Records.open<RegisterTaken>(engine, 'exchangeRegisters'),
      answering: await Records.open<Answering>(engine, 'exchangeAnswering'),
      answered: await Records.open<Answered>(engine, 'exchangeAnswered'),
      now,
    }),
    faults,
    setFaults: (faultsWanted) => {
      current = faultsWanted;
    },
  };
}
