import {
  type Area,
  areaIndex,
  cityCode,
  cityName,
  districtName,
  isPlace,
  isWithoutDistricts,
  provinceCode,
  provinceName,
} from './areas';

/** Where an address lies, by the public list: `code` is the district's, or the city's where that has no districts. */
export interface Region {
  readonly code: string;
  readonly province: string;
  readonly city: string;
  /** '' where the city has none. */
  readonly district: string;
}

/** A region as it is written: without what stands twice (北京市 北京市) and what names no place. */
export function regionWords({ province, city, district }: Pick<Region, 'province' | 'city' | 'district'>): string {
  return [province, city, district]
    .filter((name, at, all) => name !== '' && isPlace(name) && all.indexOf(name) === at)
    .join(' ');
}

/** What the beginning of a text says about a region. */
export interface RegionRead {
  /** Null where no district can be told: none is named, or several are called so. */
  readonly region: Region | null;
  /** As much of it as was read for sure: 浙江省 杭州市. */
  readonly words: string;
  /** What comes after it. */
  readonly rest: string;
  /** So many characters were read. */
  readonly length: number;
}

/** One reading of a beginning: codes of what was named, and how much of the text it took. */
interface Way {
  readonly province: string;
  readonly city: string;
  readonly district: string;
  readonly at: number;
  /** Of a name that was cut short nothing is known for sure, unless a district follows. */
  readonly isShort: boolean;
}

const BETWEEN = /^[\s,，、;；:：/|.\-—>]*(?:市辖区|(?:省|自治区)直辖县级行政(?:区划|单位))?[\s,，、;；:：/|.\-—>]*/u;
/** What follows a district's name that was cut short says that a road or a house is called so: 朝阳门外大街. */
const ROAD = /^(?:[门路街道巷弄寺桥站村镇乡]|大道|大街|公园|广场|小区|花园|国际|山庄|医院|大学)/u;

interface Named {
  readonly area: Area;
  readonly length: number;
  readonly isShort: boolean;
}

/** The areas of a map that a text begins with, by whole or short name, within a code's first digits. */
function namedIn(map: ReadonlyMap<string, readonly Area[]>, text: string, within: string): Named[] {
  return (map.get(text.charAt(0)) ?? []).flatMap((area): Named[] => {
    if (!area.code.startsWith(within)) return [];
    // Each of them: 青岛市南区 is 青岛, 市南区.
    return [area.name, ...area.shorts]
      .filter((name) => text.startsWith(name))
      .map((name) => ({ area, length: name.length, isShort: name !== area.name }));
  });
}

/** A way as it is, and one for each area that the text goes on with. */
function goOn(way: Way, text: string, level: 'province' | 'city' | 'district'): Way[] {
  const index = areaIndex();
  const map = { province: index.provinces, city: index.cities, district: index.districts }[level];
  const from = way.at + (BETWEEN.exec(text.slice(way.at))?.[0].length ?? 0);
  const rest = text.slice(from);
  const within = way.city ? way.city.slice(0, 4) : way.province.slice(0, 2);
  const named = namedIn(map, rest, within).filter(
    ({ length, isShort }) =>
      level !== 'district' || !isShort || (way.province + way.city !== '' && !ROAD.test(rest.slice(length))),
  );
  return [
    way,
    ...named.map(({ area, length, isShort }) => ({
      ...way,
      [level]: area.code,
      at: from + length,
      isShort: way.isShort || isShort,
    })),
  ];
}

const codeOf = ({ province, city, district }: Way): string => district || city || province;
const levelsOf = ({ province, city, district }: Way): number =>
  (province ? 1 : 0) + (city ? 1 : 0) + (district ? 1 : 0);

/** The region of a code of the list; null where it names no district, nor a city without any. */
function regionOfCode(code: string): Region | null {
  const [province, city, district = ''] = [provinceName(code), cityName(code), districtName(code)];
  if (!province || !city || (district === '' && !(code === cityCode(code) && isWithoutDistricts(code)))) return null;
  return { code, province, city, district };
}

/**
 * The region that a text begins with: 浙江省杭州市西湖区, 浙江杭州西湖, 西湖区 where there is but one. What is left out is told by
 * what is named; of two districts that are called so neither is taken.
 */
export function regionAt(text: string): RegionRead | null {
  const start: Way = { province: '', city: '', district: '', at: 0, isShort: false };
  const ways = goOn(start, text, 'province')
    .flatMap((way) => goOn(way, text, 'city'))
    .flatMap((way) => goOn(way, text, 'district'))
    // What was cut short and leads to no district may be the name of a road: 新疆路.
    .filter((way) => levelsOf(way) > 0 && (!way.isShort || levelsOf(way) > 1));
  const at = Math.max(0, ...ways.map((way) => way.at));
  const longest = ways.filter((way) => way.at === at);
  const most = Math.max(0, ...longest.map(levelsOf));
  const best = longest.filter((way) => levelsOf(way) === most);
  const [first] = best;
  if (!first) return null;
  const codes = new Set(best.map(codeOf));
  const region = codes.size === 1 ? regionOfCode(codeOf(first)) : null;
  const words = new Set(best.map(wordsOf));
  const rest = text.slice(at).replace(BETWEEN, '');
  return { region, words: words.size === 1 ? wordsOf(first) : '', rest, length: at };
}

/** What a way names, in the words of the list. */
function wordsOf(way: Way): string {
  const code = codeOf(way);
  const city = way.city || way.district ? (cityName(code) ?? '') : '';
  return regionWords({ province: provinceName(provinceCode(code)) ?? '', city, district: districtName(code) ?? '' });
}

/**
 * The region that a picker or an older address names, whole and with nothing after it; null where the list has none.
 * A district that the list does not know yet is taken by its name where its code lies in the city named: the pickers of
 * the platform are newer than any list.
 */
export function regionOf(text: string, code?: string): Region | null {
  const read = regionAt(text);
  if (read?.region && read.rest === '') return read.region;
  if (code === undefined) return null;
  const known = regionOfCode(code);
  if (known && (!read || read.words === '' || read.words.startsWith(known.province))) return known;
  const [province, city] = [provinceName(code), cityName(code)];
  if (!province || !city || !read || read.region || read.words !== regionWords({ province, city, district: '' }))
    return null;
  return read.rest === '' || /[\s\d]/u.test(read.rest) ? null : { code, province, city, district: read.rest };
}
