import { groupsIn } from './synonyms';

/** The most terms that a product is found by: a title, a subtitle and a category have about a hundred. */
const MOST_TERMS = 300;
/** Of a query, so many words are looked for; the rest is left out. */
const MOST_WORDS = 5;

const HAN = /\p{Script=Han}+/gu;
const LATIN = /[a-z0-9]+/g;

/** One way of writing a text: full-width letters as narrow ones, capitals as small ones. */
const normal = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

const pairsOf = (run: string): string[] => {
  const letters = [...run];
  return letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
};

/** What a text is found by: each character and each pair of a Chinese run, each Latin word and its beginnings. */
function termsIn(text: string): string[] {
  const plain = normal(text);
  const han = plain.match(HAN) ?? [];
  const latin = plain.match(LATIN) ?? [];
  return [
    ...han.flatMap((run) => [...run, ...pairsOf(run)]),
    ...latin.flatMap((word) => [...word].map((_, at) => word.slice(0, at + 1))),
  ];
}

/** Initials of Chinese words are terms of their own, which no Latin word is mistaken for. */
const letterTerms = (letters: string): string[] =>
  letters.length === 1 ? [`~${letters}`] : pairsOf(letters).map((pair) => `~${pair}`);

/** What a product is found by. */
interface Searchable {
  /** Title, subtitle, category, brand, words of its own: in whatever order. */
  readonly texts: readonly string[];
  /** First letters of the pinyin of the title's Chinese runs: `hfspg`. */
  readonly initials: readonly string[];
}

/** The terms to keep with a product, each once. Words that mean the same, or more of the same kind, are among them. */
export function indexTerms({ texts, initials }: Searchable): string[] {
  const terms = new Set(texts.flatMap(termsIn));
  for (const letters of initials) for (const term of [...letters, ...pairsOf(letters)]) terms.add(`~${term}`);
  for (const { head } of groupsIn(texts.map(normal).join(' '))) terms.add(`=${head}`);
  return [...terms].slice(0, MOST_TERMS);
}

/** A word that is proposed is not longer: it is one, not a sentence. */
const LONGEST_WORD = 10;

/**
 * The words by which a product may be proposed: its own, those of its kind that its title has, and the title's Chinese
 * runs. Each is found by itself; each once.
 */
export function wordsIn({ title, words }: { readonly title: string; readonly words: readonly string[] }): string[] {
  const plain = normal(title);
  const known = groupsIn(plain).flatMap(({ head, words: members }) =>
    [head, ...members].filter((one) => plain.includes(one)),
  );
  const all = [...words.map(normal), ...known, ...(plain.match(HAN) ?? [])];
  return [...new Set(all)].filter((word) => [...word].length >= 2 && [...word].length <= LONGEST_WORD);
}

/** A query as a word is kept: 'ＫＴＶ ' is ktv. */
export const asWord = (query: string): string => normal(query);

/** One word of a query: found where all terms of one of its ways are. */
export interface QueryWord {
  readonly word: string;
  readonly ways: readonly (readonly string[])[];
  /** What else is found by it, to be told: 苹果, 脐橙 for 水果. */
  readonly also: readonly string[];
}

/** The words of a query, as they are looked for; none where nothing of it can be. */
export function queryWords(query: string): QueryWord[] {
  const words = normal(query)
    .split(/[\s,，、。·+]+/u)
    .filter(Boolean)
    .slice(0, MOST_WORDS);
  return words.flatMap((word) => {
    const groups = groupsIn(word).filter(({ head, words: members }) => head === word || members.includes(word));
    // What is typed of a kind finds the kind's members, not the other way round: 苹果 is not asked for by 水果 alone.
    const alike = groups.filter(({ head, isKind }) => !isKind || head === word);
    const ways = [
      typedTerms(word),
      ...(/^[a-z]{2,}$/.test(word) ? [letterTerms(word)] : []),
      ...alike.map(({ head }) => [`=${head}`]),
    ].filter((way) => way.length > 0);
    const also = alike.flatMap(({ head, words: members }) => [head, ...members]).filter((one) => one !== word);
    return ways.length === 0 ? [] : [{ word, ways, also }];
  });
}

/** The terms of a typed word: pairs where there are any, as they narrow more than characters do. */
function typedTerms(word: string): string[] {
  const han = word.match(HAN) ?? [];
  const latin = word.match(LATIN) ?? [];
  return [...new Set([...han.flatMap((run) => ([...run].length === 1 ? [run] : pairsOf(run))), ...latin])];
}

/**
 * How well a text fits a query, the higher the better: its words in the title as they were typed, at its beginning
 * first; then those found by other ways. Same texts, same score.
 */
export function fitOf(words: readonly QueryWord[], title: string): number {
  const plain = normal(title);
  return words.reduce((sum, { word }) => sum + (plain.startsWith(word) ? 3 : plain.includes(word) ? 2 : 0), 0);
}
