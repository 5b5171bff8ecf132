import * as z from 'zod';
import { action } from './action';
import { text } from './text';
import { id, nothing, repeatable } from './values';

/** Six digits of the public list of areas: a district, or a city that has none. */
const regionCode = z.string().regex(/^[1-9]\d{5}$/);

/** To whom something is sent, and where. */
export const addressee = z.strictObject({
  name: z.string(),
  phone: z.string(),
  /** As it is written: 浙江省 杭州市 西湖区. */
  region: z.string(),
  detail: z.string(),
});

export const address = z.strictObject({
  addressId: id,
  ...addressee.shape,
  /** '' of an address of older days whose region nobody can tell. */
  regionCode: regionCode.or(z.literal('')),
  /** What its owner calls it: 家, 公司; '' for none. */
  label: z.string(),
  isDefault: z.boolean(),
});
export type Address = z.infer<typeof address>;

export const addressActions = [
  action({
    name: 'shop.listAddresses',
    role: 'member',
    input: nothing,
    output: z.strictObject({ addresses: z.array(address) }),
    refusals: [],
  }),
  /**
   * Adds an address, or changes the one named. `region` is what a picker answered, or what it is written as: it must be
   * whole and in the public list, and with the picker's code may name a district that is newer than the list.
   */
  action({
    name: 'shop.saveAddress',
    role: 'member',
    input: z.strictObject({
      addressId: id.optional(),
      name: text(1, 20),
      phone: z.string().regex(/^1[3-9]\d{9}$/),
      region: text(1, 60),
      regionCode: regionCode.optional(),
      detail: text(1, 100),
      label: text(0, 6).default(''),
      isDefault: z.boolean().default(false),
      ...repeatable,
    }),
    output: z.strictObject({ addressId: id, addresses: z.array(address) }),
    refusals: ['address/unknown', 'address/tooMany', 'address/regionUnknown'],
  }),
  /** Reads a pasted text. What cannot be told for sure is '', and nothing is kept. */
  action({
    name: 'shop.readAddress',
    role: 'member',
    input: z.strictObject({ text: text(1, 300) }),
    output: z.strictObject({
      name: z.string(),
      phone: z.string(),
      /** As much of it as was read; whole where there is a code. */
      region: z.string(),
      regionCode: regionCode.or(z.literal('')),
      detail: z.string(),
    }),
    refusals: [],
  }),
  action({
    name: 'shop.removeAddress',
    role: 'member',
    input: z.strictObject({ addressId: id, ...repeatable }),
    output: z.strictObject({ addresses: z.array(address) }),
    refusals: ['address/unknown'],
  }),
] as const;
