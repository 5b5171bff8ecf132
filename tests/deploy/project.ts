import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { check } from '../../scripts/deploy/check/check';
import { faultLine } from '../../scripts/deploy/check/fault';
import type { Given } from '../../scripts/deploy/variables';
import { scratchFolder } from '../scratch';

const json = (value: unknown): string => JSON.stringify(value, null, 2);

/** A whole project in a few lines: one page, one function, one collection. */
export const SOUND: Readonly<Record<string, string>> = {
  'client/pages/home/index.tsx': `import Taro from '@tarojs/taro';\nexport const copy = (data: string) => Taro.setClipboardData({ data });\n`,
  'config/privacy.json': json({ entries: { setClipboardData: { entry: '剪切板', why: '复制订单号' } } }),
  'config/budgets.json': json({ weapp: { main: 20_000, 'packages/order': 4_000 }, functions: { shop: 20_000 } }),
  'dist/weapp/app.json': json({
    pages: ['pages/home/index'],
    subPackages: [{ root: 'packages/order', pages: ['order/index'] }],
  }),
  'dist/weapp/app.js': 'App({});\n',
  'dist/weapp/app.wxss': '.sheet-body { flex: none; }\n',
  'dist/weapp/pages/home/index.js': 'Page({ data: { a: 1 } });\n',
  'dist/weapp/pages/home/index.wxml': '<view>{{a}}</view>\n',
  'dist/weapp/pages/home/index.wxss': '@import "../../app.wxss";\n.home { color: red; }\n',
  'dist/weapp/packages/order/order/index.js': 'Page({});\n',
  'dist/weapp/packages/order/order/index.wxml': '<view/>\n',
  'dist/cloudfunctions/shop/index.js': `// cloudfunctions/shop/index.ts
var BUDGET_MS = 4e4;
exports.main = async () => {
  startBudget(Number(process.env.SHOP_BUDGET_MS ?? BUDGET_MS));
  return cloud.openapi.security.msgSecCheck({ content: process.env.PHONE_KEY });
};
function startBudget() {}
var ASKED = 'probe';
`,
  'dist/cloudfunctions/shop/config.json': json({
    timeout: 60,
    memorySize: 256,
    permissions: { openapi: ['security.msgSecCheck'] },
    triggers: [{ name: 'settle', type: 'timer', config: '0 0,30 8-23 * * * *' }],
  }),
  'cloudfunctions/variables.json': json({
    variables: {
      PHONE_KEY: {
        functions: ['shop'],
        required: true,
        secret: true,
        changedBy: 'rekey',
        pattern: '^.{32,}$',
        what: 'key for phones',
      },
      PHONE_KEY_BEFORE: {
        functions: ['shop'],
        secret: true,
        changedBy: 'rekey',
        pattern: '^.{32,}$',
        what: 'key of before',
      },
      SHOP_BUDGET_MS: { functions: ['shop'], secret: false, what: 'time of one call' },
      SMS_PROVIDER: { functions: ['shop'], secret: false, what: 'who sends codes' },
      SMS_URL: {
        functions: ['shop'],
        requiredWhen: { SMS_PROVIDER: 'https' },
        secret: false,
        pattern: '^https://',
        what: 'where codes are posted to',
      },
    },
  }),
  'cloudfunctions/queries.json': json({
    queries: [
      { collection: 'orders', equal: ['memberId'], narrowed: [], order: [['placedAtMs', -1]], fields: 1, by: ['shop'] },
      { collection: 'orders', equal: ['orderNo'], narrowed: [], order: [], fields: 1, by: ['shop'] },
    ],
  }),
  'cloudfunctions/database.json': json({
    collections: {
      orders: {
        indexes: [
          {
            name: 'memberId_placedAtMs',
            fields: [
              { name: 'memberId', direction: '1' },
              { name: 'placedAtMs', direction: '-1' },
            ],
          },
          { name: 'orderNo', fields: [{ name: 'orderNo', direction: '1' }], unique: true },
        ],
      },
    },
  }),
};

/** Writes a project into a folder of its own; `changes` replace files of the sound one, undefined leaves one out. */
export function writeProject(changes: Readonly<Record<string, string | undefined>> = {}): string {
  const root = scratchFolder('deploy-project');
  for (const [path, text] of Object.entries({ ...SOUND, ...changes })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The faults that the check finds in the project with these changes, as lines. */
export async function faultsOf(
  changes: Readonly<Record<string, string | undefined>> = {},
  { given, runtime = 'Nodejs18.15' }: { given?: Given; runtime?: string } = {},
): Promise<string[]> {
  const root = writeProject(changes);
  try {
    return (await check({ root, runtime, given, isCompiled: false, log: () => {} })).map(faultLine);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** A file of the sound project with one text in it replaced. */
export function changed(path: string, from: string | RegExp, to: string): Record<string, string> {
  const text = SOUND[path]!;
  const after = text.replace(from, to);
  if (after === text) throw new Error(`${path} has no ${String(from)}`);
  return { [path]: after };
}
