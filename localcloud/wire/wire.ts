import type { Engine } from '../engine';
import type { FileStorage } from '../storage';

/** The JSON body of one SDK request; `action` names what is asked. */
export type WireRequest = { action: string; [key: string]: unknown };

/** The answer, always sent with HTTP 200: `data` or the action's own fields, or `code` and `message` of a failure. */
export type WireReply = { requestId: string; code?: string; message?: string; [key: string]: unknown };

/** Who asks: the invocation whose `wxCloudApiToken` the request carries, or null for a program of its own. */
export interface Caller {
  invocationId: string | null;
}

/** Answers the actions under one prefix (`functions.`, `wx.`). A thrown error with a `code` becomes a failure reply. */
export type ExtraHandler = (request: WireRequest, caller: Caller) => Promise<Omit<WireReply, 'requestId'>>;

export interface WireOptions {
  engine: Engine;
  storage: FileStorage;
  /** Handlers by action prefix, the longest matching prefix answers. */
  extra: Record<string, ExtraHandler>;
}

export interface Wire {
  handle(body: WireRequest, caller: Caller): Promise<WireReply>;
  /** Aborts the transactions that this invocation left open. */
  endInvocation(invocationId: string): void;
}

export function createWire(_options: WireOptions): Wire {
  throw new Error('the wire is being written');
}
