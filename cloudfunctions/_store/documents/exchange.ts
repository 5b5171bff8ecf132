import type { Decided, ExchangeAnswer } from '@shared/contract';
import type { Stored } from '../../_platform/collection';

/** A register that was exported: `_id` is the hash over its head, so that the same one of the same close is one document. */
export interface RegisterDocument extends Stored {
  /** The close that it is as of. */
  readonly day: string;
  readonly seriesIds: readonly string[];
  readonly madeAtMs: number;
  /** Parts of it that an exchange was given without a file; its head is the first. */
  readonly submitted: number;
}

/** An acknowledgement that was taken: `_id` is of the exchange's key and its serial number. */
export interface AcknowledgementDocument extends Stored {
  readonly exchange: string;
  readonly serial: number;
  /** Of the file: another one under its number is told from it. */
  readonly digest: string;
  readonly register: string | null;
  readonly begunAtMs: number;
  readonly items: readonly ExchangeAnswer[];
  /** Of the first items, in their order: each comes with what it did. */
  readonly results: readonly Decided[];
}

/** An exchange, by its key: up to where its acknowledgements were taken. */
export interface ExchangeDocument extends Stored {
  readonly lastSerial: number;
}

/** Whose a listing's number is, for good: `_id` is the number. */
export interface ListingDocument extends Stored {
  readonly editionId: string;
  readonly atMs: number;
}
