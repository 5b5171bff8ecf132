import { type Address, refuse } from '@shared/contract';
import { done, type Outcome } from '@shared/kernel';
import { readAddress as readText, regionOf, regionWords } from '@shared/regions';
import { firstOf, type Join } from '../_actions/joins';
import { once } from '../_actions/once';
import type { Caller, Handler } from '../_actions/outcomes';
import { placeCodeOf } from '../_orders/place';
import { newId } from '../_platform/ids';
import { seal, unseal } from '../_platform/phone';
import type { Transaction } from '../_platform/transactions';
import { addresses } from '../_store/collections';
import type { AddressDocument } from '../_store/documents';
import { inTurn } from '../_store/turns';

const MOST_ADDRESSES = 20;

const addressShown = (address: AddressDocument): Address => ({
  addressId: address._id,
  name: address.name,
  phone: unseal(address.phoneSealed),
  region: address.region,
  regionCode: placeCodeOf(address),
  detail: address.detail,
  label: address.label ?? '',
  isDefault: address.isDefault,
});

/** A member's addresses, the default one first. */
async function addressesOf(memberId: string): Promise<Address[]> {
  const found = await addresses.find(
    { memberId },
    {
      orderBy: [
        ['isDefault', 'desc'],
        ['savedAtMs', 'desc'],
      ],
      limit: MOST_ADDRESSES,
    },
  );
  return found.map(addressShown);
}

const isOfCaller = { $expr: { $eq: ['$memberId', '$$memberId'] } };

/** The caller's addresses, the default one first, in the request that tells who calls. */
export const addressesJoin: Join<Address[]> = {
  lookup: {
    from: addresses.name,
    let: { memberId: '$memberId' },
    pipeline: [{ $match: isOfCaller }, { $sort: { isDefault: -1, savedAtMs: -1 } }, { $limit: MOST_ADDRESSES }],
  },
  read: (found) => (found as AddressDocument[]).map(addressShown),
};

/** The caller's address with this id, else null: that of somebody else is as good as none. */
export const addressJoin = (addressId: string): Join<AddressDocument | null> => ({
  lookup: {
    from: addresses.name,
    let: { memberId: '$memberId' },
    pipeline: [{ $match: { _id: addressId, ...isOfCaller } }],
  },
  read: firstOf,
});

/** Where the caller's orders go unless he says otherwise. */
export const defaultPlaceJoin: Join<Pick<AddressDocument, 'detail'> | null> = {
  lookup: {
    from: addresses.name,
    let: { memberId: '$memberId' },
    pipeline: [{ $match: { isDefault: true, ...isOfCaller } }, { $limit: 1 }, { $project: { detail: true } }],
  },
  read: firstOf,
};

export const listAddresses: Handler<'shop.listAddresses'> = async (_input, { member }) =>
  done({ addresses: await addressesOf(member._id) });

/** A member's addresses as they are while a turn is taken: which there are, and which is the default one. */
interface Book {
  /** The newest first. */
  readonly ids: readonly string[];
  readonly defaults: readonly string[];
}

/** Changes a member's addresses, one change after another: their number and the default one are of all together. */
function changeBook<T, R extends string>(
  caller: Caller,
  change: (book: Book, transaction: Transaction) => Promise<Outcome<T, R>>,
) {
  const memberId = caller.member._id;
  let book: Book;
  const look = async () => {
    const found = await addresses.find(
      { memberId },
      { orderBy: [['savedAtMs', 'desc']], limit: 1000, fields: { isDefault: true } },
    );
    const ids = found.map(({ _id }) => _id);
    book = { ids, defaults: found.filter(({ isDefault }) => isDefault).map(({ _id }) => _id) };
  };
  return once(caller, (transaction) => change(book, transaction), inTurn(`addresses:${memberId}`, look));
}

/** Makes one address the default one, and no other. */
async function makeDefault(addressId: string, { defaults }: Book, transaction: Transaction): Promise<void> {
  for (const other of defaults)
    if (other !== addressId) await addresses.change(other, { isDefault: false }, transaction);
  await addresses.change(addressId, { isDefault: true }, transaction);
}

/** Adds or changes an address. One of them is always the default one: it gives that up only to another. */
export const saveAddress: Handler<'shop.saveAddress'> = async (input, caller) => {
  const memberId = caller.member._id;
  const { name, phone, detail, label } = input;
  const place = regionOf(input.region, input.regionCode);
  const saved = await changeBook(caller, async (book, transaction) => {
    if (!place) return refuse('address/regionUnknown', { region: input.region });
    const isKnown = input.addressId !== undefined && book.ids.includes(input.addressId);
    if (input.addressId !== undefined && !isKnown) return refuse('address/unknown');
    if (!isKnown && book.ids.length >= MOST_ADDRESSES) return refuse('address/tooMany', { most: MOST_ADDRESSES });
    const addressId = input.addressId ?? newId('A', 12);
    const isDefault = input.isDefault || book.defaults.length === 0 || book.defaults.includes(addressId);
    const where = { region: regionWords(place), place, detail, label };
    const document = { _id: addressId, memberId, name, phoneSealed: seal(phone), ...where };
    await addresses.put({ ...document, isDefault, savedAtMs: caller.nowMs }, transaction);
    if (isDefault) await makeDefault(addressId, book, transaction);
    return done({ addressId });
  });
  return saved.ok ? done({ ...saved.value, addresses: await addressesOf(memberId) }) : saved;
};

/** What a pasted text says of an address; nothing is kept of it. */
export const readAddress: Handler<'shop.readAddress'> = async ({ text }) => {
  const { name, phone, region, regionWords: words, detail } = readText(text);
  return done({ name, phone, region: words, regionCode: region?.code ?? '', detail });
};

/** Removes an address. When it was the default one, the newest of the others is. */
export const removeAddress: Handler<'shop.removeAddress'> = async ({ addressId }, caller) => {
  const removed = await changeBook(caller, async (book, transaction) => {
    if (!book.ids.includes(addressId)) return refuse('address/unknown');
    await addresses.remove(addressId, transaction);
    const next = book.ids.find((one) => one !== addressId);
    const isDefaultLeft = book.defaults.some((one) => one !== addressId);
    if (next && !isDefaultLeft) await makeDefault(next, { ...book, defaults: [] }, transaction);
    return done(null);
  });
  return removed.ok ? done({ addresses: await addressesOf(caller.member._id) }) : removed;
};
