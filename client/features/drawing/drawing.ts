export type Context = CanvasRenderingContext2D;

/** A picture that can be drawn, of a size. */
export type DrawnImage = CanvasImageSource & { readonly width: number; readonly height: number };

/** Dots a px of the layout: sharp on any phone. */
export const DOTS = 3;

/** A picture that is drawn on the device, shown as it is saved. */
export interface Drawing {
  /** In px of the layout; DOTS as large when it is saved. */
  readonly width: number;
  readonly height: number;
  /** What it says, for who cannot see it. */
  readonly spoken: string;
  /** What a browser saves it as. */
  readonly fileName: string;
  /** Draws it, once the pictures have come that it asks for; one that does not come is null. */
  paint(context: Context, pictureOf: (picture: string | null) => Promise<DrawnImage | null>): Promise<void>;
}
