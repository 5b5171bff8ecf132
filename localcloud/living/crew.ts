import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import type { Engine } from '../engine';
import type { Records } from '../sandbox';
import { OWNER_PHONE } from '../seed/owner';
import type { Castmate, Life, Open } from './life';

const DAY_MS = 86_400_000;
/** Sessions end after 30 days. */
const SIGN_IN_AGAIN_MS = 25 * DAY_MS;

/** What an action answers, as far as those who live on look at it. */
type Answered = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** What those who live on need of the cloud: its doors, its sandboxes, its clock. Documents are read, never written. */
export interface Ground {
  readonly engine: Engine;
  now(): number;
  call(action: string, input?: Record<string, unknown>, token?: string): Promise<Answered>;
  inbox(phone: string): readonly { readonly text: string }[];
  /** Takes the messages to a phone away: nobody reads them. */
  forget(phone: string): Promise<void>;
  pay(number: { outTradeNo: string }, outcome: 'paid'): Promise<unknown>;
}

/** What was done, for those who watch. */
export interface Lived {
  joined: number;
  placed: number;
  shipped: number;
  received: number;
  decided: number;
}

export const nothingLived = (): Lived => ({ joined: 0, placed: 0, shipped: 0, received: 0, decided: 0 });

/** Those who live on, with what is kept of them. */
export class Crew {
  readonly ground: Ground;
  readonly lived: Lived;
  readonly #records: Records<Life>;
  #life: Life;
  readonly #owners = new Map<string, string | null>();

  constructor(ground: Ground, records: Records<Life>, life: Life, lived: Lived) {
    this.ground = ground;
    this.lived = lived;
    this.#records = records;
    this.#life = life;
  }

  get life(): Life {
    return this.#life;
  }

  async keep(changes: Partial<Omit<Life, '_id'>>): Promise<void> {
    this.#life = { ...this.#life, ...changes };
    await this.#records.put(this.#life);
  }

  /** Calls an action; null when it was refused: what one does not get done, a shop lives without. */
  async attempt<Name extends ActionName>(
    action: Name,
    input: InputOf<Name>,
    token: string | null,
  ): Promise<OutputOf<Name> | null> {
    const reply = await this.ground.call(action, input as Record<string, unknown>, token ?? undefined);
    return reply.ok ? (reply.value as OutputOf<Name>) : null;
  }

  /** Signs in by phone and code. @returns the session, null where no code came. */
  async #enter(phone: string, invitation?: string): Promise<string | null> {
    // Refused where a code came just now, before a kill say: then that one is there.
    await this.attempt('account.sendCode', { phone }, null);
    const code = /\d{6}/.exec(this.ground.inbox(phone)[0]?.text ?? '')?.[0];
    if (!code) return null;
    const entered = await this.attempt('account.signIn', { phone, code, ...(invitation && { invitation }) }, null);
    await this.ground.forget(phone);
    return entered?.token ?? null;
  }

  /** An action of an administrator. */
  async asStaff<Name extends ActionName>(action: Name, input: InputOf<Name>): Promise<OutputOf<Name> | null> {
    const { staffToken, staffSignedInAtMs } = this.#life;
    if (staffToken === null || this.ground.now() - staffSignedInAtMs > SIGN_IN_AGAIN_MS)
      await this.keep({ staffToken: await this.#enter(OWNER_PHONE), staffSignedInAtMs: this.ground.now() });
    return this.#life.staffToken === null ? null : this.attempt(action, input, this.#life.staffToken);
  }

  /** An action of a member. */
  async as<Name extends ActionName>(phone: string, action: Name, input: InputOf<Name>): Promise<OutputOf<Name> | null> {
    const mate = this.#life.cast.find((one) => one.phone === phone);
    if (!mate) return null;
    let { token } = mate;
    if (token === null || this.ground.now() - mate.signedInAtMs > SIGN_IN_AGAIN_MS) {
      token = await this.#enter(phone);
      await this.change(phone, { token, signedInAtMs: this.ground.now() });
    }
    return token === null ? null : this.attempt(action, input, token);
  }

  /**
   * The phone of a shop's owner who lives on; null for the platform's own shops, and where a visitor may be the owner: an
   * administrator does the work then. Found by what is shown of the phone, and by who signs in by it.
   */
  async ownerOf(ownerId: string | null): Promise<string | null> {
    if (ownerId === null) return null;
    const known = this.#owners.get(ownerId);
    if (known !== undefined) return known;
    const masked = String(this.ground.engine.get('members', ownerId)?.phoneMasked ?? '');
    const alike = this.#life.cast.filter(({ phone }) => `${phone.slice(0, 3)}****${phone.slice(7)}` === masked);
    let found: string | null = null;
    for (const { phone } of alike) if ((await this.as(phone, 'account.me', {}))?.memberId === ownerId) found = phone;
    this.#owners.set(ownerId, found);
    return found;
  }

  async change(phone: string, changes: Partial<Castmate>): Promise<void> {
    await this.keep({
      cast: this.#life.cast.map((one) => (one.phone === phone ? { ...one, ...changes } : one)),
    });
  }

  /** Somebody new, invited by a member or not. @returns whether he has joined. */
  async join(phone: string, invitation: string | undefined): Promise<boolean> {
    const token = await this.#enter(phone, invitation);
    if (token === null) return false;
    const mate: Castmate = { phone, token, signedInAtMs: this.ground.now(), addressId: null };
    await this.keep({ joined: this.#life.joined + 1, cast: [...this.#life.cast, mate] });
    return true;
  }

  /** The address of a member to send to, remembered; null where he has none. */
  async addressOf(phone: string): Promise<string | null> {
    const known = this.#life.cast.find((one) => one.phone === phone)?.addressId;
    if (known) return known;
    const listed = await this.as(phone, 'shop.listAddresses', {});
    const addressId = listed?.addresses[0]?.addressId ?? null;
    if (addressId) await this.change(phone, { addressId });
    return addressId;
  }

  addOpen(open: Open): Promise<void> {
    return this.keep({ open: [...this.#life.open, open] });
  }

  dropOpen(orderId: string): Promise<void> {
    return this.keep({ open: this.#life.open.filter((one) => one.orderId !== orderId) });
  }
}
