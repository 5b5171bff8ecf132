import type { MemberRow } from '@shared/contract';
import type { MemberDocument } from '../_store/documents';

/** What a row is made of, and where its figures stand; nothing sealed comes along. */
export const memberFields = {
  nickname: true,
  phoneMasked: true,
  joinDay: true,
  joinedAtMs: true,
  roles: true,
  pageId: true,
  isClosed: true,
  blockedAtMs: true,
};

/** A member in a list. */
export const memberRow = ({
  _id,
  nickname,
  phoneMasked,
  joinDay,
  roles,
  isClosed,
  blockedAtMs,
}: Pick<
  MemberDocument,
  '_id' | 'nickname' | 'phoneMasked' | 'joinDay' | 'roles' | 'isClosed' | 'blockedAtMs'
>): MemberRow => ({
  memberId: _id,
  nickname,
  phoneMasked,
  joinDay,
  roles: [...roles],
  isBlocked: Boolean(blockedAtMs),
  isClosed,
});
