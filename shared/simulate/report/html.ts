/** Markup that is safe to put into a page as it stands. Only this file makes one. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in a template: text is escaped, markup and lists of it are not; nothing stands for nothing. */
type Piece = Html | string | number | bigint | readonly Piece[] | undefined | null | false;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it reads, in an element or a quoted attribute. Controls that a page may not hold are shown as a box. */
const escaped = (text: string): string =>
  text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[&<>"']/g, (sign) => ENTITIES[sign]!)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ids are free text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd');

function textOf(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (piece === undefined || piece === null || piece === false) return '';
  if (typeof piece === 'object') return piece.map(textOf).join('');
  return escaped(String(piece));
}

/** A template of markup: every value put in is escaped unless it is markup itself. */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  let text = strings[0]!;
  pieces.forEach((piece, index) => {
    text += textOf(piece) + strings[index + 1]!;
  });
  return new Html(text);
}

/** Our own text that must stand unescaped: the style and the script. Never for what a file holds. */
export const verbatim = (text: string): Html => new Html(text);

/** Longest id and longest title that are written out whole, in signs. */
const LONGEST_ID = 48;
const LONGEST_TITLE = 120;

function cut(text: string, longest: number): string {
  const signs = [...text.slice(0, 2 * longest + 2)];
  return signs.length > longest ? `${signs.slice(0, longest).join('')}…` : text;
}

/** An id as it reads: kept from turning the text around it, cut when very long. */
export const idText = (id: string): Html => html`<bdi>${cut(id, LONGEST_ID)}</bdi>`;

/** A title as plain text, cut when very long. */
export const titleText = (title: string): string => cut(title, LONGEST_TITLE);
