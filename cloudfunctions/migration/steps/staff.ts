import type { MemberRole } from '@shared/roles';
import { members } from '../../_store/collections';
import type { MemberDocument } from '../../_store/documents';
import { forEach, pass, type Step } from '../step';

type OlderRole = Exclude<MemberRole, 'owner' | 'operator' | 'finance' | 'support'> | 'admin' | 'owner';

/** Administrators, who could do everything, become owners. */
export const staff: Step = {
  to: 9,
  name: 'staff',
  passes: async () => [
    pass(members, { roles: true }, (found: readonly Pick<MemberDocument, '_id' | 'roles'>[]) =>
      forEach(found, async ({ _id, roles }) => {
        const older = roles as readonly OlderRole[];
        if (!older.includes('admin')) return;
        await members.change(_id, { roles: older.map((role) => (role === 'admin' ? 'owner' : role)) });
      }),
    ),
  ],
};
