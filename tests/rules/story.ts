/** One row of a story by column title; a cell that is empty is ''. */
export type Row = Readonly<Record<string, string>>;

/** The rows of a table: a line of titles, then one line for each row, columns parted by bars. */
export function rowsOf(table: string): Row[] {
  const lines = table
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const [titles, ...rows] = lines;
  if (!titles || rows.length === 0) throw new Error('a story needs titles and at least one row');
  return rows.map((cells) => {
    if (cells.length !== titles.length) throw new Error(`a row of ${cells.length} cells: ${cells.join(' | ')}`);
    return Object.fromEntries(titles.map((title, at) => [title, cells[at]!]));
  });
}

/**
 * A story told as a table and played row by row, in order: `play` is given a row and answers what came of it by column
 * title. Every answered column must read as the table does; a column that no row answers is a mistake of the test.
 */
export function story(name: string, table: string, play: (row: Row) => Row): void {
  test(name, () => {
    for (const [at, row] of rowsOf(table).entries()) {
      const came = play(row);
      const told = Object.fromEntries(Object.keys(came).map((title) => [title, row[title]]));
      expect({ row: at + 1, ...came }).toEqual({ row: at + 1, ...told });
    }
  });
}
