import { Collection, duplicateKey } from '../collection';
import { newDocument } from '../documents';
import type { State } from '../state';
import { claimsOf } from '../uniqueness';
import type { Document, Fields } from '../value/value';
import type { Content } from './format';

/** Documents on their way in, held to what a write of each would be held to. */
export class Intake {
  readonly content: Content = new Map();
  readonly #opened = new Map<string, { rules: Collection; taken: Set<string> }>();

  constructor(readonly state: State) {}

  /** @returns false when this collection was opened before. */
  open(name: string): boolean {
    if (this.content.has(name)) return false;
    this.content.set(name, []);
    const rules = new Collection(name, this.state.schema.collections[name]?.indexes ?? []);
    this.#opened.set(name, { rules, taken: new Set() });
    return true;
  }

  /** Adds a document to an opened collection. @returns why it cannot be stored, in the database's words, or undefined. */
  add(name: string, fields: Fields): string | undefined {
    try {
      this.#add(name, newDocument(fields, this.state.limits));
      return undefined;
    } catch (error) {
      // A nesting beyond the stack's depth is one beyond the limit too.
      if (error instanceof RangeError) return `it is nested more than ${this.state.limits.documentDepth} levels deep`;
      return (error as Error).message.replace(/\.? Please check your request.*$/, '');
    }
  }

  #add(name: string, document: Document): void {
    const { rules, taken } = this.#opened.get(name)!;
    const id = `_id\n${typeof document._id}\n${document._id}`;
    if (taken.has(id)) throw duplicateKey(name, '_id', document, true);
    taken.add(id);
    for (const index of rules.indexes) index.check(document, true);
    for (const { index, text } of claimsOf(rules, document)) {
      const key = `${index.name}\n${text}`;
      if (taken.has(key)) throw duplicateKey(name, index, document, true);
      taken.add(key);
    }
    this.content.get(name)!.push(document);
  }
}
