import { createHash } from 'node:crypto';
import { SCRIPT, SCRIPT_HASH } from '../../shared/simulate/report/script';
import { card, play, seen, threePlans } from './runs';

const run = threePlans();

const ALWAYS = ['summary', 'checks', 'end', 'payout', 'turnover', 'credits', 'concentration', 'members', 'refused'];
const OF_PLAN = {
  appreciation: ['price', 'pool', 'stable', 'plan-appreciation'],
  cyclic: ['quota', 'plan-dividend'],
  release: ['released', 'owed', 'plan-release'],
} as const;

describe('the sections of a page', () => {
  const plans = ['appreciation', 'cyclic', 'release'] as const;

  it.each([0, 1, 2, 3, 4, 5, 6, 7])('are those of the plans that are on (set %i)', (set) => {
    const on = plans.filter((_, bit) => set & (1 << bit));
    const { page } = play({ plan: on.length === 0 ? {} : on, days: 2 });
    const expected = [...ALWAYS, ...on.flatMap((plan) => OF_PLAN[plan]), ...(on.length === 0 ? ['no-plan'] : [])];
    const found = [...page.matchAll(/<section class="[^"]*" id="([^"]*)"/g)].map(([, id]) => id);
    expect([...found].sort()).toEqual([...expected].sort());
  });

  it('are reached by every link of the summary', () => {
    const targets = [...run.page.matchAll(/href="#([^"]*)"/g)].map(([, id]) => id);
    expect(targets.length).toBeGreaterThan(5);
    for (const id of targets) expect(run.page).toContain(`id="${id}"`);
  });
});

describe('a page stands alone', () => {
  it('names no other file and no address', () => {
    expect(run.page).not.toMatch(/https?:|\/\/[a-z]|src=|@import|url\(|<link|<img|<iframe/i);
  });

  it('lets only its own script run', () => {
    expect(createHash('sha256').update(SCRIPT).digest('base64')).toBe(SCRIPT_HASH);
    expect(run.page).toContain(`<script>${SCRIPT}</script>`);
    expect(run.page).toContain(`default-src 'none'`.replace(/'/g, '&#39;'));
    expect(run.page.match(/<script/g)).toHaveLength(1);
  });

  it('closes every element that it opens', () => {
    const open: string[] = [];
    for (const [, slash, name, rest] of run.page.matchAll(/<(\/?)([a-z][a-z0-9]*)([^>]*)>/gi)) {
      if (slash === '/') {
        if (open.pop() !== name) throw new Error(`</${name}> closes another element`);
      } else if (!rest!.endsWith('/') && !['meta', 'wbr'].includes(name!)) open.push(name!);
    }
    expect(open).toEqual([]);
  });

  it('is the same bytes for the same input', () => expect(threePlans().page).toBe(run.page));

  it('says that it is a simulation, at its head and in its title', () => {
    expect(run.page).toMatch(/<title>模拟：/);
    expect(run.page).toMatch(/class="ribbon"><b>模拟<\/b>/);
  });

  it('uses no forbidden word', () => {
    const forbidden = /只涨不跌|保本|稳赚|躺赚|日日分红|原始股|消费全返|零风险|保证收益|赚|翻倍|秒到|[涨您亲！]/;
    const pages = [run.page, play({ plan: {} }).page, play({ plan: ['appreciation', 'energy', 'release'] }).page];
    for (const page of pages) expect(seen(page.replace(/aria-label/g, ''))).not.toMatch(forbidden);
  });
});

describe('free text', () => {
  const ids = ['<script>alert(1)</script>', '__proto__', `"'&</td>`, 'constructor', '\u202eabc', 'a\u0000b', '\ud800'];
  const { page, result } = play({
    title: '</title><script>alert(2)</script>&"',
    days: 3,
    plan: ['appreciation', 'cyclic', 'release'],
    members: ids.map((id) => ({ id })),
    merchants: ['<b>M</b>'],
    events: [
      ...ids.map((member) => ({ day: 1, type: 'purchase', member, amount: '3000.00' })),
      ...ids.map((member) => ({ day: 2, type: 'purchase', member, amount: '50.00' })),
      ...ids.map((member) => ({ day: 2, type: 'sell', member, points: '99999999' })),
      { day: 2, type: 'merchantSell', merchant: '<b>M</b>', points: '1' },
      { day: 2, type: 'pay', member: '__proto__', merchant: '<b>M</b>', amount: '1.00' },
    ],
  });

  it('is read, never run', () => {
    expect(page).not.toContain('<script>alert');
    expect(page).not.toContain('<b>M</b>');
    expect(page).toContain('&lt;/title&gt;&lt;script&gt;alert(2)&lt;/script&gt;&amp;&quot;');
    expect(page.match(/<script/g)).toHaveLength(1);
    expect(page.match(/<title>[^<]*<\/title>/)).not.toBeNull();
  });

  it('keeps its place as an id', () => {
    const members = seen(card(page, 'members'));
    for (const id of ids.slice(0, 5)) expect(members).toContain(id);
    expect(result.members).toHaveLength(ids.length);
  });

  it('holds no control and no half sign', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    expect(page).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
    expect(page).not.toMatch(/\p{Surrogate}/u);
  });

  it('that is very long is cut', () => {
    const id = '长'.repeat(100_000);
    const long = play({ title: id, members: [{ id }], events: [{ day: 1, type: 'sell', member: id, points: '1' }] });
    expect(card(long.page, 'refused')).toContain(`${'长'.repeat(48)}…`);
    expect(long.page.length).toBeLessThan(60_000);
  });
});
