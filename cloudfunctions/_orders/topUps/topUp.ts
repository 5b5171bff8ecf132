/** What a provider is asked to top up. */
export interface TopUpAsked {
  /** This line's of this order for ever: asked again it is the same top-up, and is done once. */
  readonly requestNo: string;
  /** What is bought, as both sides call it: the SKU. */
  readonly product: string;
  /** What one piece is worth on the account, where the size says so (100 元). */
  readonly faceFen: number | null;
  readonly quantity: number;
  readonly account: string;
}

/** What a provider says of a top-up. */
export type TopUpAnswer =
  | { readonly is: 'succeeded'; readonly atMs: number }
  /** For certain, and for ever: it will not be topped up any more. */
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'processing' }
  /** It has no request of that number: it may be sent again, under the same number. */
  | { readonly is: 'notThere' }
  /** Nothing that could be believed, so nothing is known. */
  | { readonly is: 'unreachable'; readonly why: string };

/** Who tops accounts up. Neither way throws: no answer is an answer. */
export interface TopUpProvider {
  ask(asked: TopUpAsked): Promise<TopUpAnswer>;
  query(requestNo: string): Promise<TopUpAnswer>;
}
