import type { MemberDocument } from './documents';

/** A member's roles but one. */
export const without = (
  { roles }: Pick<MemberDocument, 'roles'>,
  role: MemberDocument['roles'][number],
): MemberDocument['roles'] => roles.filter((one) => one !== role);
