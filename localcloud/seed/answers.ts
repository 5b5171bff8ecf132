import type { InputOf } from '@shared/contract';

type Asked = Pick<NonNullable<InputOf<'admin.saveGoods'>['asks']>[number], 'key' | 'kind' | 'choices'>;

/** Who tells what goods ask for. */
interface Teller {
  readonly name: string;
  readonly phone: string;
  /** The phone that is topped up, where it is not the own one. */
  readonly account?: string | undefined;
}

const DAYS_AHEAD_MS = 3 * 86_400_000;

/** What somebody of the demo tells of each field that goods ask for: numbers that are nobody's. */
export function answersOf(asks: readonly Asked[], { name, phone, account }: Teller, nowMs: number) {
  const told = {
    phone: account ?? phone,
    account: `0532-8${phone.slice(-7)}`,
    meterNumber: `20${phone.slice(-8)}`,
    cardNumber: `10001132${phone}`,
    idNumber: '999999199001010016',
    name,
    text: '海天小区 3 栋 1203',
    date: new Date(nowMs + DAYS_AHEAD_MS).toISOString().slice(0, 10),
  };
  return Object.fromEntries(
    asks.map((ask) => [ask.key, ask.kind === 'choice' ? ask.choices?.[0] : told[ask.kind]]),
  ) as Record<string, string>;
}
