import { actions } from '@shared/contract';
import { budgets, platformRows } from '../../bench/actions/budgets';
import { everyCase } from '../../bench/actions/cases';

test('every action of the contract has a case, each under a row of its own', () => {
  const cases = everyCase();
  expect([...new Set(cases.map(({ action }) => action))].toSorted()).toEqual(
    actions.map(({ name }) => name).toSorted(),
  );
  expect(new Set(cases.map(({ row }) => row)).size).toBe(cases.length);
});

test('an action without a case ends the bench before it begins', () => {
  expect(() => everyCase([...actions, { name: 'shop.newAction' as never }])).toThrow('no case of shop.newAction');
  expect(() => everyCase(actions, {})).toThrow('no case of');
});

test('every budget is of a row that there is, and a chain is never longer than the requests', () => {
  const rows = new Set<string>([...everyCase().map(({ row }) => row), ...platformRows]);
  expect(Object.keys(budgets).filter((row) => !rows.has(row))).toEqual([]);
  for (const { requests, chain = 1 } of Object.values(budgets)) expect(chain).toBeLessThanOrEqual(requests);
});
