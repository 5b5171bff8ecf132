import { randomBytes } from 'node:crypto';
import { DatabaseError, type Engine } from '../engine';
import { isExhaustion } from '../engine/compute';
import { exceeded } from '../engine/errors';
import type { FileStorage } from '../storage';
import { databaseActions } from './database';
import type { Caller, WireRequest } from './request';

/** The answer, always sent with HTTP 200: `data` or the action's own fields, or `code` and `message` of a failure. */
export type WireReply = { requestId: string; code?: string; message?: string; [key: string]: unknown };

/** Answers the actions under one prefix (`functions.`, `wx.`). A thrown error with a `code` becomes a failure reply. */
export type ExtraHandler = (request: WireRequest, caller: Caller) => Promise<Record<string, unknown>>;

interface WireOptions {
  engine: Engine;
  storage: FileStorage;
  /** Handlers by action prefix; the longest matching prefix answers. */
  extra: Record<string, ExtraHandler>;
}

export interface Wire {
  /** Never rejects: every failure is a reply with `code` and `message`. */
  handle(body: WireRequest, caller: Caller): Promise<WireReply>;
  /** Aborts the transactions that this invocation left open. */
  endInvocation(invocationId: string): void;
}

/** Answers the requests of wx-server-sdk and @cloudbase/node-sdk from the engine, the storage and the extra handlers. */
export function createWire({ engine, storage, extra }: WireOptions): Wire {
  const prefixes = Object.keys(extra).sort((a, b) => b.length - a.length);

  async function answer(request: WireRequest, caller: Caller): Promise<Record<string, unknown>> {
    const { action } = request;
    if (typeof action !== 'string') throw new DatabaseError('INVALID_PARAM', 'The request names no action.');
    const act = Object.hasOwn(databaseActions, action) ? databaseActions[action] : undefined;
    if (act) return act(engine, request, caller);
    if (action.startsWith('storage.')) return { data: await storage.act(action, request) };
    const prefix = prefixes.find((candidate) => action.startsWith(candidate));
    if (prefix !== undefined) return extra[prefix]!(request, caller);
    throw new DatabaseError('INVALID_PARAM', `The local cloud does not know the action ${action}.`);
  }

  return {
    async handle(request, caller) {
      const requestId = `${engine.now()}_${randomBytes(6).toString('hex')}`;
      try {
        return { requestId, ...(await answer(request, caller)) };
      } catch (error) {
        return { requestId, ...failureOf(error) };
      }
    },
    endInvocation: (invocationId) => engine.transactions.abortAllOf(invocationId),
  };
}

function failureOf(error: unknown): { code: string; message: string } {
  const { code, message, syscall } = error as { code?: unknown; message?: unknown; syscall?: unknown };
  // The codes of the system and of Node are not the platform's, and their texts name files of this machine.
  const isOurs = typeof code === 'string' && syscall === undefined && !code.startsWith('ERR_');
  if (isOurs) return { code, message: String(message) };
  // Whatever a request may be that no limit foresaw: the stack is no one's business but ours.
  if (isExhaustion(error)) return failureOf(exceeded('The request is nested too deep or too large to be answered'));
  // A mistake of the local cloud itself: the caller is told, and the rest goes to the log.
  console.error(error);
  return { code: 'SYS_ERR', message: 'The local cloud failed; its own output says why.' };
}
