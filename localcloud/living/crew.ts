import type { ActionName, InputOf, OutputOf } from '@shared/contract';
import type { Engine } from '../engine';
import type { Records } from '../sandbox';
import { Chance } from '../seed/chance';
import { DEMO_PAY_PASSWORD, OWNER_PHONE } from '../seed/owner';
import { someAddress } from '../seed/people/names';
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
  /** The payee confirms a transfer in WeChat's window. Throws where there is nothing to confirm. */
  confirmTransfer(confirmPackage: string): Promise<unknown>;
}

/** What was done, for those who watch. */
export interface Lived {
  joined: number;
  placed: number;
  shipped: number;
  received: number;
  /** Vouchers that were used and guests who came. */
  used: number;
  /** Sales, withdrawals, payments by points, redemptions. */
  dealt: number;
  decided: number;
}

export const nothingLived = (): Lived => ({
  joined: 0,
  placed: 0,
  shipped: 0,
  received: 0,
  used: 0,
  dealt: 0,
  decided: 0,
});

/** Those who live on, with what is kept of them. */
export class Crew {
  readonly ground: Ground;
  readonly lived: Lived;
  readonly #records: Records<Life>;
  #life: Life;
  readonly #castmates = new Map<string, string | null>();

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
   * The phone of a member who lives on, by its id; null where a visitor may be that member, or nobody is. Found by what is
   * shown of the phone, and by who signs in by it.
   */
  async castmate(memberId: string | null): Promise<string | null> {
    if (memberId === null) return null;
    const known = this.#castmates.get(memberId);
    if (known !== undefined) return known;
    const masked = String(this.ground.engine.get('members', memberId)?.phoneMasked ?? '');
    const alike = this.#life.cast.filter(({ phone }) => `${phone.slice(0, 3)}****${phone.slice(7)}` === masked);
    let found: string | null = null;
    for (const { phone } of alike) if ((await this.as(phone, 'account.me', {}))?.memberId === memberId) found = phone;
    this.#castmates.set(memberId, found);
    return found;
  }

  /**
   * Acts by what there is: what is asked for is kept before it is asked, so that after a kill the very same is asked again,
   * which is done once. @returns null where it was refused.
   */
  async commit<Name extends ActionName>(
    key: string,
    phone: string,
    action: Name,
    input: InputOf<Name>,
  ): Promise<OutputOf<Name> | null> {
    const { intent } = this.#life;
    if (intent?.key === key) return this.as(intent.phone, action, intent.input as InputOf<Name>);
    await this.keep({ intent: { key, phone, action, input } });
    return this.as(phone, action, input);
  }

  /** Does something once in its scene: done with, it is not begun again after a kill. */
  async once(key: string, act: () => Promise<void>): Promise<void> {
    if (this.#life.done?.includes(key)) return;
    await act();
    await this.keep({ done: [...(this.#life.done ?? []), key] });
  }

  /** Sees to it that a member has the demo's payment password. @returns it; null where no code came. */
  async payPasswordOf(phone: string): Promise<string | null> {
    if (this.#life.cast.find((one) => one.phone === phone)?.paysBy) return DEMO_PAY_PASSWORD;
    await this.as(phone, 'account.sendOwnCode', { purpose: 'payPassword' });
    const code = /\d{6}/.exec(this.ground.inbox(phone)[0]?.text ?? '')?.[0];
    // Refused where it was set before a kill.
    if (code) await this.as(phone, 'account.setPayPassword', { newPayPassword: DEMO_PAY_PASSWORD, code });
    await this.ground.forget(phone);
    const isSet = (await this.as(phone, 'account.viewPayPassword', {}))?.isSet ?? false;
    if (isSet) await this.change(phone, { paysBy: true });
    return isSet ? DEMO_PAY_PASSWORD : null;
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

  /** The address of a member to send to, and the name there, remembered; null where none could be saved. */
  async addressOf(phone: string): Promise<{ readonly addressId: string; readonly name: string } | null> {
    const mate = this.#life.cast.find((one) => one.phone === phone);
    if (mate?.addressId && mate.name) return { addressId: mate.addressId, name: mate.name };
    const listed = await this.as(phone, 'shop.listAddresses', {});
    const first = listed && (listed.addresses[0] ?? (await this.#moveIn(phone)));
    if (!first) return null;
    const { addressId, name } = first;
    await this.change(phone, { addressId, name });
    return { addressId, name };
  }

  /** Who has ordered nothing in the history has no address yet. */
  async #moveIn(phone: string): Promise<{ readonly addressId: string; readonly name: string } | null> {
    const name = (await this.as(phone, 'account.me', {}))?.nickname;
    const place = someAddress(new Chance(Number(phone.slice(-6))));
    const saved = name && (await this.as(phone, 'shop.saveAddress', { name, phone, ...place, isDefault: true }));
    return saved ? { addressId: saved.addressId, name } : null;
  }

  addOpen(open: Open): Promise<void> {
    return this.keep({ open: [...this.#life.open, open] });
  }

  dropOpen(orderId: string): Promise<void> {
    return this.keep({ open: this.#life.open.filter((one) => one.orderId !== orderId) });
  }
}
