import { BY_VOLUME } from '@shared/rules';
import { type Columns, FIGURES } from './columns';

/** Whether a member's line of a page says nothing but where it stands: no downline on the page, no figure, no order. */
export function isBareLeaf(columns: Columns, at: number): boolean {
  if (columns.depth[at + 1] !== undefined && columns.depth[at + 1]! > columns.depth[at]!) return false;
  return FIGURES.every((figure) => {
    if (figure === 'depth' || figure === 'rank') return true;
    return columns[figure][at] === (figure === 'handRank' ? BY_VOLUME : 0);
  });
}

/** Takes a bare line out of a page. No order moves: it has none. */
export function takeOut(columns: Columns, at: number): void {
  columns.members.splice(at, 1);
  for (const figure of FIGURES) columns[figure].splice(at, 1);
}
