import type { InputOf, OutputOf } from '@shared/contract';
import { call } from '../../../gateway';

type Page = OutputOf<'exchange.exportRegister'>;

/** The register of a series, or of all where none is named, as the text of its file: fetched page by page. */
export async function registerText(
  seriesId: string | null,
  onEditions: (count: number) => void,
): Promise<{ readonly name: string; readonly text: string }> {
  const of: InputOf<'exchange.exportRegister'> = seriesId === null ? {} : { seriesId };
  const first = await call('exchange.exportRegister', of);
  const parts: NonNullable<Page['page']>[] = [];
  let editions = 0;
  let page: Page = first;
  for (;;) {
    if (page.page) {
      parts.push(page.page);
      editions += page.page.editions.length;
      onEditions(editions);
    }
    if (!page.next) break;
    page = await call('exchange.exportRegister', { ...of, cursor: page.next });
  }
  const day = first.head?.day ?? '';
  return { name: `register-${day}.json`, text: `${JSON.stringify({ ...first.head, parts }, null, 2)}\n` };
}
