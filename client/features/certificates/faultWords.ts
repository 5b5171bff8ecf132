/** Where a certificate fails, by its place in the file (shared/proofs), in words: what there was changed, or is missing. */
const PLACES: Readonly<Record<string, string>> = {
  file: '文件里有读不下去的内容，不是原来的证书',
  kind: '这不是本店出的证书，或这个页面还不认得这一种',
  form: '证书的格式这个页面不认得，换新版的页面或命令再核对',
  series: '系列的登记缺了',
  edition: '这一份的登记缺了',
  editions: '当天全部藏品的总哈希缺了',
  path: '核对路径缺了，或太长',
  'editions.root': '当天全部藏品的总哈希不是一个哈希',
  chainedHash: '前一段账的哈希不是一个哈希',
  balances: '当天余额的总哈希不对',
  'edition.fingerprint': '图文指纹和系列的登记对不上：名称、介绍、图片、份数、用处里有一处改过',
  'edition.editionId': '编号和这一份的记号对不上',
  number: '编号不在发行的份数里',
  'path, up to editions.root': '从这一份接不到当天的总哈希：持有人、提没提货、经过或路径里有一处改过',
  dayHash: '接不到当天封账的哈希：日期、总哈希或封账的哈希里有一处改过',
  certificateId: '编号缺了',
  holder: '持有人的代号缺了',
  day: '收盘日缺了',
  microPoints: '积分数不对，或超过了当天全部的积分',
  atMs: '锁定的时间不对',
  root: '当天余额的总数缺了',
  balance: '余额证明不对',
  'balance.day': '余额证明不是那天的',
  'balance.dayHash': '余额证明接到的不是那天封账的哈希',
  'balance.root.hash': '余额证明接到的不是那天的总数',
  'balance.holder': '余额证明不是这位持有人的',
  'balance.balances': '余额证明里的积分不到证明的数',
  key: '店家的公钥不是一把公钥',
  signature: '签名对不上：签过名以后，文件里有一处改过；或签名、公钥被换过',
};

/** What does not fit at a place of a certificate. */
export function faultWords(place: string): string {
  const step = /^path\[(\d+)\]$/.exec(place);
  if (step) return `核对路径的第 ${Number(step[1]) + 1} 级不是一个哈希`;
  return PLACES[place] ?? `文件里“${place}”这一处不对`;
}
