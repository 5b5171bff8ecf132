import { DataFolderError, failedInsert, failedUpdate } from './errors';
import type { Journal } from './journal';
import { Unkeyable } from './keys/extract';
import { IdIndex } from './keys/ids';
import { KeyIndex } from './keys/keys';
import { idsOf, planWith } from './keys/plan';
import type { SortSpec } from './query/sort';
import type { IndexDeclaration } from './schema';
import { show } from './value/show';
import type { Document, Fields, Value } from './value/value';

/** A stored document with its row number in the data folder, which also is its place in natural order. */
export interface Row {
  number: number;
  document: Document;
}

/** What queries have cost since the start, for whoever wants to know that an index serves. */
export interface Work {
  /** Documents looked at. */
  visited: number;
}

/** What a query reads: a collection, or a collection as a transaction sees it. */
export interface Source {
  readonly indexes: readonly KeyIndex[];
  /** Documents that may match the query, by the best index, else all in natural order. */
  candidates(query: Fields, sort: SortSpec): { documents: Iterable<Document>; isSorted: boolean };
}

/** The documents of one collection and the indexes over them. */
export class Collection implements Source {
  readonly rows = new Map<Value, Row>();
  readonly #ids: IdIndex;
  readonly #work: Work;
  readonly indexes: KeyIndex[];
  /** Whether any index is unique. */
  readonly hasUnique: boolean;
  /** The write within which the natural order was last disturbed. */
  #disturbedBy = 0;

  constructor(
    readonly name: string,
    declarations: readonly IndexDeclaration[],
    readonly journal?: Journal,
    work: Work = { visited: 0 },
  ) {
    this.#work = work;
    this.#ids = new IdIndex(journal);
    this.indexes = declarations.map((declaration) => new KeyIndex(declaration, journal));
    this.hasUnique = this.indexes.some((index) => index.isUnique);
  }

  /** Takes in the documents of a data folder, or of an import. @throws DataFolderError when an index cannot take one. */
  fill(rows: Iterable<Row>): void {
    for (const row of rows) this.rows.set(row.document._id, row);
    this.#ids.fill([...this.rows.values()]);
    const documents = [...this.rows.values()].map(({ document }) => document);
    for (const index of this.indexes) {
      try {
        index.fill(documents);
      } catch (error) {
        if (!(error instanceof Unkeyable)) throw error;
        throw new DataFolderError(
          `The collection ${this.name} holds a document that its index ${index.name} cannot take: ${error.message}. Nothing was changed; change the document, or the declared index.`,
        );
      }
    }
  }

  get(id: Value): Document | undefined {
    return this.rows.get(id)?.document;
  }

  /** Puts a document in, or in the place of the one with its id. Uniqueness was checked before. */
  put(document: Document, number: number): void {
    const row = this.rows.get(document._id);
    if (row) for (const index of this.indexes) index.remove(row.document);
    for (const index of this.indexes) index.add(document);
    if (row) {
      const before = row.document;
      row.document = document;
      this.journal?.note(() => {
        row.document = before;
      });
    } else {
      const added = { number, document };
      this.rows.set(document._id, added);
      this.journal?.note(() => this.rows.delete(document._id));
      this.#ids.add(added);
    }
  }

  remove(id: Value): void {
    const row = this.rows.get(id);
    if (!row) return;
    for (const index of this.indexes) index.remove(row.document);
    this.#noteOrder();
    this.#ids.remove(row);
    this.rows.delete(id);
    this.journal?.note(() => this.rows.set(id, row));
  }

  /** A row that is put back stands behind all others; once all are back they are put in order again. */
  #noteOrder(): void {
    if (!this.journal || this.#disturbedBy === this.journal.serial) return;
    this.#disturbedBy = this.journal.serial;
    this.journal.note(() => {
      const ordered = [...this.rows].sort(([, a], [, b]) => a.number - b.number);
      this.rows.clear();
      for (const [id, row] of ordered) this.rows.set(id, row);
    });
  }

  candidates(query: Fields, sort: SortSpec): { documents: Iterable<Document>; isSorted: boolean } {
    const ids = idsOf(query);
    if (ids) {
      const documents = ids.map((id) => this.get(id)).filter((document) => document !== undefined);
      return { documents: this.#counted(documents), isSorted: documents.length < 2 };
    }
    const plan = planWith([this.#ids, ...this.indexes], query, sort);
    if (!plan) return { documents: this.#counted(this.#all()), isSorted: sort.length === 0 };
    return { documents: this.#counted(onlyOnce(plan.documents)), isSorted: plan.isSorted || sort.length === 0 };
  }

  *#counted(documents: Iterable<Document>): Generator<Document> {
    for (const document of documents) {
      this.#work.visited += 1;
      yield document;
    }
  }

  *#all(): Generator<Document> {
    for (const { document } of this.rows.values()) yield document;
  }
}

function* onlyOnce(documents: Iterable<Document>): Generator<Document> {
  const seen = new Set<Value>();
  for (const document of documents) {
    if (seen.has(document._id)) continue;
    seen.add(document._id);
    yield document;
  }
}

/** The refusal of a second document with the same unique key, as MongoDB words it. */
export function duplicateKey(
  collection: string,
  index: KeyIndex | '_id',
  document: Document,
  isInsert: boolean,
): Error {
  const name = index === '_id' ? '_id_' : index.name;
  const key =
    index === '_id'
      ? `{ _id: ${show(document._id)} }`
      : index.labelled((index.keysOf(document)[0] ?? []).map((value) => show(value)));
  const message = `E11000 duplicate key error collection: tnt-local.${collection} index: ${name} dup key: ${key}`;
  return isInsert ? failedInsert(message) : failedUpdate(message);
}
