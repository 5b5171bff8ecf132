// Editions that two accept at once, that are taken back meanwhile, and that are given by whoever is killed on the way.
import type { OutputOf } from '@shared/contract';
import { differences } from './books';
import { member, openCashShop, seam, world } from './cashBalances';
import {
  acceptBy,
  accepting,
  clear,
  collecting,
  editionKept,
  givenKept,
  offer,
  offering,
  takeBack,
  viewBy,
} from './givings';
import { atEverySeam, killedAtEverySeam } from './interleave';
import { issued, replyOf, take } from './takings';
import { type Joined, joinMember, setTerms } from './world';

jest.setTimeout(600_000);
openCashShop();

let receiver: Joined;
let other: Joined;
let seriesId: string;

const held = async (): Promise<string> => (await take(seriesId)).editionId;
const offered = async () => {
  const editionId = await held();
  return { editionId, ...(await offer(editionId)) };
};

beforeAll(async () => {
  receiver = await joinMember(world, '13800000041');
  other = await joinMember(world, '13800000042');
  await clear();
  await setTerms(world, { givingWaitDays: 0, givingPerYear: 100 });
  seriesId = await issued({ supply: 400 });
});

describe('at once', () => {
  const owners = (editionId: string) => editionKept(editionId).ownerId;

  test('two who accept it: one has it', async () => {
    const met = await atEverySeam(seam, {
      prepare: offered,
      first: ({ code }) => acceptBy(code, receiver.token),
      second: ({ code }) => acceptBy(code, other.token),
      check: ({ editionId }, first, second) => {
        const [gone] = [first, second].filter((answer) => 'code' in answer);
        expect(['giving/gone', 'giving/unknown']).toContain(gone?.code);
        expect(owners(editionId)).toBe('editionId' in first ? receiver.memberId : other.memberId);
        expect(editionKept(editionId).steps).toHaveLength(2);
      },
    });
    expect(met).toBeGreaterThan(5);
    expect(differences(world)).toEqual([]);
  });

  test('accepted, and taken back to be sent for: it is one of both', async () => {
    const met = await atEverySeam(seam, {
      prepare: offered,
      first: ({ code }) => acceptBy(code, receiver.token),
      second: async ({ editionId }) => {
        await takeBack(editionId);
        return replyOf('collectibles.collect', collecting(member, editionId));
      },
      check: ({ editionId }, first, second) => {
        const isGiven = 'editionId' in first;
        expect(owners(editionId)).toBe(isGiven ? receiver.memberId : member.memberId);
        expect(second).toMatchObject(isGiven ? { code: 'edition/unknown' } : { editionId });
        if (!isGiven) expect(['giving/gone', 'giving/unknown']).toContain(first.code);
      },
    });
    expect(met).toBeGreaterThan(5);
    expect(differences(world)).toEqual([]);
  });
});

describe('killed between any two steps and asked again, it is the same', () => {
  const kill = () => world.cloud.killWorker();

  test('an offer', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => offering(await held()),
      act: (input) => world.cloud.call('collectibles.offer', { ...input }, member.token),
      kill,
      check: async (input) => {
        const { code } = await world.call('collectibles.offer', input, member.token);
        expect(await viewBy(code, receiver.token)).toMatchObject({ seriesId });
      },
    });
    expect(killed).toBeGreaterThan(3);
  });

  test('an acceptance', async () => {
    const killed = await killedAtEverySeam(seam, {
      prepare: async () => {
        const { editionId, code } = await offered();
        return { editionId, before: givenKept().length, input: accepting(code) };
      },
      act: ({ input }) => world.cloud.call('collectibles.acceptOffer', { ...input }, receiver.token),
      kill,
      check: async ({ editionId, before, input }) => {
        const told: OutputOf<'collectibles.acceptOffer'> = await world.call(
          'collectibles.acceptOffer',
          input,
          receiver.token,
        );
        expect(told.editionId).toBe(editionId);
        expect(editionKept(editionId)).toMatchObject({ ownerId: receiver.memberId, state: 'held' });
        expect(editionKept(editionId).steps.map(({ kind }) => kind)).toEqual(['taken', 'given']);
        expect(givenKept()).toHaveLength(before + 1);
        expect(differences(world)).toEqual([]);
      },
    });
    expect(killed).toBeGreaterThan(4);
  });
});
