// The key of phones is changed by one command, under a shop at work, and by nothing else.
import { rmSync } from 'node:fs';
import type { StepName } from '../../scripts/deploy/arguments';
import { readVariables } from '../../scripts/deploy/variables';
import { libraryOver } from './library';
import { ALL, deploy, deployable, SECRET, staged } from './stage';
import { StandIn } from './standIn';

let root: string;
beforeAll(() => {
  root = deployable();
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

async function deployTo(standIn: StandIn, changes: Parameters<typeof staged>[2], names: readonly StepName[] = ALL) {
  const stage = staged(root, libraryOver(standIn), changes);
  return { ...stage, refused: await deploy(stage.deployment, names) };
}

const [FORMER, TODAY] = [SECRET, 'n'.repeat(40)];
const FUNCTIONS = ['account', 'migration', 'shop'];
const keysIn = (standIn: StandIn) =>
  FUNCTIONS.map((name) => {
    const { PHONE_KEY, PHONE_KEY_BEFORE } = standIn.functions.get(name)!.variables;
    return [PHONE_KEY, PHONE_KEY_BEFORE];
  });
const variables = () =>
  Object.fromEntries(
    Object.entries(readVariables(root)).map(([name, one]) => [name, { ...one, functions: FUNCTIONS }]),
  );
const given = (keys: Record<string, string>) => ({
  variables: variables(),
  given: { values: {}, environment: { WX_UPLOAD_KEY_FILE: __filename, ...keys } },
});
const rekeyed = (standIn: StandIn, keys = { PHONE_KEY: TODAY, PHONE_KEY_BEFORE: FORMER } as Record<string, string>) =>
  deployTo(standIn, given(keys), ['rekey']);

/** A shop by the former key, whose texts need it until both keys were there at a call of the migration. */
async function shopOfBefore(): Promise<StandIn> {
  const standIn = new StandIn();
  expect((await deployTo(standIn, given({ PHONE_KEY: FORMER }))).refused).toBeUndefined();
  expect(keysIn(standIn)).toEqual(FUNCTIONS.map(() => [FORMER, undefined]));
  standIn.calls.length = 0;
  let made = FORMER;
  standIn.invoked = (name) => {
    const { PHONE_KEY: now, PHONE_KEY_BEFORE: other } = standIn.functions.get(name)!.variables;
    if (other === made) made = now!;
    return { isDone: true, needFormerKey: made === now ? 0 : 7, remaining: 0 };
  };
  return standIn;
}
/** Nobody may write by a key that another function does not read. */
const isReadByAll = (standIn: StandIn): boolean =>
  keysIn(standIn).every(([now]) => keysIn(standIn).every((others) => others.includes(now)));

it('comes under a shop at work, a minute between the changes, and the former one is gone', async () => {
  const standIn = await shopOfBefore();
  standIn.fault = () => {
    expect(isReadByAll(standIn)).toBe(true);
    return undefined;
  };
  const { refused, waited, said } = await rekeyed(standIn);
  expect(refused).toBeUndefined();
  expect(keysIn(standIn)).toEqual(FUNCTIONS.map(() => [TODAY, undefined]));
  expect(waited).toEqual([60_000, 60_000, 60_000]);
  expect(said.join('\n')).not.toMatch(new RegExp(`${FORMER}|${TODAY}`));
  standIn.calls.length = 0;
  expect((await rekeyed(standIn, { PHONE_KEY: TODAY })).refused).toBeUndefined();
  expect(standIn.calls.filter((action) => /^Update/.test(action))).toEqual([]);
  // From here on the deployment goes by the new key.
  expect((await deployTo(standIn, given({ PHONE_KEY: TODAY }), ['functions'])).refused).toBeUndefined();
});

it('comes to the same end when it is cut at any call and repeated, also with functions deployed between', async () => {
  const one = await shopOfBefore();
  await rekeyed(one);
  for (const cut of ['cutBefore', 'cutAfter'] as const)
    for (let nth = 1; nth <= one.calls.length; nth += 1) {
      const standIn = await shopOfBefore();
      standIn.fault = (_, at) => (at === nth ? cut : at > nth ? 'cutBefore' : undefined);
      expect((await rekeyed(standIn)).refused?.message).toMatch(/socket hang up/);
      standIn.fault = () => undefined;
      const isUnderWay = keysIn(standIn).every(([, other]) => other !== undefined);
      const keys = { PHONE_KEY: TODAY, PHONE_KEY_BEFORE: FORMER };
      if (isUnderWay) {
        const between = keysIn(standIn);
        expect((await deployTo(standIn, given(keys), ['functions'])).refused).toBeUndefined();
        expect(keysIn(standIn)).toEqual(between);
      }
      expect((await rekeyed(standIn)).refused).toBeUndefined();
      expect({ cut, nth, keys: keysIn(standIn) }).toEqual({
        cut,
        nth,
        keys: FUNCTIONS.map(() => [TODAY, undefined]),
      });
    }
});

it.each([
  ['without the key of before', { PHONE_KEY: TODAY }, /has neither of these keys/],
  ['with another key of before', { PHONE_KEY: TODAY, PHONE_KEY_BEFORE: 'x'.repeat(32) }, /has neither of these keys/],
  ['with one key twice', { PHONE_KEY: FORMER, PHONE_KEY_BEFORE: FORMER }, /are the same/],
  ['with a short key', { PHONE_KEY: 'short', PHONE_KEY_BEFORE: FORMER }, /PHONE_KEY is not of the form/],
])('is refused %s, and nothing is changed', async (_, keys, words) => {
  const standIn = await shopOfBefore();
  const state = standIn.state();
  expect((await rekeyed(standIn, keys as never)).refused?.message).toMatch(words);
  expect(standIn.state()).toEqual(state);
});

it('keeps both keys while something needs a third, and says so', async () => {
  const standIn = await shopOfBefore();
  standIn.invoked = () => ({ isDone: true, needFormerKey: 2, remaining: 0 });
  expect((await rekeyed(standIn)).refused?.message).toMatch(/^2 texts still need another key: neither key opens/);
  expect(keysIn(standIn)).toEqual(FUNCTIONS.map(() => [TODAY, FORMER]));
});

it('is not begun while a function has other code, which may not know two keys', async () => {
  const standIn = await shopOfBefore();
  standIn.functions.get('shop')!.variables.DEPLOYED_CODE = '1.2.2:before';
  expect((await rekeyed(standIn)).refused?.message).toMatch(/shop is not that of this build.*-- functions/);
});

it('does not come by the way: a deployment with another key is refused, and changes nothing', async () => {
  const standIn = await shopOfBefore();
  const { refused } = await deployTo(standIn, given({ PHONE_KEY: TODAY }), ['functions']);
  expect(refused?.message).toMatch(/account has another PHONE_KEY.*npm run deploy -- rekey/);
  expect(keysIn(standIn)).toEqual(FUNCTIONS.map(() => [FORMER, undefined]));
});
