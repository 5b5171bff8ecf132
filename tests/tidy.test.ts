// The house's habits as a test (docs/decisions.md): who may import whom, exact money, no clock or chance in the rules,
// short files, plain names, a glossary that is true.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { below, importsOf, isTest, type Node, programOf, ROOMS, roomOf, root, sources } from './tidy/sources';

describe('who may import whom', () => {
  /** Rooms and packages that each folder of shared/ may import, besides its own. */
  const SHARED: Record<string, string[]> = {
    kernel: ['dayjs', 'decimal.js'],
    plans: ['shared/kernel', 'zod'],
    ledger: ['shared/kernel'],
    machines: ['shared/kernel'],
    format: ['shared/kernel'],
    rules: ['shared/kernel', 'shared/plans', 'shared/ledger', 'shared/machines'],
    simulate: ['shared/kernel', 'shared/plans', 'shared/ledger', 'shared/machines', 'shared/rules', 'config', 'zod'],
    explain: ['shared/kernel', 'shared/plans', 'shared/rules', 'shared/format', 'shared/contract'],
    search: [],
    regions: ['@vant'],
    asks: [],
    roles: [],
    stays: ['shared/kernel'],
    vouchers: ['shared/kernel'],
    proofs: [],
    contract: [
      'shared/asks',
      'shared/roles',
      'shared/kernel',
      'shared/format',
      'shared/plans',
      'shared/ledger',
      'shared/machines',
      'zod',
    ],
  };
  const strangers = (paths: string[], mayImport: (room: string, of: string, isType: boolean) => boolean) =>
    paths.flatMap((path) =>
      importsOf(path).flatMap(({ what, isType }) =>
        roomOf(what) === roomOf(path) || mayImport(roomOf(what), path, isType) ? [] : [`${path}: ${what}`],
      ),
    );

  it('there are rules for every folder of shared/', () => {
    expect(readdirSync(join(root, 'shared')).toSorted()).toEqual(Object.keys(SHARED).toSorted());
  });

  it.each(Object.keys(SHARED))('shared/%s', (folder) => {
    const paths = below(`shared/${folder}`).filter((path) => !isTest(path));
    expect(strangers(paths, (room) => SHARED[folder]!.includes(room))).toEqual([]);
  });

  /** The rooms that the functions share, each standing on those before it. */
  const CLOUD = [
    '_platform',
    '_store',
    '_actions',
    '_plans',
    '_books',
    '_orders',
    '_settle',
    '_exits',
    '_collectibles',
    '_exchange',
    '_withdrawals',
    '_closing',
  ];

  it('each room of cloudfunctions/ stands on those before it, a function on all of them, never on another function', () => {
    const folders = readdirSync(join(root, 'cloudfunctions'), { withFileTypes: true });
    const rooms = folders.filter((entry) => entry.isDirectory() && entry.name.startsWith('_'));
    expect(rooms.map(({ name }) => name).toSorted()).toEqual(CLOUD.toSorted());
    const paths = below('cloudfunctions').filter((path) => !isTest(path));
    const place = (room: string) => CLOUD.indexOf(room.slice('cloudfunctions/'.length));
    const may = (room: string, of: string) => {
      if (room === 'cloudfunctions/variables.json') return of === 'cloudfunctions/_platform/variables.ts';
      if (!room.startsWith('cloudfunctions/'))
        return room.startsWith('shared/') || room === 'config' || !ROOMS.includes(room.split('/')[0]!);
      const own = place(roomOf(of));
      return place(room) >= 0 && (own < 0 || place(room) < own);
    };
    expect(strangers(paths, may)).toEqual([]);
  });

  it('functions refuse by the contract, which knows the figures of each code', () => {
    const refusing = below('cloudfunctions').filter((path) =>
      /import \{[^}]*\brefuse\b[^}]*\} from '@shared\/kernel'/.test(sources.get(path)!),
    );
    expect(refusing).toEqual([]);
  });

  it("one file writes an order's states and record", () => {
    // Cases of after-sales and withdrawals have a record of their own.
    const writing = below('cloudfunctions').filter(
      (path) => !/\/cases(\/|\.ts)|\/_withdrawals\/step\.ts/.test(path) && /\blog: \[(?!\])/.test(sources.get(path)!),
    );
    expect(writing).toEqual(['cloudfunctions/_orders/step.ts']);
  });

  it('the client imports types of the contract, how amounts are shown and fields are checked; never a rule', () => {
    const may = (room: string, _of: string, isType: boolean) =>
      room === 'shared/format' ||
      room === 'shared/asks' ||
      room === 'shared/roles' ||
      // A proof that is checked elsewhere proves nothing.
      room === 'shared/proofs' ||
      (room === 'shared/contract' && isType) ||
      !ROOMS.includes(room.split('/')[0]!);
    expect(
      strangers(
        below('client').filter((path) => !isTest(path)),
        may,
      ),
    ).toEqual([]);
  });

  it('nothing that is shipped imports the local cloud', () => {
    const paths = below('shared', 'cloudfunctions', 'client', 'config').filter((path) => !isTest(path));
    expect(strangers(paths, (room) => room !== 'localcloud')).toEqual([]);
  });

  it('a folder of shared/ is entered by its one door', () => {
    const inside = below(...ROOMS).filter((path) => !path.startsWith('tests/') && !path.startsWith('bench/'));
    const past = inside.flatMap((path) =>
      importsOf(path)
        .filter(({ what }) => /^shared\/\w+\/./.test(what) && roomOf(what) !== roomOf(path))
        .map(({ what }) => `${path}: ${what}`),
    );
    // The report is drawn only when it is asked for.
    expect(past.filter((line) => !line.endsWith('shared/simulate/report'))).toEqual([]);
  });

  it('a door holds no logic', () => {
    const doors = below('shared').filter((path) => path.endsWith('/index.ts'));
    expect(doors.length).toBeGreaterThan(8);
    const lines = (door: string) =>
      sources
        .get(door)!
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .split('\n')
        .filter((line) => line.trim() !== '' && !line.startsWith('//'))
        .join(' ');
    const isDoor = /^(\s*export (type )?(\*|\{[^}]*\}) from '[^']+';)+$/;
    expect(doors.filter((door) => !isDoor.test(lines(door)))).toEqual([]);
  });
});

