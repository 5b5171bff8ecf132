/** The JSON body of one SDK request; `action` names what is asked. */
export type WireRequest = { action: string; [key: string]: unknown };

/** Who asks: the invocation whose `wxCloudApiToken` the request carries, or null for a program of its own. */
export interface Caller {
  invocationId: string | null;
}
