import type { MemberDocument } from '../_store/documents';

/** A member's roles but one. */
export const without = (
  { roles }: Pick<MemberDocument, 'roles'>,
  role: MemberDocument['roles'][number],
): MemberDocument['roles'] => roles.filter((one) => one !== role);