const memberOf = (node: Node): string | undefined => {
  if (node.type !== 'MemberExpression') return undefined;
  const { object, property } = node as unknown as { object: Node; property: Node };
  return object.type === 'Identifier' ? `${object.value}.${property.value}` : undefined;
};

describe('money is exact', () => {
  const exact = below('shared/kernel', 'shared/plans', 'shared/ledger', 'shared/machines', 'shared/rules').filter(
    (path) => !isTest(path),
  );
  /** Where a division stands, and why it may. */
  const MAY_DIVIDE: Record<string, string> = {
    'shared/kernel/rounding.ts': 'the file that divides: each function is compared with big integers',
    'shared/kernel/day.ts': 'days, not money',
    'shared/plans/checks.ts': 'big integers, and half of a constant',
    'shared/rules/release/exact.ts': 'the one division of the release pass, with its proof',
    'shared/rules/release/terms.ts': 'rates by what divides them without a rest',
    'shared/rules/release/wide.ts': 'big integers',
    'shared/rules/release/narrow.ts': 'the release pass: sums shown to be below 2^53',
  };

  it('nothing is divided but where it is shown to be exact', () => {
    const dividing = exact.filter((path) =>
      programOf(path).some(
        (node) =>
          ((node.type === 'BinaryExpression' && ['/', '%'].includes(node.operator as string)) ||
            (node.type === 'AssignmentExpression' && ['/=', '%='].includes(node.operator as string))) &&
          true,
      ),
    );
    expect(dividing.filter((path) => !MAY_DIVIDE[path])).toEqual([]);
  });

  it('no number has a fraction, and none is read as one', () => {
    const fractions = exact.flatMap((path) =>
      programOf(path).flatMap((node) => {
        if (node.type === 'NumericLiteral' && !Number.isInteger(node.value)) return [`${path}: ${node.value}`];
        const isFloat =
          node.type === 'Identifier' && ['parseFloat', 'toFixed', 'toPrecision'].includes(node.value as string);
        return isFloat ? [`${path}: ${node.value}`] : [];
      }),
    );
    expect(fractions).toEqual([]);
  });

  it('of Math, only what whole numbers keep', () => {
    const allowed = ['Math.min', 'Math.max'];
    const used = exact
      .filter((path) => !MAY_DIVIDE[path])
      .flatMap((path) =>
        programOf(path).flatMap((node) => {
          const member = memberOf(node);
          return member?.startsWith('Math.') && !allowed.includes(member) ? [`${path}: ${member}`] : [];
        }),
      );
    expect(used).toEqual([]);
  });
});

