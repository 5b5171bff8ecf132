import fc from 'fast-check';
import { Rounds } from '../../bench/actions/rounds';

/** Requests by number, each with those before it that it waits for. */
const requests = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 10 })
  .map((waits) => waits.map((of, at) => (at === 0 ? [] : of.map((number) => number % at))));

/** The longest chain by the definition: one more than the longest of those waited for. */
function longestChain(waits: readonly (readonly number[])[]): number {
  const lengths: number[] = [];
  for (const of of waits) lengths.push(1 + Math.max(0, ...of.map((number) => lengths[number]!)));
  return Math.max(...lengths);
}

async function roundsOf(waits: readonly (readonly number[])[]): Promise<number> {
  const rounds = new Rounds(() => false);
  return rounds.during(async () => {
    const answers: Promise<void>[] = [];
    for (const of of waits) answers.push(Promise.all(of.map((number) => answers[number])).then(() => rounds.hold()));
    await Promise.all(answers);
  });
}

test('the rounds in which requests pass are as many as the longest chain of them has links', async () => {
  await fc.assert(
    fc.asyncProperty(requests, async (waits) => expect(await roundsOf(waits)).toBe(longestChain(waits))),
    { numRuns: 25 },
  );
});

test('a round waits for what is still on its way', async () => {
  let isOnItsWay = true;
  const rounds = new Rounds(() => isOnItsWay);
  const chain = rounds.during(async () => {
    // The second comes late, but waits for nothing: it passes in the same round as the first.
    const late = new Promise<void>((resolve) => setTimeout(resolve, 60)).then(() => {
      isOnItsWay = false;
      return rounds.hold();
    });
    await Promise.all([rounds.hold(), late]);
  });
  expect(await chain).toBe(1);
});

test('a failure of the work is told', async () => {
  const rounds = new Rounds(() => false);
  const failing = async () => {
    await rounds.hold();
    throw new Error('refused');
  };
  await expect(rounds.during(failing)).rejects.toThrow('refused');
});
