import type { Overview } from '@shared/contract';
import { showCount, showDay, showMoment, showPlain } from '@shared/format';
import { type MemberRole, type StaffArea, worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon, type IconName } from '../../../components/Icon';
import { Row } from '../../../components/Row';
import { STOP_WORDS } from '../../../copy/stops';
import { FEATURE_WORDS } from '../../../copy/terms';
import { ALERT_WORDS, WATCH_WORDS } from '../../../copy/watch';
import { go } from '../../../state/routes';
import { watchFigure } from '../watch/figure';

interface Waits {
  readonly area: StaffArea;
  readonly icon: IconName;
  readonly title: string;
  readonly count: number;
  readonly sub?: string | null;
  readonly onTap: () => void;
}

const since = (atMs: number | null): string | null => (atMs === null ? null : `最早 ${showMoment(atMs)}`);

function waitsOf({ todo }: Overview): readonly Waits[] {
  const { toShip, cases, withdrawals, proposals, applications } = todo;
  const second = withdrawals.second > 0 ? `，其中 ${withdrawals.second} 笔等第二位` : '';
  return [
    {
      area: 'staff.orders',
      icon: 'truck',
      title: '待发货',
      count: toShip.count,
      sub: since(toShip.oldestAtMs),
      onTap: () => go.admin('orders', 'filter=paid'),
    },
    {
      area: 'staff.orders',
      icon: 'return',
      title: '售后待答',
      count: cases.count,
      sub: since(cases.oldestAtMs),
      onTap: () => go.admin('afterSales'),
    },
    {
      area: 'staff.money',
      icon: 'wallet',
      title: '提现待审',
      count: withdrawals.count,
      sub: withdrawals.count > 0 ? `共 ${showPlain(withdrawals.fen, 'cash')}${second}` : null,
      onTap: () => go.admin('withdrawals'),
    },
    {
      area: 'staff.any',
      icon: 'page',
      title: '提议待复核',
      count: proposals.count,
      sub: since(proposals.oldestAtMs),
      onTap: () => go.admin('proposals'),
    },
    {
      area: 'staff.owner',
      icon: 'shield',
      title: '许可待复核',
      count: todo.clearances,
      onTap: () => go.admin('clearances'),
    },
    {
      area: 'staff.shop',
      icon: 'person',
      title: '开店申请',
      count: applications.count,
      sub: since(applications.oldestAtMs),
      onTap: () => go.admin('applications'),
    },
    {
      area: 'staff.shop',
      icon: 'box',
      title: '快卖完的规格',
      count: todo.lowStock,
      onTap: () => go.admin('lowStock'),
    },
  ];
}

/** What waits for somebody with these roles. */
export function WaitingCard({ overview, roles }: { overview: Overview; roles: readonly MemberRole[] }) {
  const rows = waitsOf(overview).filter(({ area }) => worksIn(roles, area));
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  return (
    <View className="card card-tight">
      <View className="head is-close">
        <HeadTitle>等你处理</HeadTitle>
        <View className="head-right">{count > 0 ? `${showCount(count)} 件` : '都处理完了'}</View>
      </View>
      {rows.map((row, at) => (
        <Row
          key={row.title}
          isFirst={at === 0}
          lead={
            <View className="muted flex">
              <Icon name={row.icon} size={22} />
            </View>
          }
          title={row.title}
          {...(row.count > 0 && row.sub ? { sub: row.sub } : {})}
          value={<View className={row.count > 0 ? 'bold' : 'muted'}>{showCount(row.count)}</View>}
          label={`${row.title} ${row.count}`}
          onTap={row.onTap}
        />
      ))}
    </View>
  );
}

/** What is above its threshold, what went wrong lately, and clearances that end. */
export function HeedCard({ overview }: { overview: Overview }) {
  const { watch, alerts, clearances, stopped } = overview;
  const above = watch?.figures.filter(({ isAbove }) => isAbove) ?? [];
  const within = (watch?.figures.length ?? 0) - above.length;
  if (!watch && alerts.length === 0 && clearances.ending.length === 0 && stopped.length === 0) return null;
  return (
    <View className="card card-tight">
      <View className="head is-close">
        <HeadTitle>留意</HeadTitle>
        {watch ? <View className="head-right">{`${watch.figures.length} 项里 ${above.length} 项越线`}</View> : null}
      </View>
      {stopped.map((stop) => (
        <Heeded
          key={stop}
          title={`${STOP_WORDS[stop].title}停着`}
          sub="恢复之前一直停着"
          onTap={() => go.admin('stops')}
        />
      ))}
      {alerts.map(({ kind, day }) => (
        <Heeded key={`${kind}${day}`} title={ALERT_WORDS[kind] ?? kind} sub={`${showDay(day)} 提醒过`} />
      ))}
      {above.map(({ kind, figure, limit }) => (
        <Heeded
          key={kind}
          title={`${WATCH_WORDS[kind].title} ${watchFigure(kind, figure)}`}
          sub={`门槛 ${watchFigure(kind, limit)}`}
          onTap={() => go.admin('watch')}
        />
      ))}
      {clearances.ending.map(({ feature, validToDay }) => (
        <Heeded
          key={feature}
          title={`「${FEATURE_WORDS[feature]}」的许可快到期`}
          sub={`到 ${validToDay} 为止，过了就停`}
          onTap={() => go.admin('clearances')}
        />
      ))}
      {watch ? (
        <Row
          lead={
            <View className="good-ink flex">
              <Icon name="check" size={22} />
            </View>
          }
          title={above.length > 0 ? `其余 ${within} 项在门槛内` : `${within} 项都在门槛内`}
          sub={`截至 ${showDay(watch.day)} 的日报`}
          onTap={() => go.admin('watch')}
        />
      ) : null}
    </View>
  );
}

const Heeded = ({ title, sub, onTap }: { title: string; sub: string; onTap?: () => void }) => (
  <Row
    lead={
      <View className="warn-ink flex">
        <Icon name="warn" size={22} />
      </View>
    }
    title={title}
    sub={sub}
    {...(onTap ? { onTap } : {})}
  />
);
