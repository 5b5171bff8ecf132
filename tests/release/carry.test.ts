// What crosses a page boundary: written and read exactly, refused in words where it is none, in doubles only while they
// are exact.
import { Invariant, MAX_AMOUNT } from '@shared/kernel';
import { carryFromJson, carryToJson, createCarry } from '@shared/rules/release';
import { growNarrow, type NarrowCarry, narrow, type WideCarry, widen } from '@shared/rules/release/carry';

describe('text that is no carry', () => {
  it.each([
    ['{}', 'not a carry'],
    ['null', 'not a carry'],
    ['[]', 'not a carry'],
    ['[0,0]', 'not a carry'],
    ['[0,0,{}]', 'not a carry'],
    ['[0,0,[],0]', 'not a carry'],
    ['{"0":0,"1":0,"2":[],"length":3}', 'not a carry'],
    ['[0,0,[7]]', 'not a level of a carry'],
    ['[0,0,[[0]]]', 'not a level of a carry'],
    ['[0,0,[[0,1,2,3,4,5,6]]]', 'not a level of a carry'],
    ['[0,0,[[0,1,2,3,4,5,[],7]]]', 'not a level of a carry'],
    ['[0,0,[{"0":0,"1":0,"2":0,"3":0,"4":0,"5":0,"6":[],"length":7}]]', 'not a level of a carry'],
    ['["x",0,[]]', 'no whole number in a carry: x'],
    ['["",0,[]]', 'no whole number in a carry: '],
    ['["1x",0,[]]', 'no whole number in a carry: 1x'],
    ['["x1",0,[]]', 'no whole number in a carry: x1'],
    ['[0.5,0,[]]', 'no whole number in a carry: 0.5'],
    ['[0,9007199254740993,[]]', 'no whole number in a carry: 9007199254740992'],
    ['[0,0,[[0,1,2,3,4,5,[[0,6,7]]]]]', 'ranks of a carry that do not rise'],
    ['[0,0,[[0,1,2,3,4,5,[[2,6,7],[2,6,7]]]]]', 'ranks of a carry that do not rise'],
    ['[0,0,[[0,1,2,3,4,5,[["2",6,7]]]]]', 'ranks of a carry that do not rise'],
    ['[0,0,[[-1,1,2,3,4,5,[]]]]', 'levels of a carry that do not rise'],
    ['[0,0,[[1,1,2,3,4,5,[]],[1,1,2,3,4,5,[]]]]', 'levels of a carry that do not rise'],
    ['[0,0,[[0.5,1,2,3,4,5,[]]]]', 'levels of a carry that do not rise'],
  ])('%s: %s', (text, words) => expect(() => carryFromJson(text)).toThrow(new Invariant(words)));
});

/** A carry of three levels, the ranks of their lists many and few. */
const wide = (): WideCarry => ({
  form: 'wide',
  staticSeen: 1_000n,
  volumeSeen: 2_000n,
  levels: [0, 2, 7].map((depth, at) => ({
    depth,
    children: BigInt(depth + 11),
    grandchildren: BigInt(depth + 22),
    line: BigInt(depth + 33),
    open: BigInt(depth + 44),
    volume: BigInt(55 - 20 * depth),
    pending: Array.from({ length: at * 70 }, (_, k) => ({
      rank: 2 * k + 1,
      static: BigInt(100 + k),
      below: BigInt(1_000 * at + k),
    })),
  })),
});

describe('a carry in doubles', () => {
  it('holds what it held in big integers, whatever its length', () => {
    const made = narrow(wide(), 1_000)!;
    expect(made.form).toBe('narrow');
    expect([...made.seen]).toEqual([1_000, 2_000]);
    expect(widen(made)).toEqual(wide());
    const text = carryToJson({ state: wide() });
    expect(carryToJson({ state: made })).toBe(text);
    expect(carryFromJson(text)).toEqual({ state: wide() });
  });

  it('is one only while its sums are exact', () => {
    expect(narrow(wide(), 999)).toBeUndefined();
    const cash = (volumeSeen: bigint) => narrow({ ...wide(), volumeSeen }, 1_000);
    expect(cash(BigInt(MAX_AMOUNT))?.form).toBe('narrow');
    expect(cash(BigInt(MAX_AMOUNT) + 1n)).toBeUndefined();
    const made = narrow(wide(), 1_000)!;
    expect(narrow(made, 1_000)).toBe(made);
    expect(narrow(made, 999)).toBeUndefined();
  });

  it('in big integers stays itself', () => {
    const carry = wide();
    expect(widen(carry)).toBe(carry);
  });

  it('grows only where it must', () => {
    const carry = createCarry().state as NarrowCarry;
    const { links, sums } = carry;
    const levels = links.length / 2;
    expect(growNarrow(carry)).toBe(false);
    carry.top = levels - 2;
    expect(growNarrow(carry)).toBe(false);
    expect([carry.links, carry.sums]).toEqual([links, sums]);
    expect(carry.links).toBe(links);
    carry.top = levels - 1;
    const stored = carry.pending.links;
    expect(growNarrow(carry)).toBe(true);
    expect([carry.links.length, carry.sums.length]).toEqual([2 * links.length, 2 * sums.length]);
    expect([...carry.links.slice(0, links.length)]).toEqual([...links]);
    // There was room for another pending entry: that store is as it was.
    expect(carry.pending.links).toBe(stored);
  });
});
