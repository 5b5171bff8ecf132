import type { TraceState } from '@shared/contract';

/** A parcel, as a provider is asked for it. */
interface TraceAsked {
  readonly carrier: string;
  readonly trackingNo: string;
  readonly sentAtMs: number;
  /** Where it goes: 山东省青岛市市南区. */
  readonly region: string;
  /** The last four digits of the receiver's phone: some carriers tell nobody without them. */
  readonly phoneTail: string;
}

/** What a provider tells of a parcel. */
export interface Trace {
  readonly state: TraceState;
  readonly arrivesAtMs: number | null;
  readonly courier: { readonly name: string; readonly phone: string } | null;
  /** Newest first. */
  readonly steps: readonly { readonly atMs: number; readonly words: string; readonly state: TraceState }[];
}

/** Asks where a parcel is; null where nobody knows it yet. Rejects when there is no answer. */
export type TraceProvider = (asked: TraceAsked, nowMs: number) => Promise<Trace | null>;
