import type { InputOf } from '@shared/contract';
import { DEMO_PAY_PASSWORD } from '../owner';
import { demoPicturesOf, storePictures } from '../pictures';
import { addressOf } from './orders';
import type { Stage } from './stage';

const DAY_MS = 86_400_000;

type Series = Omit<InputOf<'admin.saveSeries'>, 'opensAtMs' | 'closesAtMs' | 'requestId'> & {
  readonly key: string;
  /** In how many days it opens. */
  readonly opensInDays: number;
  /** In how many days it ends; null: when all are taken. */
  readonly closesInDays: number | null;
};

/** One that can be taken, with goods behind it, one that is drawn for, and one that is to come. */
const SERIES: readonly Series[] = [
  {
    key: 'plum',
    title: '小雪 · 早梅',
    story: '岭南的早梅开在小雪前后，比江南早一个月。青梅要到来年立夏才收，先用去年的一坛，泡成四小瓶。',
    pictures: ['1f338', '1f379'],
    ground: 1,
    rights: [{ kind: 'discount', words: '明禾自营 95 折，出示即用', untilDay: null }],
    skuId: 'plum-cocktail-1',
    supply: 1_000,
    limit: 1,
    price: { asset: 'spendable', units: 8_800 },
    opensInDays: 0,
    closesInDays: null,
  },
  {
    key: 'solstice',
    title: '冬至 · 长夜',
    story: '一年里夜最长的一天。桂花冬酿一年只出五十份，来的人比酒多，所以抽签。',
    pictures: ['1f376', '1f319'],
    ground: 3,
    rights: [{ kind: 'entry', words: '明禾厨房冬酿品尝一位', untilDay: null }],
    skuId: null,
    supply: 50,
    limit: 1,
    price: { asset: 'spendable', units: 2_800 },
    draw: { reservedHours: 48 },
    opensInDays: 0,
    closesInDays: 3,
  },
  {
    key: 'ember',
    title: '大雪 · 围炉',
    story: '大雪这天围炉，烤栗子和红薯，听一晚上的评书。',
    pictures: ['1f525', '1f330'],
    ground: 4,
    rights: [{ kind: 'entry', words: '明禾厨房围炉夜一人一席', untilDay: null }],
    skuId: null,
    supply: 200,
    limit: 2,
    price: { asset: 'stable', units: 12_800 },
    opensInDays: 5,
    closesInDays: null,
  },
];

/** Who takes one as the history ends, where they hold enough; the last of them has its goods sent. */
const TAKERS = ['leader', 'early', 'branch'] as const;
/** Who enters the draw: others are left to whoever looks at the demo. */
const ENTRANTS = ['leader', 'branch'] as const;

/** Issues the series of the demo, and has some of the listed accounts hold an edition. */
export async function issueCollectibles(stage: Stage): Promise<void> {
  const names = SERIES.flatMap(({ pictures }) => pictures);
  const fileIds = await storePictures(demoPicturesOf(names), (path, content) => stage.cloud.storage.put(path, content));
  const issued = new Map<string, string>();
  const inDays = (days: number) => stage.cloud.now() + days * DAY_MS;
  for (const { key, opensInDays, closesInDays, pictures, ...series } of SERIES) {
    const { seriesId } = await stage.as('admin', 'admin.saveSeries', {
      ...series,
      pictures: pictures.map((name) => fileIds.get(name)!),
      opensAtMs: inDays(opensInDays),
      closesAtMs: closesInDays === null ? null : inDays(closesInDays),
      requestId: `demo-series-${key}`,
    });
    const { seen } = await stage.as('admin', 'admin.viewSeries', { seriesId });
    await stage.as('admin', 'admin.issueSeries', { seriesId, seen, requestId: `demo-issue-${key}` });
    issued.set(key, seriesId);
  }
  const seriesId = issued.get('plum')!;
  let last: { readonly who: string; readonly editionId: string } | undefined;
  for (const who of TAKERS) {
    if (!stage.actors.has(who)) continue;
    const { spendableCents } = await stage.as(who, 'wallet.view', {});
    const { units } = SERIES[0]!.price;
    if (spendableCents < units) continue;
    const asked = { seriesId, quotedUnits: units, payPassword: DEMO_PAY_PASSWORD, requestId: `demo-take-${who}` };
    last = { who, editionId: (await stage.as(who, 'collectibles.take', asked)).editionId };
  }
  if (last) await collect(stage, last.who, last.editionId);
  for (const who of ENTRANTS)
    if (stage.actors.has(who))
      await stage.as(who, 'collectibles.enterDraw', {
        seriesId: issued.get('solstice')!,
        requestId: `demo-enter-${who}`,
      });
}

/** Has the goods behind an edition sent, and sends them. */
async function collect(stage: Stage, who: string, editionId: string): Promise<void> {
  const addressId = await addressOf(stage, who);
  const { orderId } = await stage.as(who, 'collectibles.collect', { editionId, addressId, requestId: `demo-collect` });
  await stage.as('admin', 'admin.ship', { orderId, carrier: '顺丰', trackingNo: `SF${orderId.slice(-10)}` });
}
