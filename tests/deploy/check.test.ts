// What would not run on the platform is found before it is uploaded, each with its place.
import { changed, faultsOf } from './project';

const CONFIG = 'dist/cloudfunctions/shop/config.json';
const BUNDLE = 'dist/cloudfunctions/shop/index.js';

it('finds nothing in a sound project', async () => expect(await faultsOf()).toEqual([]));

const broken: readonly (readonly [what: string, changes: Record<string, string>, fault: string])[] = [
  [
    "a selector that the platform's compiler does not take",
    changed('dist/weapp/app.wxss', '.sheet-body {', '.sheet-body > * {'),
    'dist/weapp/app.wxss:1:15: wcsc: error at token `*`',
  ],
  [
    'a template that does not close',
    changed('dist/weapp/pages/home/index.wxml', '</view>', '</vieww>'),
    'dist/weapp/pages/home/index.wxml:1:13: wcc: expect end-tag `view`., near `vieww`',
  ],
  [
    'a class field',
    changed('dist/weapp/pages/home/index.js', 'Page(', 'class A {\n  size = 1;\n}\nPage('),
    'dist/weapp/pages/home/index.js:2:3: a class field is newer than ES2018',
  ],
  [
    'an index that is not declared',
    changed('cloudfunctions/database.json', '"name": "placedAtMs"', '"name": "paidAtMs"'),
    'cloudfunctions/database.json, orders: no index serves "orders: memberId by -placedAtMs", asked by shop',
  ],
  [
    'a query that would read the whole collection',
    changed('cloudfunctions/database.json', /"name": "orderNo"(,\s+"direction")/, '"name": "no"$1'),
    'cloudfunctions/database.json, orders: no index serves "orders: orderNo", asked by shop',
  ],
  [
    'an index that is gone where a worse one is left',
    changed('cloudfunctions/queries.json', '"fields": 1', '"fields": 2'),
    '"orders: memberId by -placedAtMs", asked by shop, is narrowed by 1 field(s): the index that did by 2 is gone',
  ],
  [
    'a range over a field without an index',
    changed(
      'cloudfunctions/queries.json',
      /"equal": \[\s*"orderNo"\s*\],\s*"narrowed": \[\]/,
      '"equal": [], "narrowed": ["paidAtMs"]',
    ),
    'cloudfunctions/database.json, orders: no index serves "orders: paidAtMs?", asked by shop',
  ],
  [
    'a permission that is missing',
    changed(CONFIG, '"security.msgSecCheck"', ''),
    'cloudfunctions/shop/config.json: permissions.openapi lacks "security.msgSecCheck", which cloudfunctions/shop/index.ts calls',
  ],
  [
    'a permission that nothing needs',
    changed(CONFIG, '"security.msgSecCheck"', '"security.msgSecCheck", "wxacode.getUnlimited"'),
    'cloudfunctions/shop/config.json: permissions.openapi declares "wxacode.getUnlimited", which nothing calls',
  ],
  [
    'an open interface that is called by a computed name',
    {
      ...changed(BUNDLE, '.security.msgSecCheck', '.security[name]'),
      ...changed(CONFIG, '"security.msgSecCheck"', ''),
    },
    'cloudfunctions/shop/index.ts: calls an open interface by a computed name',
  ],
  [
    'no timeout',
    changed(CONFIG, '"timeout": 60,', ''),
    'cloudfunctions/shop/config.json: "timeout" is missing: the platform would cut the function after 3 s',
  ],
  [
    'a timeout before the work is done',
    changed(CONFIG, '"timeout": 60', '"timeout": 45'),
    'cloudfunctions/shop/config.json: "timeout" is 45 s, but cloudfunctions/shop/index.ts plans for 40 s and needs 10 s to finish',
  ],
  [
    'a package above its budget',
    changed('config/budgets.json', '20000', '200'),
    'dist/weapp, main: 0.3 KB is above its budget of 0.2 KB (config/budgets.json)',
  ],
  [
    'a main package above the limit',
    {
      ...changed('config/budgets.json', /"weapp": \{[^}]*\}/, '"weapp": {}'),
      'dist/weapp/big.js': ' '.repeat(1 << 20),
    },
    'dist/weapp, main: 1024.3 KB is above the limit of 1024.0 KB',
  ],
  [
    'a function that cannot be loaded',
    changed(BUNDLE, 'exports.main =', 'exports.other ='),
    'dist/cloudfunctions/shop/index.js: cannot be loaded: Error: exports no main',
  ],
  [
    'a variable that nobody declared',
    changed(BUNDLE, 'process.env.PHONE_KEY', 'process.env.PHONE_KYE'),
    'cloudfunctions/shop/index.ts: reads PHONE_KYE, which cloudfunctions/variables.json does not declare for the function shop',
  ],
  [
    'a variable that is declared for another function',
    changed(BUNDLE, 'process.env.PHONE_KEY', "variable2('OTHER_KEY')"),
    'cloudfunctions/shop/index.ts: reads OTHER_KEY, which cloudfunctions/variables.json does not declare for the function shop',
  ],
  [
    'a call without its entry in the privacy guide',
    {
      ...changed('client/pages/home/index.tsx', 'setClipboardData', 'chooseAddress'),
      ...changed('dist/weapp/app.json', '"pages"', '"requiredPrivateInfos": ["chooseAddress"], "pages"'),
    },
    'client/pages/home/index.tsx:2: chooseAddress needs the entry "通讯地址" of the privacy guide',
  ],
  [
    'a call about places that the configuration does not name',
    {
      ...changed('client/pages/home/index.tsx', 'setClipboardData', 'chooseAddress'),
      ...changed('config/privacy.json', 'setClipboardData', 'chooseAddress'),
    },
    'client/pages/home/index.tsx:2: chooseAddress is not in requiredPrivateInfos of dist/weapp/app.json',
  ],
  [
    'a call about places that is named for nothing',
    changed('dist/weapp/app.json', '"pages"', '"requiredPrivateInfos": ["getLocation"], "pages"'),
    'dist/weapp/app.json: requiredPrivateInfos names getLocation, which nothing calls',
  ],
];

