import * as z from 'zod';
import { action } from './action';
import { text } from './text';
import { id, nothing, repeatable } from './values';

export const address = z.strictObject({
  addressId: id,
  name: z.string(),
  phone: z.string(),
  region: z.string(),
  detail: z.string(),
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
  /** Adds an address, or changes the one named. */
  action({
    name: 'shop.saveAddress',
    role: 'member',
    input: z.strictObject({
      addressId: id.optional(),
      name: text(1, 20),
      phone: z.string().regex(/^1[3-9]\d{9}$/),
      region: text(1, 60),
      detail: text(1, 100),
      isDefault: z.boolean().default(false),
      ...repeatable,
    }),
    output: z.strictObject({ addressId: id, addresses: z.array(address) }),
    refusals: ['address/unknown', 'address/tooMany'],
  }),
  action({
    name: 'shop.removeAddress',
    role: 'member',
    input: z.strictObject({ addressId: id, ...repeatable }),
    output: z.strictObject({ addresses: z.array(address) }),
    refusals: ['address/unknown'],
  }),
] as const;
