import type { Details, RefusalName } from '@shared/contract';

/** What only the client can say: the answer never came. `unreachable`: there is a network, and no shop at its end. */
type TransportRefusal = 'network/offline' | 'network/timeout' | 'network/unreachable';

/** Every code that a screen may have to put in words. */
export type ClientRefusal = RefusalName | TransportRefusal;

/** An action that was not done, with its code and the figures behind it. Thrown by `call`, shown by its copy. */
export class Refused extends Error {
  constructor(
    readonly code: ClientRefusal,
    readonly details: Details = {},
    message = code as string,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** Whatever was thrown, as a refusal: an unknown fault of ours is 'internal'. */
export const asRefused = (error: unknown): Refused =>
  error instanceof Refused ? error : new Refused('internal', {}, error instanceof Error ? error.message : 'unknown');

/** Whether no answer came at all. */
export const isOffline = (error: unknown): boolean => error instanceof Refused && error.code.startsWith('network/');
