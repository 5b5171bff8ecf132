import type { OutputOf, PlanKind } from '@shared/contract';
import { View } from '@tarojs/components';
import { Link } from '../../../components/Button';
import { PLAN_WORDS } from '../../../copy/terms';
import { go } from '../../../state/routes';
import type { PlanText } from '../planEdit/text';
import { Differences } from './Differences';

interface PlanChangesProps {
  /** The plans as they are to be, by their kinds. */
  readonly plans: Readonly<Partial<Record<PlanKind, PlanText>>>;
  readonly newest: OutputOf<'admin.viewPlans'>['newest'];
  /** Whether whoever looks may see the simulation. */
  readonly simulates: boolean;
}

/** What is proposed of plans, figure by figure beside what runs, and the way to what it does. */
export function PlanChanges({ plans, newest, simulates }: PlanChangesProps) {
  return (
    <>
      {(Object.keys(plans) as PlanKind[]).map((plan) => (
        <View key={plan}>
          <View className="small bold">{PLAN_WORDS[plan]}</View>
          <Differences plan={plan} now={newest.find((one) => one.plan === plan)?.text ?? {}} next={plans[plan] ?? {}} />
        </View>
      ))}
      {simulates ? (
        <View className="flex between cap">
          <Link label="看这次改动的模拟" onTap={() => go.admin('simulation')}>
            看模拟
          </Link>
        </View>
      ) : null}
    </>
  );
}
