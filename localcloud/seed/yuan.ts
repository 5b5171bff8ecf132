import { readDecimal } from '@shared/kernel';

/** Fen of a price written in yuan, such as "100.00". Throws for text that is no such price. */
export function fenOfYuan(yuan: string): number {
  const read = readDecimal(yuan, 2);
  if ('fault' in read) throw new Error(`the price "${yuan}" ${read.fault}`);
  return read.units;
}
