import type { HasTime } from '../_platform/budget';
import { _ } from '../_platform/cloud';
import { phoneHash, phoneKeyId, resealed, unseal } from '../_platform/phone';
import {
  addresses,
  applications,
  loginPasswords,
  members,
  orders,
  payees,
  payPasswords,
  phones,
  rekeys,
} from '../_store/collections';
import type {
  AddressDocument,
  LoginPasswordDocument,
  MemberDocument,
  OrderDocument,
  PayeeDocument,
  PayPasswordDocument,
  PhoneDocument,
} from '../_store/documents';
import type { ApplicationDocument } from '../_store/documents/applications';
import type { RekeyDocument } from '../_store/documents/platform';
import { forEach, type Pass, pass, remainingOf, walk } from './step';

/** How far phones are by the key of today. */
export interface Rekeyed {
  readonly isDone: boolean;
  /** Texts that the key of today does not open, as far as they were looked at; all of them once it is done. */
  readonly needFormerKey: number;
  /** Documents that this walk has still to look at. */
  readonly remaining: number;
}

const ID = 'rekey';
const FROM_THE_START = { place: { pass: 0, after: null }, isClean: true, unread: 0 } as const;

/** What a batch found: texts made by another key are written again behind `mark`, those that nothing opens counted. */
interface Found {
  /** Keeps that this walk has found something, before anything of it is changed. */
  readonly mark: () => Promise<unknown>;
  readonly unread: (collection: string, id: string) => void;
}

type SealedIn<T> = (document: T) => string | undefined;

/** Those of a batch whose text another key sealed, each with its text as it is to be. */
function toReseal<T extends { readonly _id: string }>(
  name: string,
  found: readonly T[],
  sealedIn: SealedIn<T>,
  { unread }: Found,
): { one: T; before: string; after: string }[] {
  return found.flatMap((one) => {
    const before = sealedIn(one);
    if (!before) return [];
    try {
      unseal(before);
    } catch {
      unread(name, one._id);
      return [];
    }
    const after = resealed(before);
    return after === before ? [] : [{ one, before, after }];
  });
}

/** Keeps a phone under its hash of today. Says so where another member is there already: two accounts, for people. */
async function moveHash(memberId: string, hash: string): Promise<void> {
  if (await phones.add({ _id: hash, memberId })) return;
  const there = await phones.get(hash);
  if (there && there.memberId !== memberId)
    console.error(`OPERATOR: members ${there.memberId} and ${memberId} have the same phone`);
}

/**
 * Every place where a phone is kept for good. Each write is guarded by what was read: what changed since was sealed by
 * the key of today. A phone is found all the while: its new hash is there before its member goes by it, and the former
 * one goes last, in a pass behind all members.
 */
