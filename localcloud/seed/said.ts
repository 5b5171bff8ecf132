/** What somebody says of what he received. */
interface Said {
  readonly stars: number;
  readonly words: string;
  readonly isAnonymous: boolean;
}

/** By stars, from one; of what is sent, and of all that is not. */
const SENT: readonly (readonly string[])[] = [
  ['箱子到时已经破了，里面坏了一半，拍照退了钱。', '和写的不是一回事，失望。'],
  ['说 9:00 到，11:40 才到，东西没问题。', '分量比想的少，味道一般。'],
  ['中规中矩，包装可以再好些。', '还行，价格比超市略高一点。'],
  ['比超市新鲜，箱里有两个磕碰，当天就退了。', '大小匀，送得比说的早半小时。', '味道不错，就是冰袋化得快。'],
  [
    '一箱数了个数，没少，孩子一天两个。',
    '买第三回了，每次都一样。',
    '拆开就闻得到香，老人也喜欢。',
    '包得仔细，没有一个坏的。',
  ],
];
const USED: readonly (readonly string[])[] = [
  ['到店说要等位一个小时，没用成，退了。', '联系了两次才弄好。'],
  ['比说的慢，多等了一阵。', '服务一般，不太热情。'],
  ['可以，没有惊喜。', '和平常去一样，省了一点。'],
  ['顺利用上了，店里人不多。', '很快，就是说明写得少。'],
  ['到店报号就行，不用排队。', '几分钟就好了，省心。', '带家里人去的，都满意。'],
];

/** Of ten who say something: how many stars. */
const STARS = [5, 4, 5, 5, 3, 4, 5, 2, 4, 5, 5, 4, 1, 5, 4, 3] as const;
const ONE_OF = 3;

/** A number that follows from a text, spread as if by chance. */
const numberOf = (text: string): number =>
  [...text].reduce((number, character) => (number * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003, 7);

/** What the buyer of an order says of it, by its key: most say nothing. */
export function saidOf(key: string, isSent: boolean): Said | null {
  const number = numberOf(key);
  if (number % ONE_OF !== 0) return null;
  const chosen = Math.floor(number / ONE_OF);
  const stars = STARS[chosen % STARS.length]!;
  const words = (isSent ? SENT : USED)[stars - 1]!;
  return { stars, words: words[Math.floor(chosen / STARS.length) % words.length]!, isAnonymous: chosen % 5 === 0 };
}

/** What a shop answers to those who are not content. */
export const ANSWER = '收到，抱歉让你不方便了。坏的、少的照实退，我们和送货的也说过了。';
