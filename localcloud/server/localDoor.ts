import type { IncomingMessage, ServerResponse } from 'node:http';
import { resolve } from 'node:path';
import type { Advance, NextEvent, PastEvent } from '../clock';
import { TransferRefusal } from '../engine';
import { projectRoot } from '../host';
import { HttpRefusal, readJsonObject, sendJson, type Target } from '../http';
import type { Lived } from '../living';
import type { Message, PayOutcome, PaySheet } from '../sandbox';

const BODY_LIMIT = 64 * 1024;

/** An account of the demo data, for the list that is printed and shown. */
export interface DemoAccount {
  name: string;
  phone: string;
  /** What it is, in a word; missing in older folders. */
  role?: string;
  /** What this account shows. */
  shows: string;
}

/** What /local/status tells. Moments are ISO texts of the demo world. */
export interface LocalStatus {
  clock: { now: string; isFrozen: boolean };
  next: Array<{ at: string; kind: string; name: string }>;
  functions: Array<{ name: string; timeoutMs: number; memoryMb: number; timers: string[] }>;
  workers: { workers: number; running: number; waiting: number };
  accounts: readonly DemoAccount[];
  /** A move of the clock that is under way, and what is done on it; null while none is. */
  moving: { from: string; to: string; words: string; lived: Lived } | null;
}

/** What the door does, done by the cloud itself. */
export interface LocalControls {
  status(): LocalStatus;
  /** Moves the clock on; in long strides repeated timers run once (see Schedule.advanceTo). */
  advance(request: Advance, strides?: 'everyTimer' | 'long'): Promise<{ now: string; events: number }>;
  /** Moves the clock on as a visitor does: where the demo lives, others live on the way. */
  move(request: Advance): Promise<{ now: string; events: number; lived?: Lived }>;
  inbox(phone?: string): Array<Pick<Message, 'to' | 'text' | 'at' | 'channel'>>;
  sheet(number: { prepayId?: string; outTradeNo?: string }): PaySheet | undefined;
  pay(number: { prepayId?: string; outTradeNo?: string }, outcome: PayOutcome): Promise<PaySheet>;
  /** The payer confirms the receipt in WeChat's component. @throws HttpRefusal when there is nothing to confirm. */
  confirmReceipt(outTradeNo: string): Promise<void>;
  /** The payee confirms a transfer in WeChat's window. @throws HttpRefusal when there is nothing to confirm. */
  confirmTransfer(confirmPackage: string): Promise<void>;
  setFaults(body: Record<string, unknown>): void;
  events(): readonly PastEvent[];
  upcoming(): readonly NextEvent[];
  /** What the functions printed, newest last. */
  logs(): readonly string[];
  killWorker(): boolean;
  reset(): Promise<void>;
  exportTo(file: string): Promise<void>;
  importFrom(file: string): Promise<void>;
}

const iso = (ms: number): string => new Date(ms).toISOString();

function text(body: Record<string, unknown>, name: string): string {
  const value = body[name];
  if (typeof value !== 'string' || value === '') throw new HttpRefusal(400, 'local/malformed', `"${name}" is missing`);
  return value;
}

/** A relative path is meant from the project's folder, for exports and imports, by hand or by the command. */
export const fileAt = (path: string): string => resolve(projectRoot(), path);

function readAdvance(body: Record<string, unknown>): Advance {
  if (typeof body.by === 'string') return { by: body.by };
  if (body.to === 'next') return { to: 'next' };
  if (typeof body.until === 'string') return { until: body.until };
  throw new HttpRefusal(
    400,
    'local/malformed',
    'wanted: {"by":"1d"}, {"to":"next"} or {"until":"2026-01-31T00:00:00Z"}',
  );
}

function numberOf(source: { get(name: string): unknown }): { prepayId?: string; outTradeNo?: string } {
  const prepayId = source.get('prepayId');
  const outTradeNo = source.get('outTradeNo');
  if (typeof prepayId === 'string' && prepayId) return { prepayId: prepayId.replace(/^prepay_id=/, '') };
  if (typeof outTradeNo === 'string' && outTradeNo) return { outTradeNo };
  throw new HttpRefusal(400, 'local/malformed', '"prepayId" or "outTradeNo" is missing');
}

/** `/local/*`: the demo's own controls, for this machine alone. */
export class LocalDoor {
  readonly #controls: LocalControls;

  constructor(controls: LocalControls) {
    this.#controls = controls;
  }

  async handle(request: IncomingMessage, response: ServerResponse, target: Target): Promise<void> {
    const what = `${request.method} ${target.path.slice('/local/'.length)}`;
    const body = request.method === 'POST' ? await readJsonObject(request, BODY_LIMIT) : {};
    sendJson(response, 200, { ok: true, value: (await this.#do(what, body, target.query)) ?? null });
  }

  async #do(what: string, body: Record<string, unknown>, query: URLSearchParams): Promise<unknown> {
    const controls = this.#controls;
    try {
      switch (what) {
        case 'GET status':
          return controls.status();
        case 'GET inbox':
          return controls
            .inbox(query.get('phone') ?? undefined)
            .map((message) => ({ ...message, at: iso(message.at) }));
        case 'GET events':
          return {
            past: controls.events().map((event) => ({ ...event, at: iso(event.at) })),
            next: controls.upcoming().map((event) => ({ ...event, at: iso(event.at) })),
          };
        case 'GET logs':
          return controls.logs();
        case 'GET pay': {
          const sheet = controls.sheet(numberOf(query));
          if (!sheet) throw new HttpRefusal(404, 'payment/unknown', 'there is no such prepayment');
          return sheet;
        }
        case 'POST pay': {
          const outcome = text(body, 'outcome');
          if (outcome !== 'paid' && outcome !== 'cancelled' && outcome !== 'failed')
            throw new HttpRefusal(400, 'local/malformed', 'outcome must be "paid", "cancelled" or "failed"');
          return await controls.pay(numberOf(new Map(Object.entries(body))), outcome);
        }
        case 'POST confirm-receipt':
          return await controls.confirmReceipt(text(body, 'outTradeNo'));
        case 'POST confirm-transfer':
          return await controls.confirmTransfer(text(body, 'package'));
        case 'POST advance':
          return await controls.move(readAdvance(body));
        case 'POST faults':
          return controls.setFaults(body);
        case 'POST kill-worker':
          return { isKilled: controls.killWorker() };
        case 'POST reset':
          return await controls.reset();
        case 'POST export':
          return await controls.exportTo(fileAt(text(body, 'file')));
        case 'POST import':
          return await controls.importFrom(fileAt(text(body, 'file')));
        default:
          throw new HttpRefusal(404, 'local/unknown', `there is no ${what} under /local/`);
      }
    } catch (error) {
      if (error instanceof RangeError) throw new HttpRefusal(400, 'local/malformed', error.message);
      if (error instanceof TransferRefusal) throw new HttpRefusal(400, 'local/file', error.message);
      throw error;
    }
  }
}
