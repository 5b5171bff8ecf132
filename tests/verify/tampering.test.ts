// Each document that is changed by one unit, removed or doubled is found, and named before whatever follows from it.
import type { Difference } from '@shared/ledger';
import { columnsOf, FIGURES, packed } from '../../cloudfunctions/_books/pages/columns';
import { type DayRecord, packedRecord, recordOf } from '../../cloudfunctions/_books/pages/record';
import { idsOf } from '../../cloudfunctions/_books/pages/texts';
import { readBooks, readContent, verify } from '../../scripts/verify/index';
import { removeBuilt } from '../functions/world';
import { contentOf, playedWorld } from './world';

jest.setTimeout(300_000);

// biome-ignore lint/suspicious/noExplicitAny: documents are bent in ways that their types forbid
type Bent = any;
type Content = ReturnType<typeof contentOf>;

let content: Content;
beforeAll(async () => {
  const world = await playedWorld();
  content = contentOf(world);
  await world.close();
});
afterAll(removeBuilt);

const differences = (bent: Content): Difference[] => [...verify(readBooks(readContent(bent)))];
/** The first document of a collection that something holds for. */
const pick = (bent: Content, collection: string, is: (one: Bent) => unknown = () => true): Bent =>
  bent.get(collection)!.find(is) ?? expect(`${collection} holds none`).toBe('one');
const drop = (bent: Content, collection: string, is: (one: Bent) => unknown): void => {
  const list = bent.get(collection)!;
  list.splice(list.indexOf(pick(bent, collection, is)), 1);
};
/** Changes the first page that something holds for, in columns: what follows from them follows. */
function bendPage(bent: Content, is: (columns: Bent) => unknown, change: (columns: Bent) => void): void {
  const page = pick(bent, 'pages', (one) => is(columnsOf(one)));
  const columns = columnsOf(page);
  change(columns);
  Object.assign(page, packed(columns));
}
/** Changes the first record of a page that something holds for. */
function bendRecord(bent: Content, is: (record: DayRecord) => unknown, change: (record: Bent) => void): void {
  const stored = pick(bent, 'pageDays', (one) => is(recordOf(one)));
  const record = recordOf(stored);
  change(record);
  const members = idsOf(stored.members);
  Object.assign(
    stored,
    packedRecord(
      members,
      members.map((memberId) => record.credits[memberId] ?? null),
      members.map((memberId) => record.ranks[memberId] ?? 0),
    ),
  );
}
/** Changes the first credit of a kind. */
function bendCredit(bent: Content, what: 'dividend' | 'release', change: (credit: Bent) => void): void {
  const of = ({ credits }: DayRecord) => Object.values(credits).find((credit) => credit[what]);
  bendRecord(bent, of, (record) => change(of(record)![what]));
}
const hasAny = (one: object): boolean => Object.keys(one).length > 0;
const isPlaced = ({ isPlaced: placed }: Bent) => placed;
const settled = ({ state }: Bent) => state === 'settled';
const grantOf = (bent: Content, plan: string): Bent => {
  const of = ({ grants }: Bent) => grants.find((grant: Bent) => grant.plan === plan);
  return of(pick(bent, 'orders', of));
};
const dividendClose = ({ dividend }: Bent) => dividend?.paidProportionalFen > 0;
const hasMembers = ({ members }: Bent) => members.length > 0;
const heldPage = ({ remaining }: Bent) => remaining.length > 0;

/** Lists of a page that are not one figure a member. */
const BESIDES = ['orders', 'remaining', 'daily', 'splits'];

/** The first member of a page whose neighbour stands deeper; -1 where there is none. */
const unlike = ({ depth }: Bent): number => depth.findIndex((one: number, at: number) => one < (depth[at + 1] ?? 0));

/** Puts the two in each other's place, with all that they have. */
function swapUnlike(page: Bent): void {
  const [at, counts] = [unlike(page), page.orderCount as number[]];
  const start = counts.slice(0, at).reduce((sum, count) => sum + count, 0);
  for (const [name, column] of Object.entries<Bent>(page))
    if (BESIDES.includes(name) && name !== 'splits')
      column.splice(start + counts[at + 1]!, 0, ...column.splice(start, counts[at]));
    else if (Array.isArray(column) && name !== 'splits') column.splice(at, 0, ...column.splice(at + 1, 1));
}

