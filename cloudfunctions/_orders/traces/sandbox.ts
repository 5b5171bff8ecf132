import type { TraceState } from '@shared/contract';
import { addDays, businessDayOf, startOfBusinessDay } from '@shared/kernel';
import { sha256 } from '../../_platform/ids';
import type { Trace, TraceProvider } from './trace';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Hubs that a parcel passes before those of its own city. */
const HUBS = ['济南长清', '郑州经开', '合肥肥东', '武汉东西湖', '南京江宁', '石家庄正定'] as const;
const COURIERS = ['刘师傅', '陈师傅', '王师傅', '赵师傅'] as const;

/** What becomes of a parcel: most arrive; some come two days late; few are lost on their way. */
type Fate = 'arrives' | 'late' | 'lost';

const fateOf = (trackingNo: string, chance: number): Fate => {
  if (trackingNo.endsWith('LATE')) return 'late';
  if (trackingNo.endsWith('LOST')) return 'lost';
  if (chance % 60 === 0) return 'lost';
  return chance % 12 === 0 ? 'late' : 'arrives';
};

/** 青岛, 市南: the city and the district of a region. */
function placesOf(region: string): { city: string; district: string } {
  const [, , city = '', district = ''] = /^(.*?(?:省|自治区))?(.+?[市州盟])?(.*)$/.exec(region) ?? [];
  const short = (name: string): string => (name.length > 2 ? name.replace(/[市区县州盟]$/, '') : name);
  const town = short(city) || '本市';
  return { city: town, district: short(district) || town };
}

interface Stage {
  readonly atMs: number;
  readonly words: string;
  readonly state: TraceState;
}

/** All that happens to a parcel, oldest first: it follows from its number and the moment it was sent. */
function courseOf(trackingNo: string, sentAtMs: number, region: string) {
  const hash = sha256(trackingNo);
  const chance = (at: number, below: number): number => Number.parseInt(hash.slice(at, at + 6), 16) % below;
  const fate = fateOf(trackingNo, chance(0, 720));
  const { city, district } = placesOf(region);
  const hub = HUBS[chance(6, HUBS.length)]!;
  const courier = { name: COURIERS[chance(12, COURIERS.length)]!, phone: `1380000${2000 + chance(18, 1000)}` };
  const collectedAtMs = sentAtMs + (40 + chance(24, 120)) * MINUTE_MS;
  // The day after next where it is sent late in the day; the courier drives in the morning.
  const promisedDay = addDays(businessDayOf(collectedAtMs), 1);
  const promisedAtMs = startOfBusinessDay(promisedDay) + 18 * HOUR_MS;
  const morningMs = startOfBusinessDay(addDays(promisedDay, fate === 'late' ? 2 : 0));
  const stages: Stage[] = [
    { atMs: collectedAtMs, words: '已揽收', state: 'collected' },
    { atMs: collectedAtMs + 3 * HOUR_MS, words: `到达 ${hub}转运中心`, state: 'moving' },
    { atMs: collectedAtMs + 5 * HOUR_MS, words: `离开 ${hub}转运中心`, state: 'moving' },
  ];
  if (fate === 'lost') stages.push({ atMs: promisedAtMs + 30 * HOUR_MS, words: '快件滞留，正在查找', state: 'heldUp' });
  else {
    if (fate === 'late')
      stages.push({ atMs: promisedAtMs - 6 * HOUR_MS, words: `${city}转运中心爆仓，晚些派送`, state: 'moving' });
    const gateMs = Math.max(morningMs + 1.5 * HOUR_MS, stages.at(-1)!.atMs + 20 * MINUTE_MS);
    stages.push(
      { atMs: gateMs, words: `到达 ${city}转运中心`, state: 'moving' },
      { atMs: gateMs + 2.5 * HOUR_MS, words: `到达 ${city}${district}营业点`, state: 'moving' },
      {
        atMs: gateMs + 5.5 * HOUR_MS,
        words: `派送中，派件员 ${courier.name}`,
        state: 'delivering',
      },
      { atMs: gateMs + (8 + chance(30, 8)) * HOUR_MS, words: '已签收', state: 'signed' },
    );
  }
  return { stages, courier, promisedAtMs, isLate: fate === 'late' };
}

/** Moves parcels with the clock, the same ones the same way: stands in for carriers in the local cloud. */
export const bySandbox: TraceProvider = async ({ trackingNo, sentAtMs, region }, nowMs): Promise<Trace> => {
  const { stages, courier, promisedAtMs, isLate } = courseOf(trackingNo, sentAtMs, region);
  const past = stages.filter(({ atMs }) => atMs <= nowMs);
  const state = past.at(-1)?.state ?? 'waiting';
  const isDelayTold = isLate && past.length > 3;
  return {
    state,
    arrivesAtMs: isDelayTold ? stages.at(-1)!.atMs : promisedAtMs,
    courier: state === 'delivering' ? courier : null,
    steps: [...past].reverse(),
  };
};
