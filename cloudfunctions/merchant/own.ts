import type { Caller } from '../_actions/outcomes';

/** The shop of a caller whom the handler has seen to be the owner of one. */
export const shopOf = ({ member }: Pick<Caller, 'member'>): string => member.shopId!;

/** Whether something is of the caller's shop. */
export const isOfShop =
  (caller: Pick<Caller, 'member'>) =>
  ({ shopId }: { readonly shopId: string }): boolean =>
    shopId === shopOf(caller);
