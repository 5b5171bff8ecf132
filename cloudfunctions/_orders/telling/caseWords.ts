import { showMoment } from '@shared/format';
import type { AfterSalesDocument } from '../../_store/documents';
import type { Telling } from '../../_store/messages';
import { isToldOfCase } from './told';

type Line = AfterSalesDocument['log'][number];

/** A line's words of a case: what is so, and what the buyer is to do next. */
function said(one: AfterSalesDocument, { event, by }: Line, isLast: boolean): { title: string; words: string } | null {
  const isLate = by === 'platform';
  const who = by === 'admin' && one.shopOwnerId !== null ? '平台' : '店家';
  // When it goes on by itself is known of the step that it stands at.
  const until = isLast && one.dueAtMs !== null ? `请在 ${showMoment(one.dueAtMs)} 前` : '请按时';
  switch (event) {
    case 'refund.given':
      return { title: isLate ? '店家过时，自动退款' : `${who}同意退款`, words: '各退多少、退到哪里，在里面。' };
    case 'return.agreed':
      return { title: isLate ? '店家过时没答，自动同意' : '店家同意退货', words: `${until}寄回并填单号。` };
    case 'request.refused':
      return { title: '店家没有同意', words: `可以看答复；不认可，${until}请平台来看。` };
    case 'return.accepted':
      return { title: '店家收到寄回的商品', words: '等店家寄出换的商品。' };
    case 'return.acceptedInPart':
      return { title: '店家收下一部分', words: `先退这部分；其余的不认可，${until}请平台来看。` };
    case 'exchange.sent':
      return { title: '换的商品已寄出', words: '收到后请确认。' };
    case 'exchange.received':
      return { title: '换货到期自动收到', words: '这次售后办完了。' };
    case 'parcel.overdue':
      return { title: '过期没有寄回，申请结束', words: '没有退款。退货期内可以再申请。' };
    case 'arbitration.forShop':
      return { title: '平台支持店家', words: '没有退款。理由在里面。' };
    case 'refusal.stands':
      return { title: '售后已结束', words: '没有再申请，按店家的答复结束。' };
    default:
      return null;
  }
}

/** What is to be told of a case, of the lines of its record that its buyer was not told of. */
export function tellingsOfCase(one: AfterSalesDocument): Telling[] {
  const from = one.untoldFrom ?? one.log.length;
  const goods = one.lines[0]?.title ?? '';
  return one.log.flatMap((line, at) => {
    const words = at >= from && isToldOfCase(line) ? said(one, line, at === one.log.length - 1) : null;
    if (!words) return [];
    return [
      {
        memberId: one.memberId,
        event: `case:${one._id}:${at}`,
        kind: 'afterSales' as const,
        title: words.title,
        words: `${goods === '' ? '' : `${goods}。`}${words.words}`,
        atMs: line.atMs,
        target: { page: 'afterSales', id: one._id } as const,
        template: 'afterSales' as const,
      },
    ];
  });
}
