import { done } from '@shared/kernel';
import type { Handler } from '../_actions/outcomes';
import { listShopLines, owedShown } from '../_books/shopLines';
import { merchants } from '../_store/collections';
import { shopOf } from './own';

export const viewOwed: Handler<'merchant.viewOwed'> = async (_input, caller) => {
  const merchant = await merchants.get(shopOf(caller));
  const { stableCents = 0, pointsMicroPoints: microPoints = 0 } = merchant ?? {};
  return done({ ...owedShown(merchant), stableCents, microPoints });
};

export const statement: Handler<'merchant.statement'> = (input, caller) =>
  listShopLines('merchant.statement', input, shopOf(caller));
