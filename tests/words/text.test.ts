import { type ActionName, actionNamed, actions, cleanText, text } from '@shared/contract';
import fc from 'fast-check';
import type * as z from 'zod';

const family = '👨\u200d👩\u200d👧';
const heart = '❤\ufe0f';
const england = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';

describe('what stays as it is', () => {
  test.each([
    ['Chinese', '山东省青岛市市南区香港中路 40 号'],
    ['Chinese with its signs', '“明禾”·自营（青岛）—— 第 3 店，7×24 小时'],
    ['rare Chinese', '㐂𠮷野家𡃁'],
    ['Latin with accents', 'Crème brûlée, Đặng Thị Huệ, Žižek'],
    ['Thai', 'น้ำปลาร้า ที่นี่'],
    ['Arabic', 'مُحَمَّد عبد الله'],
    ['Hebrew', 'שָׁלוֹם עוֹלָם'],
    ['Hindi', 'हिन्दी में नमस्ते'],
    ['Korean', '김치 찌개'],
    ['Japanese', 'がんばって ヶ月 々'],
    ['a family', family],
    ['a heart', heart],
    ['a heart on fire', '❤\ufe0f\u200d🔥'],
    ['a woman who runs, with a tone', '🏃🏽\u200d♀\ufe0f'],
    ['a rainbow flag', '🏳\ufe0f\u200d🌈'],
    ['a flag of two letters', '🇨🇳'],
    ['a flag of tags', england],
    ['a keycap', '1\ufe0f\u20e3'],
    ['currency and figures', '¥ 9.90 / 500 g ± 2 %'],
  ])('%s', (_, given) => {
    expect(cleanText(given)).toBe(given.normalize('NFC'));
    expect(text(1, 60).parse(given)).toBe(given.normalize('NFC'));
  });
});

describe('what goes', () => {
  test.each([
    ['control characters', '陈\u0000静\u007f\u0085', '陈静'],
    ['what has no width', '陈\u200b\u200c\u200d\u2060静\ufeff', '陈静'],
    ['turns of direction', '\u202e陈静\u202c\u2066\u2069\u061c\u200f', '陈静'],
    ['soft hyphens and other ignorable ones', '陈\u00ad\u034f\u180e静', '陈静'],
    ['Hangul fillers', '陈\u115f\u1160\u3164\uffa0静', '陈静'],
    ['Braille blanks', '陈\u2800静', '陈静'],
    ['tags', `陈\u{e0001}\u{e0041}\u{e007f}静`, '陈静'],
    ['tags on any other flag', `🏴\u{e0075}\u{e0073}\u{e007f}`, '🏴'],
    ['selectors out of place', '陈\ufe0f静\ufe00\u{e0100}', '陈静'],
    ['a second selector', '❤\ufe0f\ufe0f', heart],
    ['joiners out of place', '👨\u200d陈\u200d👩\u200d', '👨陈👩'],
    ['private use', '陈\ue000\u{f0000}静', '陈静'],
    ['lone surrogates', '陈\ud800静\udc00', '陈静'],
    ['what is no character', '陈\ufffe\ufdd0静\ufffc', '陈静'],
    ['marks on nothing', ' \u0301\u0301陈静 \u0336', '陈静'],
    ['a tower of marks', `陈${'\u0336'.repeat(50)}静`, `陈${'\u0336'.repeat(4)}静`],
    ['a tower of different marks', 'e\u0301\u0302\u0303\u0304\u0305\u0306\u0307', 'é\u0302\u0303\u0304\u0305'],
    ['white space of all kinds', '\u3000\t陈 \u00a0\r\n\u2028静\u2003 ', '陈 静'],
    ['what is written in parts', 'e\u0301', 'é'],
  ])('%s', (_, given, kept) => expect(cleanText(given)).toBe(kept));
});

