import { ROOMS, sources } from './sources';

/** Names that are not ours to choose, and who chose them. */
const GIVEN: Record<string, string> = {
  'client/custom-tab-bar': 'WeChat looks for the own tab bar under this name',
};

it('a code file, and its folder, is named in camelCase, or in PascalCase for a component', () => {
  const isPlain = (part: string): boolean => /^_?[A-Za-z][A-Za-z0-9]*$/.test(part);
  // What comes after the name says what a file is to a tool: .test, .config, .browser, .weapp.
  const isNamed = (path: string): boolean => path.split('/').every((part) => isPlain(part.split('.')[0]!));
  const found = [...sources.keys()].filter(
    (path) => !isNamed(path) && !Object.keys(GIVEN).some((given) => path.startsWith(`${given}/`)),
  );
  expect(found).toEqual([]);
});

it('a name in PascalCase is a component’s', () => {
  const found = [...sources.keys()].filter((path) => /\/[A-Z][^/]*$/.test(path) && !path.endsWith('.tsx'));
  expect(found).toEqual([]);
});

it('every given name is there', () => {
  for (const given of Object.keys(GIVEN)) expect([...sources.keys()].some((path) => path.startsWith(given))).toBe(true);
  expect(ROOMS.length).toBeGreaterThan(6);
});
