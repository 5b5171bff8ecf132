import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import type { LocalCloud } from '../../localCloud';
import type { Person } from '../people';

/** An action of the demo was refused: the demo's own texts and figures are wrong, or a function is. */
class DemoRefused extends Error {}

/** How often what too many are at is asked for again; nothing of it happened. */
const BUSY_AGAIN = 10;

/** A member of the demo as the system knows them. */
interface Actor {
  readonly person: Person;
  readonly memberId: string;
  readonly inviteCode: string;
  /** Plans in force at the last sign-in. */
  plansInForce: OutputOf<'account.me'>['plansInForce'];
  token: string;
  signedInAtMs: number;
  addressId: string | null;
}

const DAY_MS = 86_400_000;
/** Sessions end after 30 days of demo time: members sign in again a little before. */
const SIGN_IN_AGAIN_MS = 29 * DAY_MS;

/** The system, as those who play the demo see it: its doors, its inbox and its clock. */
export class Stage {
  readonly cloud: LocalCloud;
  readonly actors = new Map<string, Actor>();
  readonly #renewals = new Map<string, Promise<void>>();

  constructor(cloud: LocalCloud) {
    this.cloud = cloud;
  }

  /**
   * Calls an action, and again while too many are at it at once: a slow machine gets its demo too. Throws DemoRefused
   * when it is refused, with what the functions printed last.
   */
  async call<Name extends ActionName>(action: Name, input: InputOf<Name>, token?: string): Promise<OutputOf<Name>> {
    let reply = await this.cloud.call(action, input as Record<string, unknown>, token);
    for (let again = 0; !reply.ok && reply.code === 'busy' && again < BUSY_AGAIN; again++)
      reply = await this.cloud.call(action, input as Record<string, unknown>, token);
    if (reply.ok) return reply.value as OutputOf<Name>;
    const told = this.cloud.logs().slice(-3).join('\n');
    throw new DemoRefused(`${action}: ${reply.code} ${reply.message} ${JSON.stringify(reply.details ?? {})}\n${told}`);
  }

  /** Calls an action as one of the actors, signed in anew when the session would have ended. */
  async as<Name extends ActionName>(key: string, action: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    const actor = this.actor(key);
    if (this.cloud.now() - actor.signedInAtMs > SIGN_IN_AGAIN_MS) await this.#signInAgain(actor);
    return this.call(action, input, actor.token);
  }

  /** Once, however many acts of one member wait for it. */
  #signInAgain(actor: Actor): Promise<void> {
    const { key, phone } = actor.person;
    const running = this.#renewals.get(key);
    if (running) return running;
    const renewal = this.#signIn(phone).then(({ token }) => {
      Object.assign(actor, { token, signedInAtMs: this.cloud.now() });
      this.#renewals.delete(key);
    });
    this.#renewals.set(key, renewal);
    return renewal;
  }

  actor(key: string): Actor {
    const found = this.actors.get(key);
    if (!found) throw new Error(`${key} has not joined yet`);
    return found;
  }

  /** Signs somebody up by phone and code, with the invite code of their referrer, under their name. */
  async join(person: Person): Promise<Actor> {
    const invitation = person.referrer === null ? undefined : this.actor(person.referrer).inviteCode;
    const { token, member } = await this.#signIn(person.phone, invitation);
    const { memberId, inviteCode, plansInForce } = member;
    const signedInAtMs = this.cloud.now();
    const actor = { person, memberId, inviteCode, plansInForce, token, signedInAtMs, addressId: null };
    this.actors.set(person.key, actor);
    await this.call('account.updateProfile', { nickname: person.name }, token);
    return actor;
  }

  /** The newest code that came to a phone. */
  codeTo(phone: string): string {
    const code = /\d{6}/.exec(this.cloud.inbox(phone)[0]?.text ?? '')?.[0];
    if (!code) throw new Error(`no code came to ${phone}`);
    return code;
  }

  async #signIn(phone: string, invitation?: string): Promise<{ token: string; member: OutputOf<'account.me'> }> {
    await this.call('account.sendCode', { phone });
    const code = this.codeTo(phone);
    const { token, member } = await this.call('account.signIn', { phone, code, ...(invitation ? { invitation } : {}) });
    if (!token) throw new Error(`${phone} got no session`);
    return { token, member };
  }

  /** Lets time pass up to a moment; on the way timers run and the functions catch up. */
  async until(ms: number): Promise<void> {
    await this.cloud.advance({ until: new Date(ms).toISOString() }, 'long');
  }
}
