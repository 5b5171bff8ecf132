import type { StockDocument } from '../../cloudfunctions/_store/documents';
import { all, type Books, differences } from './books';

/**
 * What is half written, in words: nothing, however the server ended. Besides what the books say of themselves, pieces
 * left and sold are `stock` a SKU.
 */
export const halfWritten = (books: Books, stock: number): string[] => [
  ...differences(books),
  ...all<StockDocument>(books, 'stock').flatMap(({ _id, left, sold }) =>
    left + sold === stock ? [] : [`${_id}: ${left} left and ${sold} sold of ${stock}`],
  ),
];