describe('a text', () => {
  test.each([
    ['nothing', ''],
    ['white space', ' \u3000\u00a0\u2003'],
    ['what has no width', '\u200b\u200d\u2060'],
    ['blanks that are letters', '\u3164\uffa0\u115f'],
    ['blanks that are symbols', '\u2800\u{1d159}'],
    ['turns of direction', '\u202e\u2066'],
    ['marks alone', '\u0301\u0336'],
    ['a selector alone', '\ufe0f'],
    ['tags alone', '\u{e0041}\u{e0042}'],
    ['signs alone', '……、，。--'],
  ])('of %s is refused where one is asked for', (_, given) => {
    expect(text(1, 20).safeParse(given).success).toBe(false);
  });

  test('may be empty where none is asked for', () => {
    expect(text(0, 20).parse(' \u200b ')).toBe('');
  });

  test('is measured when it is clean, in code points', () => {
    expect(text(1, 3).parse(' 一二三\u200b ')).toBe('一二三');
    expect(text(1, 3).parse('𠮷𠮷𠮷')).toBe('𠮷𠮷𠮷');
    for (const tooLong of ['一二三四', `${family}`, '𠮷𠮷𠮷𠮷'])
      expect(text(1, 3).safeParse(tooLong).success).toBe(false);
    expect(text(2, 9).safeParse('\u200b一\u200b').success).toBe(false);
    expect(text(1, 20).safeParse('一'.repeat(100_000)).success).toBe(false);
    expect(text(1, 20).safeParse(`一${'\u0301'.repeat(100_000)}`).success).toBe(false);
  });

  test('is refused when it is none', () => {
    for (const given of [1, null, ['一'], { toString: () => '一' }])
      expect(text(0, 20).safeParse(given).success).toBe(false);
  });
});

/** Characters that matter here, besides ordinary ones. */
const CHARACTERS = [
  ...'陈静aé1# \t\u00a0\u3000ㄅㅎ가ก้אً',
  ...['\u0301', '\u0336', '\u0e49', '\u0338', '\u20e3', '\u1100', '\u1161', '\u11a8', '↔', '='],
  ...['\u200b', '\u200c', '\u200d', '\u200d', '\ufe0f', '\ufe0f', '\ufe0e', '\u202e', '\u00ad', '\u3164', '\u2800'],
  ...['👨', '👩', '❤', '🏽', '🏴', '🇨', '\u{e0067}', '\u{e0062}', '\u{e0065}', '\u{e006e}', '\u{e007f}', england],
  ...['\ud800', '\udc00', '\ue000', '\ufffe', '\u{10ffff}', '\u0000', '\u2028', '\ufeff'],
];
const odd = fc
  .array(fc.oneof(fc.constantFrom(...CHARACTERS), fc.string({ unit: 'binary', maxLength: 2 })), { maxLength: 40 })
  .map((parts) => parts.join(''));

/** What must never be left, but for the parts of emoji: ranges of code points. */
const NEVER = [
  ...['\\p{Cc}', '\\p{Co}', '\\p{Cs}', '\\p{Noncharacter_Code_Point}'],
  ...['\\u00ad', '\\u034f', '\\u061c', '\\u115f-\\u1160', '\\u17b4-\\u17b5', '\\u180b-\\u180f', '\\u200b-\\u200c'],
  ...['\\u200e-\\u200f', '\\u2028-\\u202e', '\\u2060-\\u206f', '\\u2800', '\\u3164', '\\ufe00-\\ufe0d', '\\ufeff'],
  ...['\\uffa0', '\\ufff9-\\ufffc', '\\u{e0080}-\\u{e0fff}'],
];
const LEFT_OUT = new RegExp(`[${NEVER.join('')}]|\\s{2}|^\\s|\\s$|[^\\S ]|\\p{M}{5}|(?:^| )\\p{M}`, 'u');
const PICTURE = '\\p{Extended_Pictographic}|[\\u{1f3fb}-\\u{1f3ff}]';
const JOINER_OUT_OF_PLACE = new RegExp(
  `(?<!${PICTURE}|\\ufe0e|\\ufe0f)\\u200d|\\u200d(?!\\p{Extended_Pictographic})`,
  'u',
);
const SELECTOR_OUT_OF_PLACE = new RegExp(`(?<!${PICTURE}|[0-9#*])(?:\\ufe0e|\\ufe0f)`, 'u');

describe('whatever is given', () => {
  const runs = { numRuns: 3000 };

  test('cleaning again changes nothing', () =>
    fc.assert(
      fc.property(odd, (given) => {
        expect(cleanText(cleanText(given))).toBe(cleanText(given));
      }),
      runs,
    ));

  test('nothing forbidden is left', () =>
    fc.assert(
      fc.property(odd, (given) => {
        const kept = cleanText(given);
        for (const forbidden of [LEFT_OUT, JOINER_OUT_OF_PLACE, SELECTOR_OUT_OF_PLACE])
          expect(kept).not.toMatch(forbidden);
        expect(kept).toBe(kept.normalize('NFC'));
        expect(kept.replaceAll(england, '')).not.toMatch(/[\u{e0000}-\u{e007f}]/u);
      }),
      runs,
    ));

  test('what is taken lies within its bounds, and can be seen', () =>
    fc.assert(
      fc.property(odd, fc.integer({ min: 0, max: 4 }), fc.integer({ min: 4, max: 12 }), (given, min, max) => {
        const read = text(min, max).safeParse(given);
        if (!read.success) return;
        expect([...read.data].length).toBeGreaterThanOrEqual(min);
        expect([...read.data].length).toBeLessThanOrEqual(max);
        expect(Buffer.byteLength(read.data)).toBeLessThanOrEqual(4 * max);
        if (min > 0) expect(read.data).toMatch(/[\p{L}\p{N}\p{S}\p{Extended_Pictographic}]/u);
      }),
      runs,
    ));
});

