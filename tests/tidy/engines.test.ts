import { below, isTest, type Node, programOf, sources } from './sources';

// What is green on the machine of a developer and fails, or weighs, on the one where it runs.

const code = [...sources.keys()].filter((path) => !path.startsWith('tests/') && !isTest(path));

it('zod is imported as a whole module: by its name `z` each function would carry its fifty languages', () => {
  const imports = code.flatMap((path) =>
    [...sources.get(path)!.matchAll(/^import .*from 'zod';$/gm)].map(([line]) => `${path}: ${line}`),
  );
  expect(imports.length).toBeGreaterThan(5);
  expect(imports.filter((line) => !/: import (type )?\* as z from 'zod';$/.test(line))).toEqual([]);
});

it('nothing that may reach a phone raises to a power: a build turns `**` into Math.pow, which throws on big integers', () => {
  const isPower = ({ type, operator }: Node): boolean =>
    (type === 'BinaryExpression' && operator === '**') || (type === 'AssignmentExpression' && operator === '**=');
  const found = below('shared', 'client').filter((path) => !isTest(path) && programOf(path).some(isPower));
  expect(found).toEqual([]);
});
