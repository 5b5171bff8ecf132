import { type ActionName, actionNamed, type Details, type Reply } from '@shared/contract';
import { AmountOverflow, type Outcome } from '@shared/kernel';
import { canonical } from '../_platform/canonical';
import { derivedId, newId, sha256 } from '../_platform/ids';
import { TooBusy } from '../_platform/patience';
import { callerOf, currentOpenid } from './identity';
import type { Join, JoiningHandler } from './joins';
import type { Handler, Request, Visitor } from './outcomes';

type ActionsOf<Fn extends string> = Extract<ActionName, `${Fn}.${string}`>;

/** A handler for every action of one function: a missing one does not compile. */
type Handlers<Fn extends string> = { readonly [Name in ActionsOf<Fn>]: Handler<Name> | JoiningHandler<Name> };

type AnyHandler = (input: unknown, caller: Visitor, joined: readonly unknown[]) => Promise<Outcome<unknown>>;
type AnyJoining = { readonly joins: (input: unknown) => readonly Join<unknown>[]; readonly answer: AnyHandler };

const failure = (code: string, message: string, details: Details = {}): Reply<never> => ({
  ok: false,
  code,
  message,
  details,
});

/** The first fault of an input, with its place. */
function faultOf(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): [string, Details] {
  const issue = error.issues[0];
  const place = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'not as the contract says';
  return [place ? `${place}: ${message}` : message, { place, why: message }];
}

/** What an own mistake answers: a reference to the log line, and nothing of what happened. */
function unexpected(name: string, error: unknown): Reply<never> {
  const reference = newId('E', 8);
  console.error(`${reference} ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return failure('internal', `something went wrong, reference ${reference}`, { reference });
}

/** What tells this call from every other of the member's. */
function requestOf(name: string, input: unknown, memberId: string | undefined): Request {
  const { requestId } = input as { requestId?: unknown };
  const hash = sha256(canonical([name, input]));
  const isNamed = memberId !== undefined && typeof requestId === 'string';
  return { id: isNamed ? derivedId('Q', memberId, requestId) : null, hash };
}

/**
 * The entry point of a function that answers actions: identity and role from the platform, input by the contract's
 * schema, the handler's outcome as a reply. Never throws.
 */
export const serve =
  <Fn extends string>(handlers: Handlers<Fn>) =>
  async (event: { action?: unknown; input?: unknown }): Promise<Reply<unknown>> => {
    const name = typeof event?.action === 'string' ? event.action : '';
    const action = Object.hasOwn(handlers, name) ? actionNamed(name) : undefined;
    if (!action) return failure('action/unknown', `there is no action "${name.slice(0, 80)}" here`);
    try {
      const handler = handlers[name as keyof typeof handlers] as unknown as AnyHandler | AnyJoining;
      const input = action.input.safeParse(event.input ?? {});
      const joins = input.success && 'joins' in handler ? handler.joins(input.data) : [];
      const openid = currentOpenid();
      const { member, joined } = await callerOf(openid, joins);
      if (member?.isClosed) return failure('identity/closed', 'this account was closed');
      if (action.role !== 'public' && !member) return failure('identity/signInFirst', 'sign in first');
      if (action.role === 'admin' && !member?.roles.includes('admin'))
        return failure('identity/notAllowed', 'an administrator is asked for');
      if (!input.success) return failure('input/invalid', ...faultOf(input.error));
      const answer = 'joins' in handler ? handler.answer : handler;
      const request = requestOf(name, input.data, member?._id);
      const visitor = { openid, member, nowMs: Date.now(), request } as Visitor;
      const outcome = await answer(input.data, visitor, joined);
      if (outcome.ok) return { ok: true, value: outcome.value };
      const { code, figures } = outcome.refusal;
      return failure(code, `${name} was refused: ${code}`, figures);
    } catch (error) {
      if (error instanceof TooBusy) return failure('busy', 'too many at once: try again');
      if (error instanceof AmountOverflow) return failure('amount/tooLarge', error.message);
      return unexpected(name as ActionName, error);
    }
  };
