import { type ActionName, type AnyAction, actions } from '@shared/contract';
import { accountCases } from './account';
import { adminCases } from './admin';
import { afterSalesCases } from './afterSales';
import type { Case, CasesOf } from './case';
import { collectibleCases } from './collectibles';
import { merchantCases } from './merchant';
import { messageCases } from './messages';
import { overviewCases } from './overview';
import { peopleCases } from './people';
import { planCases } from './plans';
import { reviewCases } from './reviews';
import { settingsCases } from './settings';
import { shopCases } from './shop';
import { teamCases, walletCases } from './wallet';

/** Every action of the contract with its cases: a new action without one does not compile. */
const casesByAction: CasesOf<ActionName> = {
  ...accountCases,
  ...afterSalesCases,
  ...messageCases,
  ...collectibleCases,
  ...reviewCases,
  ...shopCases,
  ...walletCases,
  ...teamCases,
  ...adminCases,
  ...merchantCases,
  ...planCases,
  ...peopleCases,
  ...overviewCases,
  ...settingsCases,
};

/** A case under the name of its row: the action's, with what sets it apart in brackets. */
export interface NamedCase {
  readonly row: string;
  readonly action: ActionName;
  readonly prepare: Case<object>['prepare'];
}

/**
 * The cases of every action, in the contract's order.
 * @throws Error for an action without a case: what is run may be a bundle that was not type-checked.
 */
export function everyCase(
  contract: readonly Pick<AnyAction, 'name'>[] = actions,
  byAction: Readonly<Partial<Record<string, readonly Case<object>[]>>> = casesByAction,
): NamedCase[] {
  return contract.flatMap(({ name }) => {
    const cases = byAction[name] ?? [];
    if (cases.length === 0) throw new Error(`the bench has no case of ${name}`);
    return cases.map(({ of, prepare }) => ({ row: of ? `${name} (${of})` : name, action: name, prepare }));
  });
}
