import * as z from 'zod';

/**
 * Emoji that are written with characters which elsewhere are forbidden: families and the like with joiners, hearts and
 * the like with a selector, keycaps, and the three flags of tags in use (England, Scotland, Wales). Other tags could
 * carry hidden text.
 */
const PICTURE = '\\p{Extended_Pictographic}[\\u{1F3FB}-\\u{1F3FF}]?[\\uFE0E\\uFE0F]?';
const FLAG_OF_TAGS =
  '\\u{1F3F4}\\u{E0067}\\u{E0062}(?:\\u{E0065}\\u{E006E}\\u{E0067}|\\u{E0073}\\u{E0063}\\u{E0074}|\\u{E0077}\\u{E006C}\\u{E0073})\\u{E007F}';
const EMOJI = `${FLAG_OF_TAGS}|[0-9#*]\\uFE0F\\u20E3|${PICTURE}(?:\\u200D${PICTURE})*`;

/** Of no use anywhere: control, private use, lone surrogates, no characters, replaced objects. */
const NEVER = '\\p{Cc}\\p{Co}\\p{Cs}\\p{Noncharacter_Code_Point}\\uFFFC';
/** Invisible or blank, or turning the direction of what follows; some of them belong into emoji. */
const UNSEEN = '\\p{Cf}\\p{Default_Ignorable_Code_Point}\\u2800\\u{1D159}\\u{16FE4}\\u{13441}\\u{13442}';

const neverSeen = new RegExp(`[${NEVER}]`, 'gu');
const unseenButInEmoji = new RegExp(`(${EMOJI})|[${UNSEEN}]`, 'gu');
const whiteSpace = /\p{White_Space}+/gu;
/** A selector counts as a mark: a picture has one. */
const marksBeyond = /(\p{M}{4})\p{M}+/gu;
const marksOnNothing = /(^| )\p{M}+/gu;
const visible = /[\p{L}\p{N}\p{S}\p{Extended_Pictographic}]/u;

/**
 * A text as it is kept: no control characters, nothing invisible, nothing that turns directions, no private use, at
 * most four marks on one letter; all white space is one space, none at the ends; NFC. Emoji stay whole. What was
 * cleaned stays as it is when it is cleaned again.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(whiteSpace, ' ')
    .replace(neverSeen, '')
    .replace(unseenButInEmoji, '$1')
    .normalize('NFC')
    .replace(marksBeyond, '$1')
    .replace(marksOnNothing, '$1')
    .replace(whiteSpace, ' ')
    .trim();
}

/** Characters that a text may have before it is cleaned, for each that it may have afterwards. */
const RAW_FOR_EACH = 16;
const RAW_AT_LEAST = 256;

/**
 * Free text, cleaned (see `cleanText`) and then measured in code points: an emoji of several counts as several, and at
 * most 4 bytes of UTF-8 go to each, so `max` bounds the bytes as well. Where `min` is above 0 it holds at least one
 * letter, digit, symbol or emoji that can be seen.
 */
export const text = (min: number, max: number) =>
  z
    .string()
    .max(Math.max(max * RAW_FOR_EACH, RAW_AT_LEAST))
    .transform(cleanText)
    .refine((cleaned) => [...cleaned].length >= min, { error: `at least ${min} characters` })
    .refine((cleaned) => [...cleaned].length <= max, { error: `at most ${max} characters` })
    .refine((cleaned) => min === 0 || visible.test(cleaned), { error: 'nothing in it can be seen' });
