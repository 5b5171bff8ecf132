/** Words that stand for each other in a search. */
interface Group {
  readonly head: string;
  readonly words: readonly string[];
  /** The head is a kind and the words are of it: 水果 finds 苹果, 苹果 does not find every fruit. */
  readonly isKind: boolean;
}

const same = (head: string, ...words: string[]): Group => ({ head, words, isKind: false });
const kind = (head: string, ...words: string[]): Group => ({ head, words, isKind: true });

/** What shoppers call the goods of the eight industries. A shop's own words are kept with its goods. */
const GROUPS: readonly Group[] = [
  kind(
    '水果',
    '苹果',
    '脐橙',
    '橙子',
    '葡萄',
    '蓝莓',
    '草莓',
    '桃',
    '梨',
    '香蕉',
    '樱桃',
    '车厘子',
    '西瓜',
    '柑',
    '柚',
    '猕猴桃',
    '芒果',
    '荔枝',
  ),
  kind(
    '蔬菜',
    '白菜',
    '番茄',
    '西红柿',
    '土豆',
    '马铃薯',
    '黄瓜',
    '青菜',
    '菠菜',
    '萝卜',
    '玉米',
    '茄子',
    '菌菇',
    '蘑菇',
  ),
  kind('肉', '牛肉', '牛腩', '猪肉', '羊肉', '鸡肉', '排骨', '黑猪', '牛排'),
  kind('海鲜', '虾', '蟹', '三文鱼', '黄鱼', '带鱼', '扇贝', '鲜贝', '鱿鱼'),
  kind('牛奶', '牛乳', '鲜奶', '纯牛奶', '酸奶', '奶粉', '乳'),
  kind('坚果', '核桃', '腰果', '巴旦木', '开心果', '松子'),
  kind('粮油', '大米', '面粉', '挂面', '橄榄油', '菜籽油', '花生油', '杂粮'),
  kind('酒', '白酒', '红酒', '葡萄酒', '啤酒', '黄酒', '清酒', '威士忌', '米酒'),
  kind('加油', '汽油', '柴油', '油卡'),
  kind('电影', '电影票', '影院', '观影'),
  same('番茄', '西红柿'),
  same('土豆', '马铃薯', '洋芋'),
  same('话费', '充话费', '手机充值', '话费充值'),
  same('酒店', '住宿', '宾馆', '民宿', '客栈'),
  same('体检', '健康体检', '体检套餐'),
  same('洗车', '精洗'),
  same('车厘子', '樱桃'),
  same('红酒', '葡萄酒'),
  same('蛋糕', '生日蛋糕'),
  same('唱歌', 'ktv', '欢唱'),
];

/** All words, the longest first: what a longer one has taken of a text is not taken once more by a shorter one. */
const WORDS = [...new Set(GROUPS.flatMap(({ head, words }) => [head, ...words]))].sort((a, b) => b.length - a.length);
/** Stands for what was taken: no word has it. */
const TAKEN = '\n';

/** The words that a text has: 葡萄酒 has no 葡萄, 核桃 no 桃. */
function wordsOf(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  let rest = text;
  for (const word of WORDS)
    if (rest.includes(word)) {
      found.add(word);
      rest = rest.split(word).join(TAKEN);
    }
  return found;
}

/** The groups of which a text has a word. */
export function groupsIn(text: string): readonly Group[] {
  const found = wordsOf(text);
  return GROUPS.filter(({ head, words }) => [head, ...words].some((word) => found.has(word)));
}
