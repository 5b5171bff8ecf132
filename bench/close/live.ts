// Everything that these benches take from the functions, in one place: their documents, and the close of one page.

export { exitThreshold } from '../../cloudfunctions/_books/exitThreshold';
export { waitingGrant } from '../../cloudfunctions/_books/pages/change';
export { type Columns, columnsOf, packed } from '../../cloudfunctions/_books/pages/columns';
export { emptyWallet } from '../../cloudfunctions/_books/wallet';
export type {
  InboxDocument,
  MemberDocument,
  OrderDocument,
  WalletDocument,
} from '../../cloudfunctions/_store/documents';
export type { DirectoryDocument, PageDocument } from '../../cloudfunctions/_store/documents/pages';
export type { PoolDocument } from '../../cloudfunctions/_store/documents/platform';
