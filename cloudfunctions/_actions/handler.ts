import {
  type ActionName,
  actionNamed,
  type Details,
  type Reply,
  stopOfAction,
  stopsWhenBlocked,
} from '@shared/contract';
import { AmountOverflow, type Outcome } from '@shared/kernel';
import { canonical } from '@shared/proofs';
import { isStaffArea, type Role, worksIn } from '@shared/roles';
import { derivedId, sha256 } from '../_platform/ids';
import { TooBusy } from '../_platform/patience';
import { settingsKept } from '../_store/collections';
import { isDataCurrent } from '../_store/dataVersion';
import type { SettingsDocument } from '../_store/documents/platform';
import { SETTINGS_ID } from '../_store/settings';
import { noteRefused } from './audit';
import { answerCall, failure } from './calls';
import { callerOf, currentOpenid } from './identity';
import { firstOf, type Join, type JoiningHandler } from './joins';
import { isAnswered } from './once';
import type { Caller, Handler, Request, Visitor } from './outcomes';
import { answerProbe, isProbe } from './probe';

type ActionsOf<Fn extends string> = Extract<ActionName, `${Fn}.${string}`>;

/** A handler for every action of one function: a missing one does not compile. */
type Handlers<Fn extends string> = { readonly [Name in ActionsOf<Fn>]: Handler<Name> | JoiningHandler<Name> };

type AnyHandler = (input: unknown, caller: Visitor, joined: readonly unknown[]) => Promise<Outcome<unknown>>;
type AnyJoining = { readonly joins: (input: unknown) => readonly Join<unknown>[]; readonly answer: AnyHandler };

interface Faults {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}
type Parsed = { readonly success: true; readonly data: unknown } | { readonly success: false; readonly error: Faults };

/** The first fault of an input, with its place. */
function faultOf(error: Faults): [string, Details] {
  const issue = error.issues[0];
  const place = issue?.path.map(String).join('.') ?? '';
  const message = issue?.message ?? 'not as the contract says';
  return [place ? `${place}: ${message}` : message, { place, why: message }];
}

/** A field that holds a password. */
const IS_PASSWORD = /password$/i;

/**
 * What tells this call from every other of the member's. Passwords are left out: six digits are read off a hash that is
 * kept, and one that was typed wrongly does not make another request of it.
 */
function requestOf(name: string, input: unknown, memberId: string | undefined): Request {
  const { requestId } = input as { requestId?: unknown };
  const open = Object.entries(input as object).filter(([field]) => !IS_PASSWORD.test(field));
  const hash = sha256(canonical([name, Object.fromEntries(open)]));
  const isNamed = memberId !== undefined && typeof requestId === 'string';
  return { id: isNamed ? derivedId('Q', memberId, requestId) : null, hash };
}

/** Refuses what is of another role. Of somebody who has one that is written down: it is a step beyond what was given. */
async function notAllowed(name: string, { member }: Pick<Visitor, 'member'>, why: string): Promise<Reply<never>> {
  if (member && member.roles.length > 0) {
    const request = { id: null, hash: '' };
    await noteRefused({ openid: currentOpenid(), member, nowMs: Date.now(), request } as Caller, name);
  }
  return failure('identity/notAllowed', why);
}

/** Asks the action of a call: refusals in order of precedence, then its handler. */
async function ask(
  name: string,
  handler: AnyHandler | AnyJoining,
  asked: { readonly role: Role; readonly input: { safeParse(value: unknown): Parsed } },
  event: { input?: unknown },
): Promise<Reply<unknown>> {
  const input = asked.input.safeParse(event.input ?? {});
  const joins = input.success && 'joins' in handler ? handler.joins(input.data) : [];
  const stop = stopOfAction(name);
  const openid = currentOpenid();
  const read = await callerOf(openid, stop ? [...joins, stopsJoin] : joins);
  const { member } = read;
  const joined = read.joined.slice(0, joins.length);
  if (member?.isClosed) return failure('identity/closed', 'this account was closed');
  if (member?.blockedAtMs && stopsWhenBlocked({ name, role: asked.role }))
    return failure('identity/blocked', 'this account is blocked');
  if (asked.role !== 'public' && !member) return failure('identity/signInFirst', 'sign in first');
  if (isStaffArea(asked.role) && !worksIn(member?.roles ?? [], asked.role))
    return notAllowed(name, read, `who works in ${asked.role} is asked for`);
  if (asked.role === 'merchant' && !(member?.roles.includes('merchant') && member.shopId))
    return notAllowed(name, read, 'the owner of a shop is asked for');
  if (!input.success) return failure('input/invalid', ...faultOf(input.error));
  const answer = 'joins' in handler ? handler.answer : handler;
  const request = requestOf(name, input.data, member?._id);
  const visitor = { openid, member, nowMs: Date.now(), request } as Visitor & { readonly request: Request };
  const stopped = stop && (read.joined[joins.length] as SettingsDocument['stops'])?.[stop];
  // What was done before it was stopped is told again.
  if (stop && stopped && !(await isAnswered(visitor)))
    return failure('platform/stopped', `${stop} is stopped`, { stop, told: stopped.told });
  const outcome = await answer(input.data, visitor, joined);
  if (outcome.ok) return { ok: true, value: outcome.value };
  const { code, figures } = outcome.refusal;
  if (code === 'identity/notAllowed') return notAllowed(name, visitor, `${name} was refused: ${code}`);
  return failure(code, `${name} was refused: ${code}`, figures);
}

/** What is stopped for everybody, read with the caller: a stop holds from the next call on. */
const stopsJoin: Join<SettingsDocument['stops']> = {
  lookup: { from: settingsKept.name, pipeline: [{ $match: { _id: SETTINGS_ID } }, { $project: { stops: true } }] },
  read: (found) => firstOf<SettingsDocument>(found)?.stops,
};

/** What others' haste or too large a number answers. Throws what else was thrown. */
function expected(error: unknown): Reply<never> {
  if (error instanceof TooBusy) return failure('busy', 'too many at once: try again');
  if (error instanceof AmountOverflow) return failure('amount/tooLarge', error.message);
  throw error;
}

/**
 * The entry point of a function that answers actions: identity and role from the platform, input by the contract's
 * schema, the handler's outcome as a reply. Never throws.
 */
export function serve<Fn extends string>(handlers: Handlers<Fn>) {
  // Every action is named `function.verb`.
  const functionName = Object.keys(handlers)[0]!.split('.')[0]!;
  return async (event: { action?: unknown; input?: unknown }): Promise<Reply<unknown>> => {
    if (isProbe(event)) return { ok: true, value: await answerProbe(event) };
    const name = typeof event?.action === 'string' ? event.action : '';
    const action = Object.hasOwn(handlers, name) ? actionNamed(name) : undefined;
    // A name that somebody made up is not written into the log.
    const answer = await answerCall(functionName, action ? name : `${functionName}.unknown`, async () => {
      if (!action) return failure('action/unknown', `there is no action "${name.slice(0, 80)}" here`);
      if (!(await isDataCurrent())) return failure('platform/updating', 'the data is of another version');
      const handler = handlers[name as keyof typeof handlers] as unknown as AnyHandler | AnyJoining;
      return ask(name, handler, action, event).catch(expected);
    });
    return { ...answer, nowMs: Date.now() };
  };
}
