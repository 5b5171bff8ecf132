import { type ActionName, type AuditedAction, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { transact } from '../_platform/transactions';
import { note } from './audit';
import { callerOf, h5Openid } from './identity';
import type { JoiningHandler } from './joins';
import type { Caller, Handler } from './outcomes';

type Loose = (input: unknown, caller: Caller, joined: readonly unknown[]) => Promise<Outcome<unknown>>;

/**
 * An action by which the staff sees what a member sees: answered by the member's own handler, as if the member had asked,
 * so that both read the same. Each look is written down before it is answered. Refused: a member there is not.
 */
export const lookingAt = <Staff extends ActionName & AuditedAction, Own extends ActionName>(
  action: Staff,
  own: JoiningHandler<Own>,
): Handler<Staff> =>
  // The contract gives both actions one output, and the staff's input is the member's with the member named beside it.
  (async ({ memberId, ...input }: { readonly memberId: string }, caller: Caller) => {
    const joins = own.joins(input as never);
    const { member, joined } = await callerOf(h5Openid(memberId), joins);
    if (!member) return refuse('member/unknown', { memberId });
    const look = await transact(async (transaction) => {
      await note(caller, action, { memberId }, transaction);
      return done(null);
    });
    return look.ok ? (own.answer as unknown as Loose)(input, { ...caller, member }, joined) : look;
  }) as unknown as Handler<Staff>;
