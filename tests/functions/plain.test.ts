import fc from 'fast-check';
import { withoutUndefined } from '../../cloudfunctions/_platform/plain';

test('a document is written as JSON would write it', () => {
  const documents = fc.object({
    withNullPrototype: true,
    values: [fc.integer(), fc.constantFrom(-0, undefined, null, 'x')],
  });
  fc.assert(
    fc.property(documents, (document) => {
      expect(withoutUndefined(document)).toStrictEqual(JSON.parse(JSON.stringify(document)));
    }),
  );
});

test.each<[string, object, boolean]>([
  ['plain', { a: [1, { b: 'x', c: null }], d: true }, true],
  ['undefined', { a: [1, { b: undefined }] }, false],
  ['a gap', { a: [1, undefined] }, false],
  ['a zero below zero', { a: [-0] }, false],
  ['a date', { a: new Date(0) }, false],
])('what is %s is written as it is or anew', (_what, document, isSame) => {
  expect(withoutUndefined(document) === document).toBe(isSame);
  expect(withoutUndefined(document)).toStrictEqual(JSON.parse(JSON.stringify(document)));
});
