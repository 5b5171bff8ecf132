import { useEffect, useState } from 'react';

export type RegionLevel = 'province' | 'city' | 'district';

/** A region as it was chosen: 浙江省, 杭州市, 西湖区 and the six digits of the last of them. */
export interface RegionChoice {
  readonly names: readonly string[];
  readonly code: string;
}

/** One area of the list: its six digits and its name. */
export type Area = readonly [code: string, name: string];
/** The areas of each level, in the order of the list. */
type Areas = readonly (readonly Area[])[];

export const REGION_LEVELS: readonly RegionLevel[] = ['province', 'city', 'district'];

/** The areas that lie directly in one, or all provinces. */
export function areasIn(areas: Areas, depth: number, parent: Area | undefined): readonly Area[] {
  const digits = parent?.[0].slice(0, depth * 2) ?? '';
  return (areas[depth] ?? []).filter(([code]) => code.startsWith(digits));
}

/** The list of the browser: fetched when it is asked for, since few visits need it. WeChat has its own. */
const fetchAreas = (): Promise<Areas> =>
  process.env.TARO_ENV === 'h5'
    ? import('@vant/area-data').then(({ areaList }) =>
        [areaList.province_list, areaList.city_list, areaList.county_list].map((list) => Object.entries(list)),
      )
    : Promise.resolve([]);

/** The areas, once they are needed and have come; `isLost` where they could not be fetched. */
export function useAreas(isNeeded: boolean): { areas: Areas | null; isLost: boolean; again: () => void } {
  const [areas, setAreas] = useState<Areas | null>(null);
  const [isLost, setLost] = useState(false);
  useEffect(() => {
    if (!isNeeded || areas || isLost) return;
    fetchAreas().then(setAreas, () => setLost(true));
  }, [isNeeded, areas, isLost]);
  return { areas, isLost, again: () => setLost(false) };
}
