import * as z from 'zod';
import { isCreditCode } from '../format';
import { text } from './text';

/** Longer ones are in no address book. */
const EMAIL = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}$/;

/**
 * The invoice that a buyer asks for. A company has a tax number, which is held against its check character; a person has
 * none.
 */
export const invoice = z
  .strictObject({
    kind: z.enum(['personal', 'company']),
    title: text(1, 100),
    taxNumber: text(0, 18).default(''),
    email: z.string().max(120).regex(EMAIL),
  })
  .refine(({ kind, taxNumber }) => (kind === 'company' ? isCreditCode(taxNumber) : taxNumber === ''), {
    path: ['taxNumber'],
    message: 'not a tax number',
  });
export type Invoice = z.infer<typeof invoice>;