describe('every free text of every action', () => {
  /** Strings that are no free text: opaque, from a machine, or read by a schema of their own. */
  const MACHINES = [
    'cursor',
    'code',
    'token',
    // Nobody sees a password: every letter of it counts as it was typed.
    'password',
    'newPassword',
    'lines.answers',
    'plans.appreciation',
    'plans.dividend',
    'plans.release',
    // A number, a phone, a code or an id of a line of the audit, as it is.
    'about',
    // What an exchange signed: every letter of it counts.
    'acknowledgement',
  ];

  type Def = Record<string, unknown> & { type: string; checks?: { _zod: { def: { format?: string } } }[] };
  const defOf = (schema: unknown): Def => (schema as z.ZodType)._zod.def as unknown as Def;

  /** The string fields of a schema by their place; whether each is a text, or has a form of its own. */
  function* stringsOf(
    schema: unknown,
    place: string,
  ): Generator<{ place: string; isText: boolean; isFormed: boolean }> {
    const def = defOf(schema);
    const below = (name: string) => (place === '' ? name : `${place}.${name}`);
    if (def.type === 'string') {
      const isFormed = (def.checks ?? []).some(({ _zod }) => _zod.def.format === 'regex');
      yield { place, isText: false, isFormed };
    } else if (def.type === 'pipe') yield { place, isText: true, isFormed: false };
    else if (def.type === 'object')
      for (const [name, inner] of Object.entries(def.shape as object)) yield* stringsOf(inner, below(name));
    else if (def.type === 'array') yield* stringsOf(def.element, place);
    else if (def.type === 'record') yield* stringsOf(def.valueType, place);
    else if (def.type === 'union') for (const one of def.options as unknown[]) yield* stringsOf(one, place);
    else if (def.innerType) yield* stringsOf(def.innerType, place);
  }

  test.each(actions.map(({ name }) => name))('%s', (name: ActionName) => {
    for (const { place, isText, isFormed } of stringsOf(actionNamed(name)!.input, ''))
      expect([place, isText || isFormed || MACHINES.includes(place)]).toEqual([place, true]);
  });

  test('there are some two dozen, and cleaning reaches the parsed input', () => {
    const texts = actions.flatMap(({ name, input }) =>
      [...stringsOf(input, '')].filter(({ isText }) => isText).map(({ place }) => `${name} ${place}`),
    );
    expect(texts.length).toBeGreaterThan(20);
    const read = actionNamed('shop.saveAddress')!.input.parse({
      name: ' 陈\u200b静 ',
      phone: '13800000001',
      region: '山东省\u202e青岛市',
      detail: '香港中路\u3000\u300040 号',
    });
    expect(read).toMatchObject({ name: '陈静', region: '山东省青岛市', detail: '香港中路 40 号' });
  });

  test.each([
    ['name', '\u3164'],
    ['region', '\u200b'],
    ['detail', '\u2800\u2800'],
  ])('an address whose %s cannot be seen is refused', (field, value) => {
    const whole = { name: '陈静', phone: '13800000001', region: '青岛', detail: '香港中路' };
    const read = actionNamed('shop.saveAddress')!.input.safeParse({ ...whole, [field]: value });
    expect(read.error?.issues[0]?.path).toEqual([field]);
  });
});

describe('figures of an input that add up', () => {
  test.each([
    ['freightFen', 1_000_000],
    ['freeFreightFromFen', 100_000_000],
  ])('%s is bounded', (field, most) => {
    const parse = (value: number) =>
      actionNamed('admin.saveShop')!.input.safeParse({ shopId: 'own', name: '明禾', [field]: value }).success;
    expect([parse(0), parse(most), parse(most + 1), parse(Number.MAX_SAFE_INTEGER), parse(-1)]).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  test('the largest order there can be stays far below 2^53', () => {
    const [lines, pieces, priceFen, freightFen] = [50, 999, 100_000_000, 1_000_000];
    expect(lines * pieces * priceFen + freightFen).toBeLessThan(Number.MAX_SAFE_INTEGER / 1000);
  });
});