describe('a phone’s clock may be wrong', () => {
  /** What of the client asks its own clock, and why it may: all else asks the shop's, `serverNow`. */
  const MAY_ASK: Record<string, string> = {
    'client/gateway/clock.ts': 'how far the shop’s clock is ahead of it',
    'client/gateway/kept.ts': 'when this device kept a value, told to whoever is without a network',
    'client/gateway/requestId.ts': 'a part of a random id',
    'client/packages/order/result/index.tsx': 'when this device asked',
    'client/state/sheetHistory.ts': 'a part of an id',
    'client/state/toldPayments.ts': 'since when this device waits',
    'client/pages/home/Sections.tsx': 'how long since an answer that told the shop’s clock',
    'client/features/goods/useNoteLook.ts': 'when a guest looked, kept on this device alone',
  };

  it('the client compares no moment of the shop with it', () => {
    const asks = [...sources.keys()].filter(
      (path) =>
        path.startsWith('client/') &&
        !isTest(path) &&
        programOf(path).some(
          (node) =>
            memberOf(node) === 'Date.now' ||
            (node.type === 'NewExpression' && (node.callee as Node).value === 'Date' && !(node.arguments as []).length),
        ),
    );
    expect(asks.toSorted()).toEqual(Object.keys(MAY_ASK).toSorted());
  });
});

describe('the rules know no clock, no chance and no machine', () => {
  const pure = below('shared').filter((path) => !isTest(path));
  const FORBIDDEN = [
    'process',
    'globalThis',
    'window',
    'document',
    'wx',
    'fetch',
    'setTimeout',
    'setInterval',
    'console',
  ];

  it('no time of day, no dice', () => {
    const found = pure.flatMap((path) =>
      programOf(path).flatMap((node) => {
        const member = memberOf(node);
        if (member === 'Math.random' || member === 'Date.now' || member === 'performance.now')
          return [`${path}: ${member}`];
        const made =
          node.type === 'NewExpression' && (node.callee as Node).value === 'Date' && !(node.arguments as []).length;
        const now =
          node.type === 'CallExpression' && (node.callee as Node).value === 'dayjs' && !(node.arguments as []).length;
        return made || now ? [`${path}: the time of day`] : [];
      }),
    );
    expect(found).toEqual([]);
  });

  it('nothing of Node, of a browser or of WeChat', () => {
    const found = pure.flatMap((path) => [
      ...importsOf(path).flatMap(({ what }) =>
        /^(node:|fs$|path$|crypto$|wx-)/.test(what) ? [`${path}: ${what}`] : [],
      ),
      ...programOf(path).flatMap((node) => {
        const { object } = node as { object?: Node };
        const callee = node.type === 'CallExpression' ? (node.callee as Node) : undefined;
        const name = (node.type === 'MemberExpression' ? object : callee)?.value as string | undefined;
        return name !== undefined && FORBIDDEN.includes(name) ? [`${path}: ${name}`] : [];
      }),
    ]);
    // The report's own page, opened in a browser, is text here.
    expect(found.filter((line) => !line.startsWith('shared/simulate/report/'))).toEqual([]);
  });

  it('and keep to what Node 16 knows, where the functions run', () => {
    const later = ['toSorted', 'toReversed', 'toSpliced', 'findLast', 'findLastIndex', 'structuredClone', 'groupBy'];
    const found = [...pure, ...below('cloudfunctions')]
      .filter((path) => !isTest(path) && !path.startsWith('shared/simulate/'))
      .flatMap((path) =>
        programOf(path).flatMap((node) => {
          const name = (node.type === 'MemberExpression' ? (node.property as Node).value : undefined) as
            | string
            | undefined;
          const called =
            node.type === 'CallExpression' ? ((node.callee as Node).value as string | undefined) : undefined;
          return later.includes(name ?? '') || called === 'structuredClone' ? [`${path}: ${name ?? called}`] : [];
        }),
      );
    expect(found).toEqual([]);
  });
});

