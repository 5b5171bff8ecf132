import { PLAN_KINDS, type PlanKind } from '@shared/plans';
import { type Member, type Merchant, newMember, newMerchant } from '../rules';
import type { ScenarioMember, ScenarioMerchant } from './scenario';

/** Who is in a run, by index: everybody's state, and whose rules they have accepted. */
export class People {
  readonly members: Member[];
  readonly merchants: Merchant[];
  private readonly memberIndex = new Map<string, number>();
  private readonly merchantIndex = new Map<string, number>();
  /** For each member one bit a plan. */
  private readonly accepted: Uint8Array;

  constructor(members: readonly ScenarioMember[], merchants: readonly ScenarioMerchant[]) {
    this.accepted = new Uint8Array(members.length);
    this.members = members.map(({ id, accepts }, index) => {
      this.memberIndex.set(id, index);
      for (const plan of accepts ?? PLAN_KINDS) this.accept(index, plan);
      return newMember(id);
    });
    this.merchants = merchants.map(({ id, owner }, index) => {
      this.merchantIndex.set(id, index);
      return newMerchant(id, owner);
    });
  }

  indexOf(member: string): number {
    return this.memberIndex.get(member)!;
  }

  indexOfMerchant(merchant: string): number {
    return this.merchantIndex.get(merchant)!;
  }

  /** From now on the member has accepted the rules of the plan; again it changes nothing. */
  accept(member: number, plan: PlanKind): void {
    this.accepted[member]! |= bitOf(plan);
  }

  hasAccepted(member: number, plan: PlanKind): boolean {
    return member >= 0 && (this.accepted[member]! & bitOf(plan)) !== 0;
  }
}

const bitOf = (plan: PlanKind): number => 1 << PLAN_KINDS.indexOf(plan);
