import { type Region, type RegionRead, regionAt } from './region';

/** What a pasted text says of an address. What could not be told is '' or null, and left to its owner. */
interface AddressRead {
  readonly name: string;
  readonly phone: string;
  readonly region: Region | null;
  /** As much of the region as was read, where it is not whole. */
  readonly regionWords: string;
  readonly detail: string;
}

const LABELS =
  /(?:收货人|收件人|联系人|姓名|名字|手机号码|手机号|联系电话|电话号码|手机|电话|所在地区|所在区域|省市区|地区|详细地址|收货地址|收件地址|街道地址|地址)\s*(?:[:：]\s*|(?=\|))/gu;
const NAMED = /(?:收货人|收件人|联系人|姓名|名字)\s*[:：]\s*([^\s,，;；|:：\d]{1,20})/u;
/** A mobile number, as people write it: +86, spaces or hyphens within; not a part of a longer number. */
const PHONE = /(?<![\d-])(?:(?:\+|00)?86[\s-]*)?(1[3-9]\d(?:[\s-]?\d){8})(?![\d])/gu;
const BREAKS = /[|\s,，;；、。]+/u;
/** What a name does not end with, but a place does. */
const PLACE = /[省市区县旗镇乡村路街道巷弄号室楼层栋幢座院店厦苑庭园里组队门厅口旁内外边侧东西南北司校厂铺处库城]$/u;
const HAN_NAME = /^\p{Script=Han}{2,4}(?:·\p{Script=Han}{1,8})?$/u;
const TITLED = /^\p{Script=Han}{1,3}(?:先生|女士|小姐|老师)$/u;
const LATIN_NAME = /^[A-Za-z][A-Za-z .'-]{0,19}$/u;
/** Names that most people have, for those that stand close behind a house number. */
const SURNAMES =
  '王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤';
const BEHIND = new RegExp(`^(.*[号室楼层户栋幢座元])([${SURNAMES}]\\p{Script=Han}{1,2})$`, 'u');

/** A piece at the very end is a name only where it begins as one: 翡翠湾 is none. */
const LAST = new RegExp(`^[${SURNAMES}]`, 'u');

const isName = (text: string): boolean =>
  TITLED.test(text) || LATIN_NAME.test(text) || (HAN_NAME.test(text) && !PLACE.test(text));

/** Takes the one phone number out of a text; where there are two nobody can tell which is meant. */
function takePhone(text: string): { readonly phone: string; readonly rest: string } {
  const phones = new Set([...text.matchAll(PHONE)].map(([, digits]) => digits!.replace(/\D/g, '')));
  const [phone = ''] = phones;
  return { phone: phones.size === 1 ? phone : '', rest: text.replace(PHONE, '|') };
}

interface Found extends RegionRead {
  readonly before: string;
}

/** The region of a text, wherever it begins: that of which most is named; of two alike the first. */
function findRegion(text: string): Found | null {
  let best: Found | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const read = regionAt(text.slice(at));
    if (!read) continue;
    const isBetter = !best || (read.region !== null && best.region === null);
    const isAlike = best !== null && (read.region === null) === (best.region === null);
    if (isBetter || (isAlike && read.length > best!.length)) best = { ...read, before: text.slice(0, at) };
  }
  return best;
}

const piecesOf = (text: string): string[] => text.split(BREAKS).filter(Boolean);
const joined = (pieces: readonly string[]): string => pieces.join(' ').trim();

/** Takes the name out of what stands before and behind a region; '' where none is, or more than one. */
function takeName(before: readonly string[], behind: readonly string[]): { name: string; detail: string } {
  const ahead = before.filter(isName);
  const others = before.filter((piece) => !isName(piece));
  if (ahead.length === 1) return { name: ahead[0]!, detail: joined([...others, ...behind]) };
  if (ahead.length > 1) return { name: '', detail: joined(behind) };
  const last = behind[behind.length - 1] ?? '';
  if (behind.length > 1 && isName(last) && (LAST.test(last) || TITLED.test(last)))
    return { name: last, detail: joined([...others, ...behind.slice(0, -1)]) };
  const [, place, name] = BEHIND.exec(last) ?? [];
  if (place && name && isName(name)) return { name, detail: joined([...others, ...behind.slice(0, -1), place]) };
  return { name: '', detail: joined([...others, ...behind]) };
}

/**
 * Reads a pasted text: name, phone, region and the rest, in any order in which people write them, with or without
 * anything between. Nothing is guessed: of two numbers, two names or two districts that are called so none is taken.
 */
export function readAddress(pasted: string): AddressRead {
  const text = pasted.normalize('NFKC').trim();
  const { phone, rest } = takePhone(text);
  const labelled = NAMED.exec(rest)?.[1] ?? '';
  const bare = (labelled ? rest.replace(NAMED, '|') : rest).replace(LABELS, '|');
  const found = findRegion(bare);
  const before = piecesOf(found?.before ?? '');
  const behind = piecesOf(found ? found.rest : bare);
  const taken = labelled ? { name: labelled, detail: joined([...before, ...behind]) } : takeName(before, behind);
  return {
    name: taken.name.slice(0, 20),
    phone,
    region: found?.region ?? null,
    regionWords: found?.words ?? '',
    detail: taken.detail.slice(0, 100),
  };
}
