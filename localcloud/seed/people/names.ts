import type { Chance } from '../chance';

const SURNAMES = [
  ...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚',
];

const GIVEN =
  '子涵 雨桐 明轩 思远 晓雯 佳怡 文博 海燕 建国 秀兰 志强 丽华 俊杰 梦琪 一鸣 若溪 嘉树 清扬 星河 晚晴 ' +
  '云舒 景行 知夏 安然 初阳 南乔 北辰 书瑶 语嫣 沐阳 春生 秋实 冬青 桂英 国栋 振华 淑芬 玉梅 小芳 大勇 ' +
  '长青 立夏 望舒 听澜 怀瑾 时雨 若谷 修远 念慈 可欣 天佑 子墨 依依 小磊 阿宁 红霞 永安 和平 晓光 德明';

const PLACES: readonly (readonly [region: string, streets: readonly string[]])[] = [
  ['山东省青岛市市南区', ['香港中路', '闽江路', '漳州二路']],
  ['浙江省杭州市西湖区', ['文三路', '教工路', '古翠路']],
  ['四川省成都市武侯区', ['科华北路', '桐梓林东路', '玉林南路']],
  ['湖北省武汉市洪山区', ['珞喻路', '雄楚大道', '卓刀泉北路']],
  ['江苏省南京市鼓楼区', ['中央路', '湖南路', '草场门大街']],
  ['陕西省西安市雁塔区', ['小寨东路', '长安南路', '雁展路']],
  ['广东省广州市天河区', ['体育东路', '天河北路', '龙口西路']],
  ['辽宁省大连市中山区', ['人民路', '鲁迅路', '解放路']],
];

/** Where those of the demo live. */
export const regionsOfDemo: readonly string[] = PLACES.map(([region]) => region);

/** Every full name there is to give, mixed. */
export function mixedNames(chance: Chance): string[] {
  const names = GIVEN.split(' ').flatMap((given) => SURNAMES.map((surname) => surname + given));
  for (let at = names.length - 1; at > 0; at -= 1) {
    const other = chance.below(at + 1);
    [names[at], names[other]] = [names[other]!, names[at]!];
  }
  return names;
}

/** An address in a real street with an invented house. */
export function someAddress(chance: Chance): { region: string; detail: string } {
  const [region, streets] = chance.pick(PLACES);
  const house = chance.between(1, 199);
  return {
    region,
    detail: `${chance.pick(streets)} ${house} 号 ${chance.between(1, 12)} 幢 ${chance.between(2, 26)}02`,
  };
}
