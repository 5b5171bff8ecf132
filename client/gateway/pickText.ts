import Taro from '@tarojs/taro';

/** A file of this device, read here: its text, or why there is none. */
type PickedText =
  | { readonly is: 'text'; readonly name: string; readonly text: string }
  /** `otherLetters`: neither UTF-8 nor, on this device, the letters that spreadsheets in China write. */
  | { readonly is: 'tooLarge' | 'otherLetters'; readonly name: string };

/** More is no sheet that we take: 50,000 lines are some 5 MB. */
const MOST_BYTES = 12_000_000;

/** Letters that are not UTF-8 read as this one. */
const UNREAD = '\uFFFD';

/** The text of bytes: UTF-8, else what spreadsheets in China write (GB18030, GBK among it); null where neither is read. */
function textOf(bytes: ArrayBuffer): string | null {
  if (typeof TextDecoder === 'undefined') return null;
  for (const letters of ['utf-8', 'gb18030'])
    try {
      return new TextDecoder(letters, { fatal: true }).decode(bytes);
    } catch {
      // Not in these letters, or they are not known here.
    }
  return null;
}

const named = (name: string, text: string | null): PickedText =>
  text === null ? { is: 'otherLetters', name } : { is: 'text', name, text };

/** What a file's name ends in, and what a browser calls it. */
const TYPES = { csv: 'text/csv', json: 'application/json' } as const;
type Ending = keyof typeof TYPES;

/** Lets somebody pick a file and reads it on the device: CSV, unless it is said. Null when nothing was picked. */
export const pickText = (ending: Ending = 'csv'): Promise<PickedText | null> =>
  process.env.TARO_ENV === 'h5' ? fromBrowser(ending) : fromWechat(ending);

function fromBrowser(ending: Ending): Promise<PickedText | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = `.${ending},${TYPES[ending]}`;
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (!file) return resolve(null);
      if (file.size > MOST_BYTES) return resolve({ is: 'tooLarge', name: file.name });
      file.arrayBuffer().then((bytes) => resolve(named(file.name, textOf(bytes))), reject);
    });
    input.click();
  });
}

async function fromWechat(ending: Ending): Promise<PickedText | null> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file', extension: [ending] });
    const file = tempFiles[0];
    if (!file) return null;
    if (file.size > MOST_BYTES) return { is: 'tooLarge', name: file.name };
    const files = Taro.getFileSystemManager();
    const decoded = textOf(files.readFileSync(file.path) as ArrayBuffer);
    if (decoded !== null) return named(file.name, decoded);
    // Older phones know no decoder: WeChat itself reads UTF-8, and nothing else.
    const text = files.readFileSync(file.path, 'utf8') as string;
    return named(file.name, text.includes(UNREAD) ? null : text);
  } catch (error) {
    if (/cancel/i.test(String((error as { errMsg?: string }).errMsg))) return null;
    throw error;
  }
}
