import { showMoment } from '@shared/format';
import type { Transaction } from '../_platform/transactions';
import { type Telling, tellMembers, tellWithin } from '../_store/messages';

export const NOT_YOU = '不是你，就退出其他设备，并联系客服。';

/** Something of the account's safety that a member is told of. */
interface Told {
  readonly memberId: string;
  readonly nowMs: number;
  /** Unique among all that happens to the account. */
  readonly event: string;
  readonly title: string;
  /** Behind the moment. */
  readonly words: string;
}

const tellingOf = ({ memberId, nowMs, event, title, words }: Told): Telling => ({
  memberId,
  event: `security:${event}`,
  kind: 'security',
  title,
  words: `${showMoment(nowMs)} ${words}`,
  atMs: nowMs,
  target: { page: 'security', id: '' },
  template: 'security',
});

/** Tells a member, in the transaction that does it. */
export const tellSecurity = (told: Told, transaction: Transaction): Promise<void> =>
  tellWithin(tellingOf(told), transaction);

/** The same behind what was done. */
export const tellSecurityAfter = (told: Told): Promise<void> => tellMembers([tellingOf(told)]);