it.each(broken)('finds %s', async (_, changes, fault) => {
  const found = await faultsOf(changes);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(fault);
});

it('holds methods against the chosen runtime', async () => {
  const changes = changed(BUNDLE, 'function startBudget() {}', 'const startBudget = (list) => list.findLast(Boolean);');
  expect(await faultsOf(changes)).toEqual([]);
  expect(await faultsOf(changes, { runtime: 'Nodejs16.13' })).toEqual([
    'cloudfunctions/shop/index.ts: findLast() is of Node 18, the function shop runs on Nodejs16.13',
  ]);
});

it('names each variable that is missing, malformed or in the wrong place, and never its value', async () => {
  const given = (values: Record<string, string>, environment: Record<string, string>) =>
    faultsOf({}, { given: { values, environment } });
  const key = 'k'.repeat(32);
  expect(await given({}, {})).toEqual([
    'environment variable PHONE_KEY: is missing and needed by shop: key for phones',
  ]);
  expect(await given({ SMS_PROVIDER: 'https' }, { PHONE_KEY: key })).toEqual([
    'deploy.config.json, variables.SMS_URL: is missing and needed by shop since SMS_PROVIDER is https: where codes are posted to',
  ]);
  expect(await given({ PHONE_KEY: key, SMS_PROVDER: 'x' }, { PHONE_KEY: 'short' })).toEqual([
    'deploy.config.json, variables.PHONE_KEY: PHONE_KEY is secret: take it out and set it in the environment',
    'deploy.config.json, variables.SMS_PROVDER: no function reads SMS_PROVDER',
    'environment variable PHONE_KEY: is not of the form ^.{32,}$: key for phones',
  ]);
});
