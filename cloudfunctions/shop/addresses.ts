import type { Address } from '@shared/contract';
import { done, refuse } from '@shared/kernel';
import { _ } from '../_lib/cloud';
import { addresses } from '../_lib/collections';
import type { AddressDocument } from '../_lib/documents';
import { newId } from '../_lib/ids';
import type { Handler } from '../_lib/outcomes';
import { seal, unseal } from '../_lib/phone';

const MOST_ADDRESSES = 20;

export const addressShown = (address: AddressDocument): Address => ({
  addressId: address._id,
  name: address.name,
  phone: unseal(address.phoneSealed),
  region: address.region,
  detail: address.detail,
  isDefault: address.isDefault,
});

/** A member's addresses, the default one first. */
export async function addressesOf(memberId: string): Promise<Address[]> {
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

/** The address of a member's with this id, else undefined: that of somebody else is as good as none. */
export async function addressOf(memberId: string, addressId: string): Promise<AddressDocument | undefined> {
  const found = await addresses.get(addressId);
  return found?.memberId === memberId ? found : undefined;
}

export const listAddresses: Handler<'shop.listAddresses'> = async (_input, { member }) =>
  done({ addresses: await addressesOf(member._id) });

export const saveAddress: Handler<'shop.saveAddress'> = async (input, { member, nowMs }) => {
  const memberId = member._id;
  if (input.addressId && !(await addressOf(memberId, input.addressId))) return refuse('address/unknown');
  const count = await addresses.count({ memberId });
  if (!input.addressId && count >= MOST_ADDRESSES) return refuse('address/tooMany', { most: MOST_ADDRESSES });
  const { name, phone, region, detail } = input;
  const addressId = input.addressId ?? newId('A', 12);
  const isDefault = input.isDefault || count === 0 || (count === 1 && input.addressId !== undefined);
  const document = { _id: addressId, memberId, name, phoneSealed: seal(phone), region, detail };
  await addresses.put({ ...document, isDefault, savedAtMs: nowMs });
  if (isDefault)
    await addresses.changeWhere({ memberId, _id: _.neq(addressId), isDefault: true }, { isDefault: false });
  return done({ addressId, addresses: await addressesOf(memberId) });
};

export const removeAddress: Handler<'shop.removeAddress'> = async ({ addressId }, { member }) => {
  const address = await addressOf(member._id, addressId);
  if (!address) return refuse('address/unknown');
  await addresses.remove(addressId);
  if (address.isDefault) {
    const [next] = await addresses.find({ memberId: member._id }, { orderBy: [['savedAtMs', 'desc']], limit: 1 });
    if (next) await addresses.change(next._id, { isDefault: true });
  }
  return done({ addresses: await addressesOf(member._id) });
};
