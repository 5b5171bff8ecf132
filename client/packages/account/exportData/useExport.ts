import type { ExportPart } from '@shared/contract';
import { showToday } from '@shared/format';
import { useState } from 'react';
import { asRefused, call, type Refused, saveText, serverNow } from '../../../gateway';

/** The parts of one's data, in the order in which they are read. */
export const PART_WORDS = {
  profile: '资料',
  addresses: '地址',
  orders: '订单',
  cases: '售后',
  vouchers: '券码',
  coupons: '优惠券',
  statement: '账本明细',
  withdrawals: '提现',
  editions: '藏品',
  draws: '抽签报名',
  holdings: '持有证明',
  reviews: '评价',
  messages: '消息',
  favourites: '收藏',
  threads: '和店家的话',
} as const satisfies Record<ExportPart, string>;

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'reading'; readonly part: ExportPart; readonly rows: number }
  | { readonly is: 'done'; readonly rows: number; readonly name: string }
  | { readonly is: 'failed'; readonly refused: Refused };

const PARTS = Object.keys(PART_WORDS) as ExportPart[];

/** Reads part after part, page after page, and hands the whole over as one file. */
export function useExport(): { readonly state: State; readonly begin: () => void } {
  const [state, setState] = useState<State>({ is: 'idle' });
  const read = async (): Promise<State> => {
    const all: Record<string, unknown[]> = {};
    let rows = 0;
    for (const part of PARTS) {
      const found: unknown[] = [];
      let next: string | null = null;
      do {
        setState({ is: 'reading', part, rows });
        const page: { rows: unknown[]; next: string | null } = await call('account.exportPart', {
          part,
          ...(next === null ? {} : { cursor: next }),
        });
        found.push(...page.rows);
        rows += page.rows.length;
        next = page.next;
      } while (next !== null);
      all[part] = found;
    }
    const name = `我的数据-${showToday(serverNow())}.json`;
    if (!(await saveText(name, JSON.stringify(all, null, 2)))) throw new Error('the file was not handed over');
    return { is: 'done', rows, name };
  };
  const begin = () => {
    read().then(setState, (error: unknown) => setState({ is: 'failed', refused: asRefused(error) }));
  };
  return { state, begin };
}
