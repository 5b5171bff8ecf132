import type { RefusalFigures } from '@shared/contract';
import { showCount, showDay } from '@shared/format';

type Codes = Extract<
  keyof RefusalFigures,
  `listing/${string}` | `register/${string}` | `acknowledgement/${string}` | `adapter/${string}`
>;
/** Another version of the server may leave some figures out. */
type WordsOf = { readonly [Code in Codes]: string | ((figures: Partial<RefusalFigures[Code]>) => string) };

/** Why something was not listed at an exchange, no register was given out, or an acknowledgement was not taken. */
export const EXCHANGE_REFUSALS = {
  'listing/unknown': '没有这一份，或它还没有人领，没有动。核对回执里的编号。',
  'listing/notExported': '回执答复的登记册里没有这一份，没有动。导出新的登记册，交给交易所再答。',
  'listing/changed': '登记册导出以后，这一份有了变动，没有登记。导出新的登记册，交给交易所再答。',
  'listing/offered': '这一份正等人收下，没有登记。等它有了结果，再导出登记册。',
  'listing/notAsked': '持有人没有申请登记，没有动。要登记，先由持有人申请。',
  'listing/notCleared': ({ sinceDay }) =>
    `${sinceDay ? `许可从 ${showDay(sinceDay)} 起停着` : '许可还没有'}，暂时不能登记到交易所，没有动。藏品仍归持有人。`,
  'listing/numberTaken': ({ number }) =>
    `编号${number === undefined ? '' : ` ${number} `}已经是另一份藏品的，没有登记。请交易所换一个编号。`,
  'listing/otherNumber': ({ number }) =>
    `它登记在${number ? `编号 ${number} ` : '另一个编号'}下，没有动。核对回执里的编号。`,
  'listing/notListed': '这一份没有登记在外，没有动。核对回执里的编号。',
  'register/tooMany': ({ most }) =>
    `系列太多${most === undefined ? '' : `，一次最多 ${showCount(most)} 个`}，没有导出。打开一个系列的登记册，分开导。`,
  'acknowledgement/noKey': '还没有设交易所的公钥（EXCHANGE_KEY），回执的真假核不了，没有导入。设好再导。',
  'acknowledgement/unreadable': ({ place, why }) =>
    `这不是一份完整的回执${place ? `，错在 ${place}` : ''}${why ? `（${why}）` : ''}，没有导入。换交易所给的原文件。`,
  'acknowledgement/form': ({ form }) =>
    `回执是另一版的格式${form ? `（${form}）` : ''}，这里读不了，没有导入。请交易所给第 1 版的。`,
  'acknowledgement/signature': '签名不是交易所的，或内容被改过，没有导入。向交易所要原文件。',
  'acknowledgement/unknownRegister': '回执答复的登记册不是这里导出的，没有导入。核对是不是给这家店的。',
  'acknowledgement/older': ({ last }) =>
    `已经导过更新的回执${last === undefined ? '' : `（第 ${last} 号）`}，旧的不再改动什么。要改，请交易所出新的。`,
  'acknowledgement/other': ({ serial }) =>
    `${serial === undefined ? '同一序号' : `第 ${serial} 号`}导过另一份不一样的回执，这一份没有导入。向交易所问清楚。`,
  'acknowledgement/unfinished': ({ serial }) =>
    `${serial === undefined ? '上一份' : `第 ${serial} 号`}回执还没有导完，这一份没有导入。先把那一份再导一次。`,
  'adapter/byHand': '没有设交易所的地址，只能用文件来回。导出登记册，再导入回执。',
  'adapter/unreachable': ({ why }) => `交易所没有应答${why ? `（${why}）` : ''}，没有取到回执。过一会再试。`,
} satisfies WordsOf;
