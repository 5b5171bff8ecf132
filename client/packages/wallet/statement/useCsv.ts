import type { InputOf, StatementLine } from '@shared/contract';
import { showToday } from '@shared/format';
import { useRef, useState } from 'react';
import { asRefused, call, type Refused, saveText, serverNow } from '../../../gateway';
import { csvOf } from './csv';

/** Lines of one request, and rows of one file: spreadsheets of phones take about as many. */
const LINES_AT_ONCE = 50;
const MOST_ROWS = 10_000;

export type CsvState =
  | { readonly is: 'idle' }
  | { readonly is: 'reading'; readonly rows: number; readonly seenToDay: string | null }
  /** `isWhole`: false where the file holds no more rows than one may. */
  | { readonly is: 'saved'; readonly rows: number; readonly isWhole: boolean; readonly lastDay: string | null }
  | { readonly is: 'notSaved' }
  | { readonly is: 'failed'; readonly error: Refused };

/** Reads a statement to its end in bounded steps and hands it over as a file; it can be stopped between any two. */
export function useCsv(asked: Omit<InputOf<'wallet.statement'>, 'cursor' | 'limit'>) {
  const [state, setState] = useState<CsvState>({ is: 'idle' });
  const turn = useRef(0);
  const begin = async () => {
    turn.current += 1;
    const own = turn.current;
    const isStopped = () => turn.current !== own;
    setState({ is: 'reading', rows: 0, seenToDay: null });
    try {
      const lines: StatementLine[] = [];
      let cursor: string | null = null;
      do {
        const page: { lines: StatementLine[]; next: string | null; seenToDay: string | null } = await call(
          'wallet.statement',
          { ...asked, limit: LINES_AT_ONCE, ...(cursor ? { cursor } : {}) },
        );
        if (isStopped()) return;
        lines.push(...page.lines);
        cursor = page.next;
        setState({ is: 'reading', rows: lines.length, seenToDay: page.seenToDay });
      } while (cursor && lines.length < MOST_ROWS);
      const isSaved = await saveText(`流水-${showToday(serverNow())}.csv`, csvOf(lines));
      const lastDay = lines.length > 0 ? (lines[lines.length - 1]?.day ?? null) : null;
      setState(isSaved ? { is: 'saved', rows: lines.length, isWhole: cursor === null, lastDay } : { is: 'notSaved' });
    } catch (error) {
      if (!isStopped()) setState({ is: 'failed', error: asRefused(error) });
    }
  };
  const stop = () => {
    turn.current += 1;
    setState({ is: 'idle' });
  };
  return { state, begin: () => void begin(), stop };
}
