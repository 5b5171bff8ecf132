import { openPhone, type Phone, settled } from './browser';
import { ledgerFaults } from './ledgers';
import { faultsInSight } from './measure';
import type { Person, ShopWorld } from './world';

/** Phones of those who keep a shop, closed after each test, and what is done on them. */
export interface StaffPhones {
  on(person: Person, look?: Parameters<typeof openPhone>[1]): Promise<StaffPhone>;
  /** To be called after each test: nothing may have gone wrong on any of them. */
  close(): Promise<void>;
}

type StaffPhone = Awaited<ReturnType<typeof phoneOf>>;

async function phoneOf(phone: Phone, pictures: string) {
  const { page } = phone;
  const button = (name: string | RegExp) =>
    page.getByRole('button', { name, exact: true }).filter({ visible: true }).first();
  return {
    phone,
    see: (words: string | RegExp) => page.getByText(words).filter({ visible: true }).first().waitFor(),
    button,
    tap: (name: string | RegExp) => button(name).click(),
    fill: (label: string, typed: string) =>
      page.getByLabel(label, { exact: true }).filter({ visible: true }).first().locator('input').fill(typed),
    /** Takes the picture, and holds what is in sight to the look and to its sums. */
    keep: async (name: string) => {
      await settled(page);
      await phone.picture(`${pictures}-${name}`);
      const faults = [...(await faultsInSight(page)), ...(await ledgerFaults(page))];
      expect({ name, faults }).toEqual({ name, faults: [] });
    },
  };
}

/** `pictures`: what the names of their pictures begin with. */
export function staffPhones(world: () => ShopWorld, pictures: string): StaffPhones {
  let phones: Phone[] = [];
  return {
    on: async (person, look = { theme: 'light', scale: 1 }) => {
      const phone = await openPhone(world().url, look, person.token);
      phones.push(phone);
      return phoneOf(phone, pictures);
    },
    close: async () => {
      for (const phone of phones) {
        expect(phone.faults).toEqual([]);
        await phone.close();
      }
      phones = [];
    },
  };
}
