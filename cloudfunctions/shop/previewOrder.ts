import { done, refuse } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { balancesOf } from '../_books/balances';
import { addressesOf } from './addresses';
import { sumsOf } from './sums';

/** The sums of a checkout, as `placeOrder` will make them. Changes nothing. */
export const previewOrder: Handler<'shop.previewOrder'> = async (input, { member, nowMs }) => {
  const [{ spendableCents: heldCents }, kept] = await Promise.all([balancesOf(member), addressesOf(member._id)]);
  const address = input.addressId ? kept.find((one) => one.addressId === input.addressId) : kept[0];
  if (input.addressId && !address) return refuse('address/unknown');
  const sums = await sumsOf(member._id, input.lines, input.useSpendableCents, heldCents, nowMs);
  if (!sums.ok) return sums;
  const { shop, lines, settings } = sums.value;
  return done({
    shop: { shopId: shop._id, name: shop.name },
    lines: lines.map(({ costFen: _cost, pointsCents: _points, cashFen: _cash, plans: _plans, ...line }) => line),
    pieces: lines.reduce((sum, line) => sum + line.quantity, 0),
    payment: {
      goodsFen: sums.value.goodsFen,
      freightFen: sums.value.freightFen,
      spendableCents: sums.value.spendableCents,
      stableCents: 0,
      cashFen: sums.value.cashFen,
    },
    freeFreightFromFen: shop.freeFreightFromFen,
    spendable: {
      heldCents,
      atMostCents: sums.value.spendableAtMostCents,
      ratioMillionths: settings.pointsUseRatioMillionths,
      isTaken: sums.value.takesSpendable,
    },
    counted: sums.value.counted.map((one) => ({ ...one })),
    settleAfterDays: settings.settleAfterDays,
    deliveryWord: shop.deliveryWord,
    address: address ?? null,
  });
};
