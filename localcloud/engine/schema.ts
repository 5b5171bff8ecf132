/** One declared index: fields in order, 1 ascending, -1 descending, '2dsphere' for places. */
export interface IndexDeclaration {
  name: string;
  fields: Array<{ field: string; order: 1 | -1 | '2dsphere' }>;
  /** Two documents with the same key are refused; a missing field counts as null, so two missing values collide. */
  unique?: boolean;
}

/** The declared collections and their indexes: one file that both the local cloud and the deployment read. */
export interface DatabaseSchema {
  collections: Record<string, { indexes?: IndexDeclaration[] }>;
}

/** Whether the platform takes it as the name of a collection. */
export const isCollectionName = (name: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$/.test(name);
