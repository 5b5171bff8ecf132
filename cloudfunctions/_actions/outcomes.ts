import type { ActionName, OutputOf, ParsedOf, RefusalOf } from '@shared/contract';
import type { Outcome } from '@shared/kernel';
import type { MemberDocument } from '../_store/documents';

/** Who calls, as the platform vouches for it; never taken from input. */
export interface Visitor {
  /** Empty for an anonymous visitor of the H5. */
  readonly openid: string;
  readonly member: MemberDocument | null;
  readonly nowMs: number;
}

/** One call of an action: what tells it from another, and a repeat from the first. */
export interface Request {
  /** Follows from the member and the client's request id; null where the client gave none. */
  readonly id: string | null;
  /** Of the action and all of its parsed input. */
  readonly hash: string;
}

/** A visitor who has signed in. */
export interface Caller extends Visitor {
  readonly member: MemberDocument;
  readonly request: Request;
}

type PublicAction = Extract<typeof import('@shared/contract').actions[number], { readonly role: 'public' }>['name'];

/** What answers one action: its parsed input and its caller in, a value or a refusal out. */
export type Handler<Name extends ActionName> = (
  input: ParsedOf<Name>,
  caller: Name extends PublicAction ? Visitor : Caller,
) => Promise<Outcome<OutputOf<Name>, RefusalOf<Name>>>;
