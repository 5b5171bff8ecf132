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

/** What a poster's pictures are for the canvas that draws it. */
export interface PosterPictures {
  /** The dark squares of a code, or its picture; null where there is none. */
  readonly code: readonly (readonly boolean[])[] | CanvasImageSource | null;
  readonly goods: (CanvasImageSource & { readonly width: number; readonly height: number }) | null;
}

/** The poster's size in px of the layout; it is drawn three times as large. */
export const POSTER = { width: 342, height: 420, scale: 3 } as const;