describe('files and names', () => {
  /** Files that are longer than 400 lines, and why. */
  const LONG: Record<string, string> = {
    'shared/contract/refusals.ts': 'the figures of every refusal, one table',
    'client/copy/refusals.ts': 'the words of every refusal, one table that is complete by type',
    'tests/browser/refusals.browser.ts':
      'one world of a member, a shop and two administrators, in which one refusal after the other is met',
    'tests/conformance/stages.test.ts': 'one case after the other of what the SDK publishes',
    'tests/functions/exchange.test.ts': 'one world of a shop, holders and an exchange that answers one after the other',
    'tests/functions/exits.test.ts':
      'one world of sellers, a shop and what was redeemed, which the table of refusals asks about',
    'tests/functions/withdrawal.test.ts': 'one world, in which a member first comes to cash by days and closes',
    'tests/verify/tampering.test.ts': 'one case after the other of what can be bent',
  };

  it('a file of more than 400 lines wants a reason', () => {
    const long = [...sources].filter(([path, text]) => text.split('\n').length > 401 && !LONG[path]);
    expect(long.map(([path, text]) => `${path}: ${text.split('\n').length - 1} lines`)).toEqual([]);
    for (const path of Object.keys(LONG)) expect(sources.get(path)!.split('\n').length).toBeGreaterThan(401);
  });

  it('no name hides behind Manager, Helper, Util, Data or Info', () => {
    const EMPTY = /(?:Manager|Helpers?|Utils?|Data|Info)$/;
    const files = [...sources.keys()].filter((path) =>
      path.split('/').some((part) => /(^|[-.])(managers?|helpers?|utils?|data|info)([-.]|$)/i.test(part)),
    );
    expect(files).toEqual([]);
    const names = below('shared', 'cloudfunctions', 'localcloud', 'client').flatMap((path) =>
      [...sources.get(path)!.matchAll(/^export (?:async )?(?:const|function|class|interface|type|enum) (\w+)/gm)]
        .filter(([, name]) => EMPTY.test(name!))
        .map(([, name]) => `${path}: ${name}`),
    );
    expect(names).toEqual([]);
  });

  it('no file knows the machine that it was written on', () => {
    const places = new RegExp(
      `(?:/(?:work|root|home/\\w+|Users/\\w+)/(?:main|shared|\\w+/)|\\.\\./${'shared'}/(?:RULES|DESIGN|scenarios))`,
    );
    const found = [...sources].filter(([path, text]) => path !== relative(root, __filename) && places.test(text));
    expect(found.map(([path]) => path)).toEqual([]);
  });
});

describe('the glossary (docs/glossary.md)', () => {
  const glossary = readFileSync(join(root, 'docs/glossary.md'), 'utf8');
  const rows = glossary.split('\n').filter((line) => line.startsWith('| ') && line.includes('`'));
  const code = below('shared', 'cloudfunctions', 'config')
    .filter((path) => !isTest(path))
    .map((path) => sources.get(path)!)
    .join('\n');

  it('names terms', () => expect(rows.length).toBeGreaterThan(15));

  it.each(rows.map((row) => [row.split('|')[1]!.trim(), row]))('%s is called in code what it says', (_, row) => {
    const inCode = row.split('|').at(-2)!;
    const terms = [...inCode.matchAll(/`([^`]+)`/g)].map(([, term]) => term!);
    expect(terms.length).toBeGreaterThan(0);
    expect(terms.filter((term) => !new RegExp(`\\b${term.replace(/[^\w]/g, '\\$&')}\\b`).test(code))).toEqual([]);
  });
});
