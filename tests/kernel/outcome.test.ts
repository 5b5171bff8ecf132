import { done, fen, Invariant, invariant, refuse, refusingOverflow, seenAs } from '@shared/kernel';

test('an action is done, or refused with its figures', () => {
  expect(done(7)).toEqual({ ok: true, value: 7 });
  expect(refuse('sale/nothing')).toEqual({ ok: false, refusal: { code: 'sale/nothing', figures: {} } });
  expect(refuse('sale/x', { asked: 3 })).toEqual({ ok: false, refusal: { code: 'sale/x', figures: { asked: 3 } } });
});

test('an amount that would reach 2^53 refuses the whole action', () => {
  expect(refusingOverflow(() => done(fen(2 ** 53)))).toEqual({
    ok: false,
    refusal: { code: 'amount/tooLarge', figures: { why: 'fen would pass 9007199254740991 units' } },
  });
  expect(refusingOverflow(() => done(fen(1)))).toEqual(done(1));
  expect(refusingOverflow(() => refuse('sale/nothing'))).toEqual(refuse('sale/nothing'));
});

test('a mistake of our own goes on', () => {
  expect(() => refusingOverflow(() => done(fen(-1)))).toThrow(Invariant);
  expect(() => invariant(false, 'never')).toThrow(new Invariant('never'));
  expect(() => invariant(true, 'never')).not.toThrow();
});

test('an outcome is seen in part, a refusal as it is', () => {
  expect(seenAs(done(7), (n) => n + 1)).toEqual(done(8));
  expect(seenAs(refuse('sale/nothing'), () => 1)).toEqual(refuse('sale/nothing'));
});
