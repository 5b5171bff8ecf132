import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultOf, tableOf, weigh } from '../../scripts/built/sizes';

test('every package of the mini-program keeps its budget', () => {
  const weights = weigh(join(__dirname, '../..'), 'weapp');
  expect(weights.length).toBeGreaterThan(4);
  expect(weights.flatMap((weight) => faultOf(weight) ?? [])).toEqual([]);
});

describe('what is weighed', () => {
  let root: string;
  const write = (path: string, bytes: number) => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), 'x'.repeat(bytes));
  };
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'sizes-'));
    const budgets = {
      weapp: { main: 30, 'packages/order': 10, 'packages/gone': 5 },
      h5: { firstVisitBrotli: 100 },
      functions: { shop: 7 },
    };
    write('config/budgets.json', 0);
    writeFileSync(join(root, 'config/budgets.json'), JSON.stringify(budgets));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test('is each package by itself, and a fault names it: over, without a budget, not built', () => {
    write('dist/weapp/app.js', 10);
    write('dist/weapp/pages/home/index.js', 15);
    write('dist/weapp/packages/order/goods/index.js', 12);
    write('dist/weapp/packages/new/index.js', 1);
    const weights = weigh(root, 'weapp');
    expect(weights.map(({ part, bytes }) => [part, bytes])).toEqual([
      ['main', 25],
      ['packages/new', 1],
      ['packages/order', 12],
      ['packages/gone', undefined],
    ]);
    expect(weights.map(faultOf)).toEqual([
      undefined,
      'packages/new has no budget',
      'packages/order is 2 bytes over its budget',
      'packages/gone has a budget and is not built',
    ]);
    expect(tableOf('weapp', weights)).toMatch(/^packages\/order +0\.0 +0\.0 {2}packages\/order is 2 bytes over/m);
  });

  test('of H5 is the page and what it asks for, packed where it can be; of a function all that is uploaded', () => {
    const page = '<script src="./js/app.1.js"></script><link href="./css/app.1.css"><link href="data:,">';
    write('dist/h5/index.html', 0);
    writeFileSync(join(root, 'dist/h5/index.html'), page);
    write('dist/h5/js/app.1.js', 500);
    write('dist/h5/js/app.1.js.br', 5);
    write('dist/h5/css/app.1.css', 3);
    write('dist/h5/js/later.2.js', 900);
    expect(weigh(root, 'h5')).toEqual([{ part: 'firstVisitBrotli', bytes: page.length + 8, budget: 100 }]);
    write('dist/cloudfunctions/shop/index.js', 4);
    write('dist/cloudfunctions/shop/package.json', 3);
    write('dist/cloudfunctions/database.json', 50);
    expect(weigh(root, 'functions')).toEqual([{ part: 'shop', bytes: 7, budget: 7 }]);
  });

  test('must have been built', () => {
    expect(() => weigh(root, 'functions')).toThrow('dist/cloudfunctions is missing: npm run build:functions');
  });
});