type Expected = readonly [check: RegExp | string, place: RegExp | string, what: RegExp | string];
const TAMPERINGS: readonly (readonly [name: string, bend: (bent: Content) => void, expected: Expected])[] = [
  [
    'an entry of the journal, of a member',
    (bent) => (pick(bent, 'journal', ({ kind }) => kind === 'order.settle').postings.at(-1).amount += 1),
    ['lines', /^member:/, /./],
  ],
  [
    'an entry of the journal, of the platform alone',
    (bent) => (pick(bent, 'journal', ({ kind }) => kind === 'close.dividends').postings[0].amount += 1),
    ['closes', /^close:.*:dividends$/, 'postings.0.amount'],
  ],
  [
    'what a buyer paid',
    (bent) => (pick(bent, 'journal', ({ kind }) => kind === 'order.pay').postings[0].amount += 1),
    ['orders', /^order /, 'cash kept of its buyer'],
  ],
  [
    'the moment of an entry',
    (bent) => (pick(bent, 'journal', ({ kind }) => kind === 'order.pay').atMs += 1),
    ['closes', /^close /, 'dayHash'],
  ],
  ['a posting of no asset', (bent) => (pick(bent, 'journal').postings[0].asset = 'gold'), ['entries', /./, 'postings']],
  [
    'an entry that is gone',
    (bent) => drop(bent, 'journal', ({ kind }) => kind === 'order.settle'),
    ['lines', /./, 'journalId'],
  ],
  ['a line', (bent) => (pick(bent, 'lines').units += 1), ['lines', /^member:/, /./]],
  ['the day of a line', (bent) => (pick(bent, 'lines').day = '2026-03-09'), ['lines', /./, 'day']],
  [
    'what a settlement sent to a page',
    (bent) => (pick(bent, 'inbox', ({ quotaFen }) => quotaFen > 0).quotaFen += 1),
    ['inbox', /^settle:/, 'quotaFen'],
  ],
  [
    'where somebody joined',
    (bent) => (pick(bent, 'inbox', ({ kind, depth }) => kind === 'join' && depth > 0).depth -= 1),
    ['inbox', /^join:/, 'depth'],
  ],
  [
    'who referred somebody',
    (bent) => (pick(bent, 'members', ({ depth }) => depth > 1).referrerId = pick(bent, 'members')._id),
    ['inbox', /^join:/, 'referrerId'],
  ],
  [
    'the price of a line of an order',
    (bent) => (pick(bent, 'orders', isPlaced).lines[0].priceFen += 1),
    ['orders', /^order /, 'lines.0.amountFen'],
  ],
  ['the cash of an order', (bent) => (pick(bent, 'orders', isPlaced).cashFen += 1), ['orders', /^order /, 'cashFen']],
  [
    'the state of an order',
    (bent) => (pick(bent, 'orders', ({ state }) => state === 'refunded').state = 'settled'),
    ['orders', /^order /, 'state'],
  ],
  [
    'a step in the record of an order',
    (bent) => pick(bent, 'orders', settled).log.splice(2, 1),
    ['orders', /^order /, 'log.2.state'],
  ],
  [
    'what an order gave: points',
    (bent) => (grantOf(bent, 'appreciation').pointsMicroPoints += 1),
    ['orders', /^order /, 'grants.appreciation.pointsMicroPoints'],
  ],
  [
    'what an order gave: weight',
    (bent) => (grantOf(bent, 'dividend').weightMicroShares += 1),
    ['orders', /^order /, 'grants.dividend.weightMicroShares'],
  ],
  [
    'what an order gave: a day of the release',
    (bent) => (grantOf(bent, 'release').dailyReleaseCents += 1),
    ['orders', /^order /, 'grants.release.dailyReleaseCents'],
  ],
  [
    'the level of a member',
    (bent) => (pick(bent, 'wallets', ({ level }) => level > 0).level += 1),
    ['orders', /^wallet /, 'level'],
  ],
  [
    'what a reversal got back out of the pool',
    (bent) => (pick(bent, 'orders', ({ reversals }) => reversals).reversals[0].recoveredFen += 1),
    ['orders', /^order /, 'reversals.0.recoveredFen'],
  ],
  [
    'how much was reversed',
    (bent) => (pick(bent, 'orders', ({ reversals }) => reversals).reversedFen += 1),
    ['orders', /^order /, 'reversedFen'],
  ],
  [
    'what a reversal takes from a page',
    (bent) => (pick(bent, 'inbox', ({ kind }) => kind === 'change').weightMicroShares -= 1),
    ['inbox', /:buyer$/, 'weightMicroShares'],
  ],
  [
    'what an adjustment moved',
    (bent) => (pick(bent, 'journal', ({ kind }) => kind === 'member.adjust').postings[0].amount += 1),
    [/^(lines|closes)$/, /./, /./],
  ],
  ['a payment', (bent) => (pick(bent, 'payments').totalFen += 1), ['orders', /^order /, 'payments.0.totalFen']],
  [
    'the turnover of a day',
    (bent) => (pick(bent, 'dayTotals').dividendFen += 1),
    ['closes', /^dayTotals /, 'dividendFen'],
  ],
  [
    'the turnover that a close froze',
    (bent) => (pick(bent, 'closes').totals.turnoverFen += 1),
    ['closes', /^close /, 'totals.turnoverFen'],
  ],
  [
    'a version that a close went by',
    (bent) => (pick(bent, 'closes').dividendVersion = 2),
    ['closes', /^close /, 'dividendVersion'],
  ],
  [
    'the weight that a close shared out by',
    (bent) => (pick(bent, 'closes', dividendClose).dividend.totalWeight += '0'),
    ['closes', /^close /, 'dividend.totalWeight'],
  ],
  [
    'what a close carried on',
    (bent) => (pick(bent, 'closes', dividendClose).carriedFen += 1),
    ['closes', /^close /, 'dividend.carriedOnFen'],
  ],
  [
    'what a member was paid of the dividends',
    (bent) => bendCredit(bent, 'dividend', (credit) => (credit.proportionalFen += 1)),
    ['closes', /^member:.* in 2026/, 'credit.dividend.proportionalFen'],
  ],
  [
    'what explains it',
    (bent) => bendCredit(bent, 'dividend', (credit) => (credit.quotaBeforeFen += 1)),
    ['closes', /^member:.* in 2026/, 'credit.dividend.quotaBeforeFen'],
  ],
  [
    'what a member was released',
    (bent) => bendCredit(bent, 'release', (credit) => (credit.staticCents += 1)),
    ['closes', /^member:.* in 2026/, 'credit.release.staticCents'],
  ],
  [
    'how far an order fell',
    (bent) => bendCredit(bent, 'release', (credit) => (credit.orders[0][3] += 1)),
    ['closes', /^member:.* in 2026/, 'credit.release.orders.0.3'],
  ],
  [
    'a rank',
    (bent) =>
      bendRecord(
        bent,
        ({ ranks }) => hasAny(ranks),
        ({ ranks }) => (ranks[Object.keys(ranks)[0]!] += 1),
      ),
    ['closes', /^the records of 2026/, /^ranks\./],
  ],
  ['a record that is gone', (bent) => drop(bent, 'pageDays', () => true), ['closes', /./, /./]],
  [
    'a sum of a close',
    (bent) => (pick(bent, 'closes').release.remainingCents += 1),
    ['closes', /^close /, 'release.remainingCents'],
  ],
  [
    'a forced exit that did not happen',
    (bent) => drop(bent, 'journal', ({ kind }) => kind === 'close.forcedExit'),
    ['lines', /./, 'journalId'],
  ],
  [
    'the points of a forced exit, its line bent alike',
    (bent) => {
      const exit = pick(bent, 'journal', ({ kind }) => kind === 'close.forcedExit');
      exit.postings.find(({ asset }: Bent) => asset === 'appreciating').amount += 1;
      pick(bent, 'lines', ({ journalId, asset }) => journalId === exit._id && asset === 'appreciating').units -= 1;
    },
    ['closes', /^close:.*:exit:/, 'postings.0.amount'],
  ],
  [
    'the sum of the forced exits',
    (bent) => (pick(bent, 'closes', ({ exits }) => exits).exits.paidFen += 1),
    ['closes', /^close /, 'exits.paidFen'],
  ],
  [
    'the pool as a close kept it',
    (bent) => (pick(bent, 'closes').pool.poolFen += 1),
    ['closes', /^close /, 'pool.poolFen'],
  ],
  [
    'the sums of a seal',
    (bent) => (pick(bent, 'closes').sealed.fallCents += 1),
    ['closes', /^close /, 'sealed.fallCents'],
  ],
  ['the verdict of a close', (bent) => (pick(bent, 'closes').balanced = false), ['closes', /^close /, 'balanced']],
  ['the hash of a day', (bent) => (pick(bent, 'closes').dayHash = 'f'.repeat(64)), ['closes', /^close /, 'dayHash']],
  [
    'what somebody held as a day ended',
    (bent) => {
      const one = pick(bent, 'balanceDays', ({ columns }) => columns.some((text: string) => /[1-9]/.test(text)));
      const nth = one.columns.findIndex((text: string) => /[1-9]/.test(text));
      one.columns[nth] = one.columns[nth].replace(/[1-9]/, (digit: string) => String((Number(digit) % 9) + 1));
    },
    ['closes', /^balances 2026/, /^member:\w+ \w+$/],
  ],
  [
    'the node above some holders',
    (bent) => (pick(bent, 'balanceDays').hash = 'f'.repeat(64)),
    ['closes', /^balances 2026/, 'hash'],
  ],
  [
    'the holders of a page that are gone',
    (bent) => drop(bent, 'balanceDays', () => true),
    ['closes', /^close /, /^proof\.root\.(sums|hash)/],
  ],
  [
    'a total of a day',
    (bent) => (pick(bent, 'closes', ({ proof }) => proof.root.sums[0] !== '0').proof.root.sums[0] += '0'),
    ['closes', /^close /, 'proof.root.sums.cash'],
  ],
  ['what leaves are cut by', (bent) => (pick(bent, 'closes').proof.secret += '0'), ['closes', /^balances /, 'hash']],
  [
    'the chain of hashes before the root',
    (bent) => (pick(bent, 'closes').proof.chainedHash = 'f'.repeat(64)),
    ['closes', /^close /, 'proof.chainedHash'],
  ],
  [
    'a close that is gone',
    (bent) => drop(bent, 'closes', ({ _id }) => _id === '2026-03-03'),
    ['closes', 'close 2026-03-04', 'day'],
  ],
  [
    'points of a wallet',
    (bent) => (pick(bent, 'wallets', ({ pointsMicroPoints }) => pointsMicroPoints > 0).pointsMicroPoints += 1),
    ['balances', /^member:/, 'appreciating'],
  ],
  [
    'exit quota of a wallet',
    (bent) => (pick(bent, 'wallets').exitQuotaFen += 1),
    ['balances', /^member:/, 'exitQuota'],
  ],
  [
    'what a member spent',
    (bent) => (pick(bent, 'wallets').spentSpendableCents += 1),
    ['balances', /^member:/, 'spendable'],
  ],
  ['stable points of nowhere', (bent) => (pick(bent, 'wallets').stableCents += 1), ['balances', /^member:/, 'stable']],
  [
    'a merchant of nowhere',
    (bent) => bent.set('merchants', [{ _id: 'own', pointsMicroPoints: 1, stableCents: 0, cashFen: 0 }]),
    ['balances', 'merchant:own', 'appreciating'],
  ],
  [
    'when an exit is due',
    (bent) => (pick(bent, 'wallets', ({ exitAt }) => exitAt > 0).exitAt += 1),
    ['balances', /^wallet /, 'exitAt'],
  ],
  [
    'the pool',
    (bent) => (pick(bent, 'platform', ({ _id }) => _id === 'pool').state.pool += 1),
    ['balances', 'pool', 'pool'],
  ],
  [
    'points that were burned',
    (bent) => (pick(bent, 'platform', ({ _id }) => _id === 'pool').state.burned += 1),
    ['balances', 'pool', 'burned'],
  ],
  ...(['cash', 'quota', 'weight', 'spendable'] as const).map(
    (name) =>
      [
        `${name} on a page`,
        (bent: Content) => bendPage(bent, hasMembers, (columns) => (columns[name][0] += 1)),
        ['balances', /^member:/, name],
      ] as const,
  ),
  [
    'what an order still holds',
    (bent) => bendPage(bent, heldPage, ({ remaining }) => (remaining[0] += 1)),
    ['balances', /^order:/, 'remaining'],
  ],
  [
    'what a page says twice',
    (bent) => (pick(bent, 'pages', ({ held }) => /[1-9]/.test(held)).held += '1'),
    ['pages', /^page /, 'held'],
  ],
  [
    'what an order releases a day',
    (bent) => bendPage(bent, heldPage, ({ daily }) => (daily[0] += 1)),
    ['pages', /^member:.* on p/, 'orders.0.2'],
  ],
  ...(['teamVolume', 'ownVolume', 'quotaGiven', 'rank', 'handRank', 'ownPoints', 'owedSpendable'] as const).map(
    (name) =>
      [
        `${name} on a page`,
        (bent: Content) => bendPage(bent, hasMembers, (columns) => (columns[name][0] += 1)),
        name === 'owedSpendable' ? ['balances', /^owed:/, 'spendable'] : ['pages', /^member:.* on p/, name],
      ] as readonly [string, (bent: Content) => void, Expected],
  ),
  [
    'two members of a page in each other’s place',
    (bent) => bendPage(bent, (columns) => unlike(columns) >= 0, swapUnlike),
    ['pages', /^member:.* on p/, /^(depth|referrerId)$/],
  ],
  [
    'a member on two pages',
    (bent) => {
      const [one, other] = (bent.get('pages') as Bent[]).map(columnsOf).filter(hasMembers);
      const isOther = ({ members }: Bent) => members[0] === other!.members[0];
      bendPage(bent, isOther, (columns) => {
        for (const name of FIGURES) columns[name].push(name === 'handRank' ? -1 : 0);
        columns.members.push(one!.members[0]);
      });
    },
    ['pages', /^member:/, /page|depth|referrerId/],
  ],
  [
    'the page that a member’s document names',
    (bent) => (pick(bent, 'members', ({ pageId }) => pageId).pageId = null),
    ['pages', /^member:/, 'pageId'],
  ],
  [
    'a page that the directory does not name',
    (bent) => pick(bent, 'platform', ({ _id }) => _id === 'pages').pages.pop(),
    ['closes', /^close /, /entries|dayHash/],
  ],
  ['pieces that were sold', (bent) => (pick(bent, 'stock').sold += 1), ['stock', /^stock /, 'sold']],
  ['pieces that are left', (bent) => (pick(bent, 'stock').left = -1), ['stock', /^stock /, 'left']],
  ['what goods sold', (bent) => (pick(bent, 'goods').soldCount += 1), ['stock', /^goods /, 'soldCount']],
  [
    'the number of a settlement',
    (bent) => (pick(bent, 'orders', ({ sequence }) => sequence === 2).sequence = 1),
    ['counts', /^order /, 'sequence'],
  ],
];

test('as it is, nothing differs', () => {
  expect(differences(content)).toEqual([]);
});

test.each(TAMPERINGS)('%s', (_name, bend, [check, place, what]) => {
  const bent = structuredClone(content);
  bend(bent);
  const [first] = differences(bent);
  expect(first).toBeDefined();
  const matching = (text: RegExp | string) => (typeof text === 'string' ? text : expect.stringMatching(text));
  expect(first).toMatchObject({ check: matching(check), place: matching(place), what: matching(what) });
  expect(first!.expected).not.toBe(first!.found);
  expect(first!.arises).not.toBe('');
});