const passesOf = (seen: Found): readonly Pass[] => [
  pass(members, { phoneHash: true, phoneSealed: true }, async (found: readonly MemberDocument[]) => {
    const old = toReseal(members.name, found, ({ phoneSealed }) => phoneSealed, seen);
    if (old.length > 0) await seen.mark();
    await forEach(old, async ({ one: { _id }, before, after }) => {
      const hash = phoneHash(unseal(after));
      await moveHash(_id, hash);
      await members.changeWhere({ _id, phoneSealed: before }, { phoneHash: hash, phoneSealed: after });
    });
  }),
  pass(members, { phoneNext: true }, async (found: readonly MemberDocument[]) => {
    const old = toReseal(members.name, found, ({ phoneNext }) => phoneNext?.sealed, seen);
    if (old.length > 0) await seen.mark();
    await forEach(old, ({ one: { _id }, before, after }) =>
      members.changeWhere({ _id, 'phoneNext.sealed': before }, { 'phoneNext.sealed': after }),
    );
  }),
  pass(loginPasswords, { sealed: true }, async (found: readonly LoginPasswordDocument[]) => {
    const old = toReseal(loginPasswords.name, found, ({ sealed }) => sealed, seen);
    if (old.length > 0) await seen.mark();
    await forEach(old, ({ one: { _id }, before, after }) =>
      loginPasswords.changeWhere({ _id, sealed: before }, { sealed: after }),
    );
  }),
  pass(addresses, { phoneSealed: true }, async (found: readonly AddressDocument[]) => {
    const old = toReseal(addresses.name, found, ({ phoneSealed }) => phoneSealed, seen);
    if (old.length > 0) await seen.mark();
    await forEach(old, ({ one: { _id }, before, after }) =>
      addresses.changeWhere({ _id, phoneSealed: before }, { phoneSealed: after }),
    );
  }),
  pass(applications, { phoneSealed: true }, async (found: readonly ApplicationDocument[]) => {
    const old = toReseal(applications.name, found, ({ phoneSealed }) => phoneSealed, seen);
    if (old.length > 0) await seen.mark();
    await forEach(old, ({ one: { _id }, before, after }) =>
      applications.changeWhere({ _id, phoneSealed: before }, { phoneSealed: after }),
    );
  }),
  pass(payPasswords, { sealed: true, pending: true }, async (found: readonly PayPasswordDocument[]) => {
    const old = toReseal(payPasswords.name, found, ({ sealed }) => sealed, seen);
    const waiting = toReseal(payPasswords.name, found, ({ pending }) => pending?.sealed, seen);
    if (old.length + waiting.length > 0) await seen.mark();
    await forEach(old, ({ one: { _id }, before, after }) =>
      payPasswords.changeWhere({ _id, sealed: before }, { sealed: after }),
    );
    await forEach(waiting, ({ one: { _id }, before, after }) =>
      payPasswords.changeWhere({ _id, 'pending.sealed': before }, { 'pending.sealed': after }),
    );
  }),
  pass(payees, { nameSealed: true, numberSealed: true }, async (found: readonly PayeeDocument[]) => {
    const old = toReseal(payees.name, found, ({ nameSealed }) => nameSealed, seen);
    if (old.length > 0) await seen.mark();
    await forEach(old, ({ one: { _id, numberSealed }, before, after }) =>
      payees.changeWhere(
        { _id, nameSealed: before },
        { nameSealed: after, numberSealed: numberSealed && resealed(numberSealed) },
      ),
    );
  }),
  pass(orders, { 'address.phoneSealed': true }, async (found: readonly OrderDocument[]) => {
    const old = toReseal(orders.name, found, ({ address }) => address?.phoneSealed, seen);
    if (old.length > 0) await seen.mark();
    await forEach(old, ({ one: { _id }, before, after }) =>
      orders.changeWhere({ _id, 'address.phoneSealed': before }, { 'address.phoneSealed': after }),
    );
  }),
  pass(orders, { answers: true }, async (found: readonly OrderDocument[]) => {
    const old = found.flatMap((order) => {
      const answers = order.answers?.map((answer) => {
        const [again] = toReseal(orders.name, [{ ...answer, _id: order._id }], ({ sealed }) => sealed, seen);
        return again ? { ...answer, sealed: again.after } : answer;
      });
      return answers?.some((answer, at) => answer !== order.answers![at]) ? [{ _id: order._id, answers }] : [];
    });
    if (old.length > 0) await seen.mark();
    // What was told with an order never changes: there is nobody to guard against.
    await forEach(old, ({ _id, answers }) => orders.change(_id, { answers }));
  }),
  pass(phones, { memberId: true, fromMs: true }, async (all: readonly PhoneDocument[]) => {
    // Those that wait for their time stand under every key that there was when they were asked for.
    const found = all.filter(({ fromMs }) => fromMs === undefined);
    const owners = await members.getMany(
      found.map(({ memberId }) => memberId),
      { phoneSealed: true },
    );
    const sealed = new Map(owners.map(({ _id, phoneSealed }) => [_id, phoneSealed]));
    const former = found.flatMap(({ _id, memberId }) => {
      const today = hashToday(sealed.get(memberId));
      return today === undefined || today === _id ? [] : [{ _id, today }];
    });
    const there = new Set((await phones.getMany(former.map(({ today }) => today))).map(({ _id }) => _id));
    const gone = former.filter(({ today }) => there.has(today)).map(({ _id }) => _id);
    if (gone.length > 0) await phones.removeWhere({ _id: _.in(gone) });
  }),
];

/** The hash of today of a sealed phone; undefined where it is nobody's or no key opens it. */
function hashToday(sealed: string | undefined): string | undefined {
  try {
    return sealed ? phoneHash(unseal(sealed)) : undefined;
  } catch {
    return undefined;
  }
}

async function begun(): Promise<RekeyDocument> {
  const kept = await rekeys.get(ID);
  const key = phoneKeyId();
  if (kept?.key === key) return kept;
  const first = { _id: ID, key, ...FROM_THE_START };
  await rekeys.put(first);
  return first;
}

/**
 * Writes every phone again that the former key sealed or hashed, as far as the time goes, beside people who sign in and
 * order. It ends with a walk over everything that found nothing to do, so that what was written behind a walk is not
 * left. Killed anywhere it goes on from the last batch; called again after its end it looks through everything once
 * more. Without PHONE_KEY_BEFORE nothing is changed but former hashes removed: it counts what needs another key.
 */
export async function rekey(hasTime: HasTime): Promise<Rekeyed> {
  for (;;) {
    const state = await begun();
    let [{ isClean, unread }, inBatch] = [state, 0];
    const passes = passesOf({
      mark: async () => {
        if (isClean) await rekeys.change(ID, { isClean: false });
        isClean = false;
      },
      unread: (collection, id) => {
        inBatch += 1;
        console.error(`OPERATOR: no key opens what is sealed in ${collection}/${id}`);
      },
    });
    const stopped = await walk(passes, state.place, hasTime, async (place) => {
      // With the place: a batch that is done again is counted again from what was kept before it.
      unread += inBatch;
      inBatch = 0;
      await rekeys.change(ID, { place, unread });
    });
    if (stopped) return { isDone: false, needFormerKey: unread, remaining: await remainingOf(passes, stopped) };
    if (isClean) {
      await rekeys.remove(ID);
      return { isDone: true, needFormerKey: unread, remaining: 0 };
    }
    await rekeys.put({ _id: ID, key: state.key, ...FROM_THE_START });
    if (!hasTime())
      return { isDone: false, needFormerKey: 0, remaining: await remainingOf(passes, FROM_THE_START.place) };
  }
}
