import fc from 'fast-check';
import { isCreditCode } from './creditCode';

test.each(['91350100M000100Y43', '91110108551385082Q', '91440300708461136T', '91330100799655058B'])(
  '%s is a code',
  (code) => expect(isCreditCode(code)).toBe(true),
);

test.each(['', '9135010M000100Y43', '91350100M000100Y430', '91350100m000100y43', '91350100M000100O43'])(
  '"%s" is none',
  (code) => expect(isCreditCode(code)).toBe(false),
);

test('one wrong character is always seen', () => {
  const code = '91350100M000100Y43';
  const others = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
  fc.assert(
    fc.property(fc.nat(17), fc.constantFrom(...others), (at, other) => {
      fc.pre(code[at] !== other);
      expect(isCreditCode(code.slice(0, at) + other + code.slice(at + 1))).toBe(false);
    }),
  );
});
