import { actions } from '@shared/contract';
import { isStaffArea } from '@shared/roles';
import { type LocalCloud, startLocalCloud } from '../../../localcloud';
import { demoVariables, seedDemo } from '../../../localcloud/seed';
import { OWNER_PHONE } from '../../../localcloud/seed/owner';
import { differences } from '../books';
import { built, removeBuilt } from '../world';
import { Inputs } from './inputs';

jest.setTimeout(600_000);

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const SEED = Number(process.env.SEED ?? 1);
/** They end the session that the others are called in, or stop what the others do. */
const ASIDE = /^account\.(signOut|signIn|sendCode|close)|^admin\.(setStop|setRoles|block)/;

let cloud: LocalCloud;
beforeAll(async () => {
  const endMs = Date.parse('2026-03-02T09:00:00+08:00');
  cloud = await startLocalCloud({
    dataDir: null,
    functionsDir: await built('few'),
    variables: demoVariables,
    clock: { startAtMs: endMs, isFrozen: true },
  });
  await cloud.demo.complete(await seedDemo(cloud, { log: () => undefined, members: 24, days: 8, endAtMs: endMs }));
});
afterAll(async () => {
  await cloud?.close();
  removeBuilt();
});

async function signIn(phone: string): Promise<string> {
  // A code is sent once a minute.
  await cloud.advance({ by: '2m' });
  await cloud.call('account.sendCode', { phone });
  const code = /\d{6}/.exec(cloud.inbox(phone)[0]!.text)![0];
  const entered = await cloud.call('account.signIn', { phone, code });
  if (!entered.ok) throw new Error(`${phone} could not sign in: ${entered.code}`);
  return (entered.value as { token: string }).token;
}

test('whatever the schema of an action lets through is done as the contract says or refused, and the books agree', async () => {
  const phoneOf = (role: string) => cloud.demo.accounts().find((one) => one.role === role)!.phone;
  const phones = { member: phoneOf('团队长'), merchant: phoneOf('商户'), owner: OWNER_PHONE };
  const tokens = {
    member: await signIn(phones.member),
    merchant: await signIn(phones.merchant),
    owner: await signIn(phones.owner),
  };
  const inputs = new Inputs(SEED);
  const faults: string[] = [];
  const outcomes = new Map<string, number>();
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { name, role, input: schema, output } of actions) {
      if (ASIDE.test(name)) continue;
      const whose = isStaffArea(role) ? 'owner' : role === 'merchant' || inputs.chance() < 0.5 ? 'merchant' : 'member';
      const input = inputs.of(name, schema);
      if (!input) continue;
      const answer = await cloud.call(name, input, tokens[whose]);
      const outcome = answer.ok ? 'ok' : answer.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const asked = `${name} ${JSON.stringify(input).slice(0, 500)}`;
      if (answer.ok) {
        inputs.learn(answer.value);
        const read = output.safeParse(answer.value);
        if (!read.success) faults.push(`${asked} answers ${JSON.stringify(read.error.issues).slice(0, 500)}`);
      } else if (answer.code === 'internal')
        faults.push(`${asked}: ${cloud.logs().slice(-2).join('\n').slice(0, 1_500)}`);
      else if (/^session\/|^identity\/signInFirst/.test(answer.code)) tokens[whose] = await signIn(phones[whose]);
    }
  expect(faults).toEqual([]);
  // Of what was tried a good part was done, and refusals are of many kinds: the inputs are about what is there.
  expect(outcomes.get('ok')! / [...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.25);
  expect(outcomes.size).toBeGreaterThan(50);
  expect(differences({ cloud })).toEqual([]);
});
