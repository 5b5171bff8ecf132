/** What was done while the clock was moved, in numbers. */
export interface Lived {
  readonly joined: number;
  readonly placed: number;
  readonly shipped: number;
  readonly received: number;
  /** Missing of an older server. */
  readonly used?: number;
  readonly dealt?: number;
  readonly decided: number;
}

/** One of the demo's accounts. `role` may be missing in an older folder. */
export interface Account {
  readonly name: string;
  readonly phone: string;
  readonly role?: string;
  readonly shows: string;
}

/** What the demo bar needs of /local/status. Moments are ISO texts of the demo world. */
export interface LocalStatus {
  readonly clock: { readonly now: string };
  readonly next: readonly { readonly at: string; readonly kind: string; readonly name: string }[];
  readonly accounts: readonly Account[];
  /** A move of the clock that is under way. */
  readonly moving: {
    readonly from: string;
    readonly to: string;
    readonly words: string;
    readonly lived: Lived;
  } | null;
}

export interface InboxMessage {
  readonly to: string;
  readonly text: string;
  readonly at: string;
}

/** Asks the local cloud's own door. Null when there is none, or it refuses. */
async function ask<Value>(path: string, body?: unknown): Promise<Value | null> {
  try {
    const answer = await fetch(`${CALL_ADDRESS}/local/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const reply = (await answer.json()) as { ok?: boolean; value?: Value };
    return reply.ok ? (reply.value ?? null) : null;
  } catch {
    return null;
  }
}

export const localStatus = (): Promise<LocalStatus | null> => ask('status');
export const inbox = (phone?: string): Promise<readonly InboxMessage[] | null> =>
  ask(phone === undefined ? 'inbox' : `inbox?phone=${phone}`);
/**
 * Moves the demo clock; timers, and what others do meanwhile, run on the way. Answers null when it did not, or when the
 * connection did not outlive it.
 */
export const advance = (
  how: { by: string } | { to: 'next' },
): Promise<{ readonly now: string; readonly events: number; readonly lived?: Lived } | null> => ask('advance', how);
