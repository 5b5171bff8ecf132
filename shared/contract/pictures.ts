import * as z from 'zod';
import { action } from './action';

/** What a file is uploaded for: the folder of the storage that it lies in. */
export const pictureKind = z.enum([
  'goods',
  'shop',
  'clearance',
  'afterSales',
  'review',
  'service',
  'licence',
  'avatar',
]);
export type PictureKind = z.infer<typeof pictureKind>;

/** What a file is by its first bytes, which is how its name ends. A document (pdf) proves a clearance and nothing else. */
export const pictureType = z.enum(['png', 'jpg', 'webp', 'pdf']);
export type PictureType = z.infer<typeof pictureType>;

const MEGABYTE = 1024 * 1024;
/** Largest file of each kind, in bytes. A phone's picture, compressed by the platform, has a few hundred thousand. */
export const mostBytes: Readonly<Record<PictureKind, number>> = {
  goods: 2 * MEGABYTE,
  shop: 2 * MEGABYTE,
  clearance: 5 * MEGABYTE,
  afterSales: 2 * MEGABYTE,
  review: 2 * MEGABYTE,
  service: 2 * MEGABYTE,
  licence: 4 * MEGABYTE,
  // A square of some hundred pixels: the device cuts it before it is sent.
  avatar: MEGABYTE / 2,
};

/** What each action takes, and answers, that tells a member where to upload a picture of one kind. */
export const placedByMember = <const Kind extends PictureKind>(kind: Kind) =>
  ({
    role: 'member',
    input: z.strictObject({
      kind: z.literal(kind),
      type: pictureType.exclude(['pdf']),
      bytes: z.number().int().min(1),
      digest: z.string().regex(/^[0-9a-f]{40,64}$/),
    }),
    output: z.strictObject({ cloudPath: z.string() }),
    refusals: ['picture/tooLarge'],
  }) as const;

export const pictureActions = [
  /**
   * Where a file is to be uploaded to. The name follows from the content, so that one picture is stored once for each
   * who uploads it, and no upload changes what another one showed.
   */
  action({
    name: 'admin.placePicture',
    role: 'staff.shop',
    input: z.strictObject({
      kind: pictureKind.exclude(['afterSales', 'review', 'service', 'licence', 'avatar']),
      type: pictureType,
      bytes: z.number().int().min(1),
      /** Of the content, in hexadecimal: SHA-1 by the mini-program, SHA-256 by the H5 door. */
      digest: z.string().regex(/^[0-9a-f]{40,64}$/),
    }),
    output: z.strictObject({ cloudPath: z.string() }),
    refusals: ['picture/type', 'picture/tooLarge'],
  }),
] as const;
