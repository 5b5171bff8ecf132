/** "138 **** 5521", of a number masked by the server or whole (its owner's own). */
export function showPhone(phone: string): string {
  return phone.length === 11 ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone;
}

/** The middle of a long code left out: "a41f 9c02 … 7be3". Short ones stay whole. */
export function showHash(hash: string): string {
  if (hash.length <= 16) return hash;
  return `${hash.slice(0, 4)} ${hash.slice(4, 8)} … ${hash.slice(-4)}`;
}

/** The middle of an id left out, so that it fits a line: "order:OR…:settle". Short ones stay whole. */
export const showShortId = (id: string): string => (id.length <= 20 ? id : `${id.slice(0, 8)}…${id.slice(-8)}`);

/** At most so many characters of a text, the last of them an ellipsis where it is longer. */
export function cutTo(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

/** An order number with its middle left out, for rows: "MH…0519". */
export const showShortNo = (orderNo: string): string =>
  orderNo.length <= 10 ? orderNo : `${orderNo.slice(0, 2)}…${orderNo.slice(-4)}`;
