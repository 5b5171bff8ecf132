import type { FoundMember } from '@shared/contract';
import { done } from '@shared/kernel';
import { type Join, joining } from '../_actions/joins';
import { standBelow } from '../_books/pages/below';
import { extentsOf } from '../_books/pages/downline';
import { figuresJoin, type MemberPlace, placesOf } from '../_books/pages/read';
import { maskName } from '../_platform/maskName';
import { members } from '../_store/collections';
import type { MemberDocument } from '../_store/documents';
import { movedJoin } from './branch';
import { belowLookup, KNOWN, type Known, lineOf } from './line';

/** So many who bear a name are looked at, and so many of those below are shown. */
const MOST_NAMED = 50;
const MOST_SHOWN = 10;
/** Generations below whom the last close knew, within which who joined since is found. */
const MOST_STEPS = 5;

type Step = Pick<MemberDocument, '_id' | 'nickname' | 'referrerId' | 'pageId'>;
type Candidate = Known & Pick<MemberDocument, 'referrerId'> & { readonly referrer: readonly Step[] };

const STEP = { nickname: true, referrerId: true, pageId: true };

const INVITE_CODE = /^[0-9A-Z]{6,12}$/;
/** What no code is. */
const NO_CODE = '';
const codeOf = (query: string): string => {
  const code = query.toUpperCase();
  return INVITE_CODE.test(code) ? code : NO_CODE;
};

/** Members by what one field says, and who referred each. */
const candidates = (field: 'inviteCode' | 'nickname', value: string, most: number): Join<readonly Candidate[]> => ({
  lookup: {
    from: members.name,
    pipeline: [
      { $match: { [field]: value } },
      { $sort: { _id: 1 } },
      { $limit: most },
      { $project: { ...KNOWN, referrerId: true } },
      { $lookup: belowLookup },
      {
        $lookup: {
          from: members.name,
          let: { referrerId: '$referrerId' },
          pipeline: [{ $match: { $expr: { $eq: ['$_id', '$$referrerId'] } } }, { $project: STEP }],
          as: 'referrer',
        },
      },
    ],
  },
  read: (found) => found as readonly Candidate[],
});

/** Whom a close knows above a candidate, or the viewer itself, and how many generations above. */
interface Above {
  readonly candidate: Candidate;
  readonly step: Pick<Step, '_id' | 'pageId'>;
  readonly steps: number;
}

/** The first above each candidate (itself to begin with) whom a close knows, or who is the viewer: some steps up at most. */
async function knownAbove(found: readonly Candidate[], viewerId: string): Promise<Above[]> {
  const known: Above[] = [];
  const isEnd = ({ _id, pageId }: Pick<Step, '_id' | 'pageId'>) => pageId !== null || _id === viewerId;
  let waiting = found.map((candidate) => ({ candidate, step: { ...candidate } as Step, steps: 0 }));
  for (let steps = 0; waiting.length > 0 && steps <= MOST_STEPS; steps += 1) {
    known.push(...waiting.filter(({ step }) => isEnd(step)));
    const further = waiting.filter(({ step }) => !isEnd(step) && step.referrerId !== null);
    const ids = [...new Set(further.map(({ step }) => step.referrerId!))];
    const above =
      steps === 0 ? further.flatMap(({ candidate }) => candidate.referrer) : await members.getMany(ids, STEP);
    waiting = further.flatMap(({ candidate, step }) => {
      const next = above.find(({ _id }) => _id === step.referrerId);
      return next ? [{ candidate, step: next, steps: steps + 1 }] : [];
    });
  }
  return known;
}

/** How many generations below the viewer each of them stands; whoever does not is left out. */
async function generationsOf(
  viewerId: string,
  own: MemberPlace | null,
  known: readonly Above[],
  figures: ReadonlyMap<string, MemberPlace | null>,
): Promise<{ candidate: Candidate; generation: number }[]> {
  const others = known.flatMap(({ step }) => figures.get(step._id) ?? []);
  const below = own ? await standBelow(own, others) : new Set<string>();
  return known.flatMap(({ candidate, step, steps }) => {
    if (step._id === viewerId) return steps > 0 ? [{ candidate, generation: steps }] : [];
    const depth = figures.get(step._id)?.depth;
    if (!own || depth === undefined || !below.has(step._id)) return [];
    return [{ candidate, generation: depth - own.depth + steps }];
  });
}

export const search = joining<
  'team.search',
  readonly [ReturnType<typeof figuresJoin>, Join<number>, Join<readonly Candidate[]>, Join<readonly Candidate[]>]
>(
  ({ query }) => [
    figuresJoin(),
    movedJoin(),
    candidates('inviteCode', codeOf(query), 1),
    candidates('nickname', query, MOST_NAMED + 1),
  ],
  async (_input, { member }, [figuresRead, moved, byCode, byName]) => {
    const named = byName.slice(0, MOST_NAMED);
    const all = [...new Map([...byCode, ...named].map((one) => [one._id, one])).values()];
    const [own, known] = await Promise.all([figuresRead(member), knownAbove(all, member._id)]);
    const asked = [...new Map(known.map(({ step }) => [step._id, step])).values()];
    const figures = asked.length > 0 ? await placesOf(asked) : new Map<string, MemberPlace | null>();
    const below = await generationsOf(member._id, own, known, figures);
    below.sort((a, b) => a.generation - b.generation);
    const shown = below.slice(0, MOST_SHOWN);
    const extents = await extentsOf(shown.flatMap(({ candidate }) => figures.get(candidate._id) ?? []));
    const viewer = { viewerId: member._id, moved };
    return done({
      found: shown.map(({ candidate, generation }): FoundMember => {
        const { _id, referrer } = candidate;
        const more = { figures: figures.get(_id) ?? null, downline: extents.get(_id), pointsCents: null };
        return {
          generation,
          referredBy: generation > 1 && referrer[0] ? maskName(referrer[0].nickname) : null,
          member: lineOf(viewer, candidate, { isOwn: generation === 1, ...more }),
        };
      }),
      isWhole: byName.length <= MOST_NAMED && below.length <= MOST_SHOWN,
    });
  },
);
