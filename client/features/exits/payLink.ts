/** Whom a code pays: a shop by its standing code, or what a till asked for. */
export type PayeeCode = { readonly shopId: string } | { readonly paymentId: string };

const PAGE = '/packages/wallet/pay/index';

/** The page that pays somebody, with its parameters. */
const payPath = (payee: PayeeCode): string =>
  'shopId' in payee
    ? `${PAGE}?shop=${encodeURIComponent(payee.shopId)}`
    : `${PAGE}?payment=${encodeURIComponent(payee.paymentId)}`;

/**
 * What a till's code holds: in a browser a link that any camera opens; in WeChat the page, which is scanned from within
 * the mini-program, as the till says.
 */
export const payLink = (payee: PayeeCode): string =>
  typeof location === 'undefined' ? payPath(payee) : `${location.origin}${location.pathname}#${payPath(payee)}`;

/** Whom a text pays that was scanned, or the parameters of a page; null where it is no code of a till. */
export function readPayLink(text: string): PayeeCode | null {
  const [, query] = /packages\/wallet\/pay\/index\?([^#\s]+)$/.exec(text) ?? [];
  const [, name, id] = /(?:^|&)(shop|payment)=([\w:.-]{1,80})(?:&|$)/.exec(query ?? '') ?? [];
  if (!name || !id) return null;
  return name === 'shop' ? { shopId: id } : { paymentId: id };
}
