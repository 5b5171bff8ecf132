import type {
  AuditSealDocument,
  CloseDocument,
  JournalDocument,
  OrderDocument,
} from '../../cloudfunctions/_store/documents';
import type { PageDayDocument } from '../../cloudfunctions/_store/documents/pages';
import type { Where } from './compare';

/** A finished close, the one before it, and what was written on its day. */
export interface ClosedDay {
  readonly close: CloseDocument;
  readonly before: CloseDocument | null;
  /** In the order of their ids. */
  readonly entries: readonly JournalDocument[];
  /** In the order of their pages. */
  readonly records: readonly PageDayDocument[];
  readonly settled: readonly OrderDocument[];
  /** Where the chains of the audit ended, in the order of their parts. */
  readonly seals: readonly AuditSealDocument[];
}

/** A difference of a close. */
export const atClose = ({ _id }: CloseDocument): Where => ({ check: 'closes', place: `close ${_id}`, arises: _id });
