import { areaList } from '@vant/area-data';

/** A province, a city or a district of the public list of 2024; `code` is its six digits there. */
export interface Area {
  readonly code: string;
  readonly name: string;
  /** Other ways of writing it, without what ends it: 浙江, 恩施州. Shorter than two characters none is. */
  readonly shorts: readonly string[];
}

/** Names of the list that stand for no place: what lies beneath them belongs to the province itself. */
const HOLDERS = ['县', '省直辖县', '自治区直辖县级行政区划'];
/** Cities without districts: what is beneath them in the list are towns, and a picker may stop at the city. */
const WITHOUT_DISTRICTS = ['441900', '442000', '460400', '620200'];

const PEOPLES =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|' +
  '达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|德昂|保安|裕固|独龙|鄂伦春|各';
/** 恩施土家族苗族自治州: what comes before the peoples is how it is called. */
const AUTONOMOUS = new RegExp(`^(.{2,}?)(?:(?:${PEOPLES})族?)+自治(州|县|旗|区)$`);
const ENDS = /(?:特别行政区|自治[区州县旗]|新区|矿区|林区|地区|街道办事处|街道|[省市区县旗盟镇乡])$/;

function shortsOf(name: string): string[] {
  const people = AUTONOMOUS.exec(name);
  const [, called = '', kind = ''] = people ?? [];
  const bare = people ? called : name.replace(ENDS, '');
  const found = people ? [bare, `${bare}${kind}`] : [bare, ...(name.endsWith('新区') ? [name.slice(0, -1)] : [])];
  return found.filter((short) => short.length > 1 && short !== name);
}

const areasOf = (list: Readonly<Record<string, string>>): Area[] =>
  Object.entries(list).map(([code, name]) => ({ code, name, shorts: shortsOf(name) }));

/** Areas by the character that they begin with: what a text can begin with is soon found. */
type ByFirst = ReadonlyMap<string, readonly Area[]>;

function byFirst(areas: readonly Area[]): ByFirst {
  const map = new Map<string, Area[]>();
  for (const area of areas) {
    const first = area.name.charAt(0);
    const known = map.get(first);
    if (known) known.push(area);
    else map.set(first, [area]);
  }
  return map;
}

interface Index {
  readonly provinces: ByFirst;
  readonly cities: ByFirst;
  readonly districts: ByFirst;
}

let kept: Index | undefined;

/** Made at the first look, and kept: most calls of a function look for no region. */
export function areaIndex(): Index {
  kept ??= {
    provinces: byFirst(areasOf(areaList.province_list)),
    cities: byFirst(areasOf(areaList.city_list)),
    districts: byFirst(areasOf(areaList.county_list)),
  };
  return kept;
}

/** The code of the province that a code lies in. */
export const provinceCode = (code: string): string => `${code.slice(0, 2)}0000`;
/** The code of the city that a code lies in. */
export const cityCode = (code: string): string => `${code.slice(0, 4)}00`;

/** The name that a code has in the list, if any. */
export const provinceName = (code: string): string | undefined => areaList.province_list[provinceCode(code)];
export const cityName = (code: string): string | undefined => areaList.city_list[cityCode(code)];
export const districtName = (code: string): string | undefined => areaList.county_list[code];

/** Whether it names a place, rather than standing in the list for what has no city. */
export const isPlace = (city: string): boolean => !HOLDERS.includes(city);
/** Whether an address there is whole without a district. */
export const isWithoutDistricts = (code: string): boolean => WITHOUT_DISTRICTS.includes(cityCode(code));
