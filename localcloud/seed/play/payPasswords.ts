import { DEMO_PAY_PASSWORD } from '../owner';
import { namedPeople } from '../people';
import type { Stage } from './stage';

/** Gives each listed account a payment password, by a code to its phone, as members set one. */
export async function givePayPasswords(stage: Stage): Promise<void> {
  for (const { key, shows } of namedPeople) {
    if (!shows || !stage.actors.has(key)) continue;
    await stage.as(key, 'account.sendOwnCode', { purpose: 'payPassword' });
    const code = stage.codeTo(stage.actor(key).person.phone);
    const requestId = `demo-pay-password-${key}`;
    await stage.as(key, 'account.setPayPassword', { newPayPassword: DEMO_PAY_PASSWORD, code, requestId });
  }
}
