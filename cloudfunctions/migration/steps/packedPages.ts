import { packed } from '../../_books/pages/columns';
import { readPage } from '../../_books/pages/readWhole';
import { dropUsedUp } from '../../_books/pages/today';
import { pages } from '../../_store/collections';
import { columnsOfEither, isPacked } from '../listedPage';
import { forEach, pass, type Step } from '../step';

/**
 * Pages that no close has written since columns became texts get the form of today, figure for figure: it is what the
 * next close would make of them. Records of days stay as they were written: they are entries of the journal, and their
 * hash is of the text.
 */
export const packedPages: Step = {
  to: 3,
  name: 'pages',
  passes: async () => [
    pass(pages, { _id: true }, (found) =>
      // One after the other in small numbers: a page may fill an answer.
      forEach(found, async ({ _id }) => {
        const page = await readPage(_id);
        if (!page || isPacked(page)) return;
        const columns = columnsOfEither(page);
        dropUsedUp(columns);
        await pages.put({ ...page, ...packed(columns) });
      }),
    ),
  ],
};
