/** What a poster is drawn from. No amounts and nothing that anybody would earn. */
export interface Poster {
  readonly look: PosterLook;
  /** 陈* 邀请你来明禾 */
  readonly title: string;
  readonly lines: readonly string[];
  /** Below the code: what one does with it. */
  readonly caption: string;
  /** Stands where there is no code. */
  readonly inviteCode: string;
  readonly goodsTitle: string;
}

export const POSTER_LOOKS = [
  { key: 'basket', words: '蔬果篮' },
  { key: 'words', words: '只有文字' },
  { key: 'goods', words: '一件商品' },
] as const;
export type PosterLook = (typeof POSTER_LOOKS)[number]['key'];

/** Its pictures: the dark squares of a code in a browser, WeChat's own picture of one there, and that of goods. */
export interface PosterSources {
  readonly squares: readonly (readonly boolean[])[] | null;
  readonly codeFileId: string | null;
  readonly goodsPicture: string | null;
}

/** The poster's size in px of the layout. */
export const POSTER = { width: 342, height: 420 } as const;
