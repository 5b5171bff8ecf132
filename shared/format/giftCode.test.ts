import { readGiftCode, showGiftCode } from './giftCode';

test('a code is read however it was typed, and shown in two halves', () => {
  expect(readGiftCode(' kj4wq-7n2xp ')).toBe('KJ4WQ7N2XP');
  expect(showGiftCode('KJ4WQ7N2XP')).toBe('KJ4WQ-7N2XP');
});

test.each(['', 'KJ4WQ7N2X', 'KJ4WQ7N2XPP', 'KJ4WQ7N2X0', 'KJ4WQ7N2XI'])('%j is none', (typed) => {
  expect(readGiftCode(typed)).toBeUndefined();
});
