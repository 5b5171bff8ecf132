import type { BalanceBar, RefusalFigures } from '@shared/contract';
import { showPlain } from '@shared/format';
import { BALANCE_BARS } from './terms';

type BalanceCode = Extract<keyof RefusalFigures, `balance/${string}`>;
/** Another version of the server may leave some figures out. */
type WordsOf = { readonly [Code in BalanceCode]: (figures: Partial<RefusalFigures[Code]>) => string };

const yuan = (figure: number | undefined): string | null => (figure === undefined ? null : showPlain(figure, 'cash'));

/** Why an order was not paid with cash balance: nothing is placed, and nothing was taken. */
export const BALANCE_REFUSALS = {
  'balance/barred': ({ why }) =>
    `${BALANCE_BARS[why as BalanceBar] ?? '余额现在不能用来付款。'}没有下单，余额没有动。用微信支付。`,
  'balance/overLimit': ({ atMostFen }) => {
    const most = yuan(atMostFen);
    return most === null ? '余额用得比要付的多，没有下单。改少再试。' : `这次最多用余额 ${most}，没有下单。改少再试。`;
  },
  'balance/notEnough': ({ readyFen }) => {
    const ready = yuan(readyFen);
    return ready === null
      ? '余额不够，没有下单。改少，其余用微信支付。'
      : `能用的余额有 ${ready}，不够，没有下单。改少，其余用微信支付。`;
  },
} satisfies WordsOf;
