import { MAX_AMOUNT } from '@shared/kernel';
import {
  type Credited,
  carryFromJson,
  carryToJson,
  closePage,
  createCarry,
  finishForest,
  type ReleasePage,
  type ReleaseTerms,
} from '@shared/rules/release';
import { widen } from '@shared/rules/release/carry';
import { compileTerms } from '@shared/rules/release/terms';
import { nothingCredited } from '@shared/rules/release/totals';
import { closeWide } from '@shared/rules/release/wide';
import fc from 'fast-check';
import { closeByDefinition } from '../oracle/closeByDefinition';
import { law } from '../rules/law';
import {
  type Closed,
  closedByKernel,
  closedByOracle,
  type Forest,
  forests,
  lines,
  oracleTerms,
  pagesOf,
  termsWithin,
} from './forests';

/** Closes pages from the last to the first, through JSON at each boundary if asked. */
function closeAll(pages: readonly ReleasePage[], plan: ReleaseTerms, throughJson = false): Credited {
  let carry = createCarry();
  const sum = nothingCredited();
  for (const page of pages.toReversed()) {
    const credited = closePage(page, carry, plan);
    for (const kind of Object.keys(sum) as (keyof Credited)[]) sum[kind] += credited[kind];
    if (throughJson) carry = carryFromJson(carryToJson(carry));
  }
  finishForest(carry);
  return sum;
}

const totalsOf = (closed: readonly Closed[]): Credited =>
  closed.reduce((sum, member) => {
    for (const kind of Object.keys(sum) as (keyof Credited)[]) sum[kind] += member[kind];
    return sum;
  }, nothingCredited());

/** The same in big integers throughout, as closePage does once doubles no longer suffice. */
function closeAllWide(pages: readonly ReleasePage[], plan: ReleaseTerms): Credited {
  const carry = widen(createCarry().state);
  const sum = nothingCredited();
  for (const page of pages.toReversed()) closeWide(page, page.size - 1, carry, compileTerms(plan), sum);
  return sum;
}

/** Tomorrow's forest: what was settled today counts from now on, and other cash is settled. */
function nextDay(members: Forest, closed: readonly Closed[]): Forest {
  return members.map((member, i) => {
    const { balance, teamVolume, remaining } = closed[i]!;
    const volumeToday = member.orders.length === 0 ? -member.volumeToday : member.volumeToday / 2n;
    const ownVolume = member.ownVolume + volumeToday;
    return {
      ...member,
      balance,
      teamVolume,
      volumeToday,
      ownVolume: ownVolume < 0n ? 0n : ownVolume > MAX_AMOUNT ? BigInt(MAX_AMOUNT) : ownVolume,
      orders: member.orders.map(({ daily }, k) => ({ remaining: remaining[k]!, daily })),
    };
  });
}

const sizes = [
  { size: 'usual amounts', forestOf: forests(), termsOf: termsWithin(30_000_000) },
  {
    size: 'amounts near 2^53',
    forestOf: forests({ members: 15, giants: true }),
    termsOf: fc.oneof(termsWithin(MAX_AMOUNT), termsWithin(30_000_000)),
  },
];
const cutsOf = fc.array(fc.nat(200), { maxLength: 6 });

describe.each(sizes)('$size', ({ forestOf, termsOf }) => {
  law('one backward pass pays what the definition says, day after day', forestOf, termsOf, (members, plan) => {
    let today = members;
    for (let day = 1; day <= 3; day++) {
      const [page] = pagesOf(today) as [ReleasePage];
      const credited = closeAll([page], plan);
      const expected = closedByOracle(today, closeByDefinition(today, oracleTerms(plan)));
      expect(lines(closedByKernel([page]))).toBe(lines(expected));
      expect(credited).toEqual(totalsOf(expected));
      today = nextDay(today, expected);
    }
  });

  law('where pages are cut changes nothing, through a checkpoint or not', forestOf, termsOf, cutsOf, (...given) => {
    const [members, plan, cuts] = given;
    const whole = pagesOf(members);
    const cut = pagesOf(members, cuts);
    const checkpointed = pagesOf(members, cuts);
    const credited = closeAll(whole, plan);
    expect(closeAll(cut, plan)).toEqual(credited);
    expect(closeAll(checkpointed, plan, true)).toEqual(credited);
    expect(lines(closedByKernel(cut))).toBe(lines(closedByKernel(whole)));
    expect(lines(closedByKernel(checkpointed))).toBe(lines(closedByKernel(whole)));
  });

  law(
    'the carry at a place is the same text wherever pages were cut before it',
    forestOf,
    termsOf,
    cutsOf,
    (...given) => {
      const [members, plan, cuts] = given;
      const carryAt = (pages: readonly ReleasePage[]) => {
        const carry = createCarry();
        for (const page of pages.slice(1).toReversed()) closePage(page, carry, plan);
        return carryToJson(carry);
      };
      const place = cuts[0] ?? 3;
      const later = cuts.slice(1).filter((cut) => cut % (members.length + 1) >= place % (members.length + 1));
      expect(carryAt(pagesOf(members, [place, ...later]))).toBe(carryAt(pagesOf(members, [place])));
    },
  );

  law('doubles and big integers agree', forestOf, termsOf, cutsOf, (members, plan, cuts) => {
    const pages = pagesOf(members, cuts);
    const wide = pagesOf(members, cuts);
    expect(closeAllWide(wide, plan)).toEqual(closeAll(pages, plan));
    expect(lines(closedByKernel(wide))).toBe(lines(closedByKernel(pages)));
  });

  law(
    'what is credited is what the orders lost, pays what is owed, then the balance; nothing leaves its range',
    forestOf,
    termsOf,
    (members, plan) => {
      const before = structuredClone(members);
      const pages = pagesOf(members);
      closeAll(pages, plan);
      closedByKernel(pages).forEach((after, i) => {
        const held = before[i]!.orders.reduce((sum, order) => sum + order.remaining, 0n);
        const holds = after.remaining.reduce((sum, remaining) => sum + remaining, 0n);
        const credited = after.static + after.firstGeneration + after.secondGeneration + after.team + after.sameRank;
        expect(credited).toBe(held - holds);
        // What is owed is paid first (rules §5 Owed).
        const repaid = before[i]!.owed - after.owed;
        expect(after.balance - before[i]!.balance + repaid).toBe(credited);
        // All of it, or all that was credited.
        expect(after.owed === 0n || repaid === credited).toBe(true);
        expect(repaid <= credited).toBe(true);
        expect(
          Object.values(after)
            .flat()
            .filter((figure) => figure < 0 || figure > MAX_AMOUNT),
        ).toEqual([]);
      });
    },
  );
});
