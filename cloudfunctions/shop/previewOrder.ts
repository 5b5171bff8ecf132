import { type PlanKind, refuse } from '@shared/contract';
import { done } from '@shared/kernel';
import { joining } from '../_actions/joins';
import { balancesJoined, balancesJoins } from '../_books/balances';
import { hasAcceptedBy } from '../_orders/accepted';
import { answersOf } from '../_orders/answers';
import { asksShown } from '../_orders/cards';
import { isFreightByPlace } from '../_orders/freight';
import { addressesJoin } from './addresses';
import { sumsOf } from './sums';

const joins = [...balancesJoins, addressesJoin] as const;

/** The sums of a checkout, as `placeOrder` will make them. Changes nothing. */
export const previewOrder = joining<'shop.previewOrder', typeof joins>(
  () => joins,
  async (input, { member, nowMs }, [wallet, figures, kept]) => {
    const address = input.addressId ? kept.find((one) => one.addressId === input.addressId) : kept[0];
    if (input.addressId && !address) return refuse('address/unknown');
    const { spendableCents: heldCents } = await balancesJoined(member, [wallet, figures]);
    const place = address?.regionCode ?? null;
    const asked = { memberId: member._id, lines: input.lines, useSpendable: input.useSpendableCents, heldCents, nowMs };
    const sums = await sumsOf({ ...asked, place });
    if (!sums.ok) return sums;
    const answered = answersOf(input.lines, sums.value.asks, nowMs, 'given');
    if (!answered.ok) return answered;
    const { shop, lines, priced, settings } = sums.value;
    const isAccepted = ({ plan }: { plan: PlanKind }) => hasAcceptedBy(member.accepted, plan, nowMs);
    return done({
      shop: { shopId: shop._id, name: shop.name },
      lines: lines.map(
        ({ costFen: _cost, pointsCents: _points, cashFen: _cash, plans: _plans, offerId: _offer, ...line }) => ({
          ...line,
          asks: asksShown(sums.value.asks.get(line.skuId)),
        }),
      ),
      pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
      payment: {
        goodsFen: priced.goods,
        freightFen: priced.freight,
        spendableCents: priced.spendable,
        stableCents: priced.stable,
        cashFen: priced.cash,
      },
      freeFreightFromFen: shop.freeFreightFromFen,
      spendable: {
        heldCents,
        atMostCents: priced.mostSpendable,
        ratioMillionths: settings.pointsUseRatioMillionths,
        isTaken: priced.takesSpendable,
      },
      counted: sums.value.counted.filter(isAccepted),
      notAccepted: sums.value.counted.filter((one) => !isAccepted(one)).map(({ plan }) => plan),
      settleAfterDays: settings.settleAfterDays,
      deliveryWord: shop.deliveryWord,
      address: address ?? null,
      sending: sums.value.sending,
      isFreightByPlace: isFreightByPlace(shop),
    });
  },
);
