import { type ActionName, actionNamed, type InputOf, type OutputOf } from '@shared/contract';
import type { LocalCloud } from '../../localcloud';

/** Somebody who is signed in. */
export interface Person {
  readonly phone: string;
  readonly memberId: string;
  readonly inviteCode: string;
  readonly token: string;
}

/** A shop that is open, and those who act in it: where every case of the bench takes place. */
export interface Scene {
  readonly cloud: LocalCloud;
  /** Has orders, a cart and an address. */
  readonly buyer: Person & { readonly addressId: string };
  /** Has a team, and credits of closes. */
  readonly leader: Person;
  readonly admin: Person;
  readonly secondAdmin: Person;
  /** Goods that the buyer orders one piece of, in the own shop or another; never sold out. */
  readonly goods: { readonly goodsId: string; readonly skuId: string; readonly shopId: string };
}

/** The owner's one-time code of the bench's deployment. */
export const OWNER_CODE = 'B3NC-H0WN-3RC0-D3X7';

/** Calls an action and answers its value. @throws Error when it was refused. */
export async function act<Name extends ActionName>(
  cloud: LocalCloud,
  action: Name,
  input: InputOf<Name>,
  token?: string,
): Promise<OutputOf<Name>> {
  const reply = await cloud.call(action, input as Record<string, unknown>, token);
  if (!reply.ok)
    throw new Error(
      `${action} was refused: ${reply.code} ${JSON.stringify(reply.details ?? {})}\n${cloud.logs().slice(-3).join('\n')}`,
    );
  return actionNamed(action)!.output.parse(reply.value) as OutputOf<Name>;
}

/** The code that was sent to a phone last. */
export async function codeFor(cloud: LocalCloud, phone: string): Promise<string> {
  await act(cloud, 'account.sendCode', { phone });
  return codeIn(cloud, phone);
}

/** The newest code that came to a phone. */
export function codeIn(cloud: LocalCloud, phone: string): string {
  const code = /\d{6}/.exec(cloud.inbox(phone)[0]?.text ?? '')?.[0];
  if (!code) throw new Error(`no code came to ${phone}`);
  return code;
}

/** Signs somebody in by phone and code; makes the account where there is none. */
export async function signIn(cloud: LocalCloud, phone: string): Promise<Person> {
  const code = await codeFor(cloud, phone);
  const { token, member } = await act(cloud, 'account.signIn', { phone, code });
  return { phone, memberId: member.memberId, inviteCode: member.inviteCode, token: token! };
}

let numbers = 0;

/** A number that was not used before in this process. */
export const nextNumber = (): number => {
  numbers += 1;
  return numbers;
};

/** A request id that was not used before. */
export const nextRequestId = (): string => `bench-request-${String(nextNumber()).padStart(6, '0')}`;

/** A phone that nobody has. */
export const newPhone = (): string => String(19_900_000_000 + nextNumber());
