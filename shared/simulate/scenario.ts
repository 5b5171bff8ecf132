import {
  addDays,
  type BusinessDay,
  type Fen,
  isWithinCalendar,
  type MicroPoints,
  readBusinessDay,
  type SpendableCents,
  type StableCents,
} from '@shared/kernel';
import type { PlanKind, Plans } from '@shared/plans';
import type { Adjustment, EditionPrice } from '../rules';

/** Most days, members and events of one scenario. */
export const MOST_DAYS = 3660;
export const MOST_ROWS = 1_000_000;

/** Somebody in a scenario; a referrer stands earlier in the list. */
export interface ScenarioMember {
  readonly id: string;
  readonly referrer?: string | undefined;
  /** The plans whose rules were accepted from the start; missing: all. */
  readonly accepts?: readonly PlanKind[] | undefined;
}

/** A merchant of a scenario; the owner, if there is one, is one of the members. */
export interface ScenarioMerchant {
  readonly id: string;
  readonly owner?: string | undefined;
}

/** A series of collectibles that can be taken from the start. */
export interface ScenarioSeries {
  readonly id: string;
  readonly supply: number;
  /** Most that one member takes; missing: any number. */
  readonly limit?: number | undefined;
  readonly price: EditionPrice;
  /** Whom stable points are paid to; missing: they stay with the platform. */
  readonly merchant?: string | undefined;
}

type Of<Type extends string> = { readonly day: number; readonly type: Type };

/** What happens on a day, in units. */
export type ScenarioEvent =
  | (Of<'purchase'> & {
      readonly member: string;
      /** The cash part of an order that settles on that day. */
      readonly amount: Fen;
      /** By which a reversal names it. */
      readonly id?: string | undefined;
      readonly merchant?: string | undefined;
      /** The plans that the goods take part in; missing: all. */
      readonly plans?: readonly PlanKind[] | undefined;
    })
  | (Of<'sell' | 'redeem' | 'exchange'> & { readonly member: string; readonly points: MicroPoints })
  | (Of<'pay'> & { readonly member: string; readonly merchant: string; readonly amount: StableCents })
  | (Of<'merchantRedeem'> & { readonly merchant: string; readonly amount: StableCents })
  | (Of<'merchantSell'> & { readonly merchant: string; readonly points: MicroPoints })
  | (Of<'spend'> & { readonly member: string; readonly amount: SpendableCents })
  /** Takes the next edition of a series for its price. */
  | (Of<'collect'> & { readonly member: string; readonly series: string })
  /** Gives the edition of a series that is held longest; nothing is paid. */
  | (Of<'give'> & { readonly member: string; readonly to: string; readonly series: string })
  | (Of<'accept'> & { readonly member: string; readonly plan: PlanKind })
  /** Whole blocks that replace those of the same kind from the next day on. */
  | (Of<'publish'> & { readonly plan: Plans })
  /** `amount` missing: all that is left of the purchase. */
  | (Of<'reverse'> & { readonly purchase: string; readonly amount?: Fen | undefined })
  | (Of<'adjust'> & { readonly member: string; readonly adjustment: Adjustment });

/** A scenario as it is played: plans, people, events in units. */
export interface Scenario {
  readonly title: string;
  readonly start: BusinessDay;
  readonly days: number;
  readonly plans: Plans;
  readonly members: readonly ScenarioMember[];
  readonly merchants: readonly ScenarioMerchant[];
  readonly series: readonly ScenarioSeries[];
  /** How editions may be given; what is missing bounds nothing. */
  readonly giving?: { readonly waitDays?: number | undefined; readonly perYear?: number | undefined };
  readonly events: readonly ScenarioEvent[];
}

/** The calendar day of a scenario's day `number`; day 1 is `start`. */
export const dateOf = (start: BusinessDay, number: number): BusinessDay => addDays(start, number - 1);

/** Whether all days of the run lie within the calendar. */
export const fitsCalendar = (start: string, days: number): boolean => {
  const first = readBusinessDay(start);
  return first === undefined || isWithinCalendar(first, days - 1);
};
