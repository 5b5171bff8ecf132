/** What is to be paid to a member. */
export interface TransferAsked {
  /** The withdrawal's own for ever: sent again it is the same transfer, and is paid once. */
  readonly billNo: string;
  readonly openid: string;
  readonly amountFen: number;
  /** The payee's name, where it is known; it is checked then. '' else. */
  readonly name: string;
}

/** What the payment platform says of a transfer. */
export type TransferAnswer =
  | { readonly is: 'paid'; readonly transferNo: string }
  /** The member has to confirm it; `confirmPackage` is told by the answer to a sending alone. */
  | { readonly is: 'waiting'; readonly transferNo: string; readonly confirmPackage: string | null }
  | { readonly is: 'processing' }
  /** For certain, and for ever: it will not be paid any more. */
  | { readonly is: 'failed'; readonly why: string }
  /** It has no transfer of that number: it may be sent (again), under the same number. */
  | { readonly is: 'notThere' }
  /** It did not take it on now. Whether an earlier sending was taken is not said by that. */
  | { readonly is: 'refused'; readonly why: string }
  /** Nothing that could be believed, so nothing is known. */
  | { readonly is: 'unreachable'; readonly why: string };

/** Who pays members. No way throws: no answer is an answer. */
export interface TransferProvider {
  send(asked: TransferAsked): Promise<TransferAnswer>;
  query(billNo: string): Promise<TransferAnswer>;
}
