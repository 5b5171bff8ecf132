/** What the demo bar needs of /local/status. Moments are ISO texts of the demo world. */
export interface LocalStatus {
  readonly clock: { readonly now: string };
  readonly next: readonly { readonly at: string; readonly kind: string; readonly name: string }[];
  readonly accounts: readonly { readonly name: string; readonly phone: string; readonly shows: string }[];
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
export const inbox = (): Promise<readonly InboxMessage[] | null> => ask('inbox');
/** Moves the demo clock; the timers that lie between run on the way. Answers null when it did not. */
export const advance = (how: { by: string } | { to: 'next' }): Promise<{ now: string } | null> => ask('advance', how);
