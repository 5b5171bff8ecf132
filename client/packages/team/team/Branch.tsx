import type { DirectMember, InputOf } from '@shared/contract';
import { showCount, showDay, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { type ReactNode, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Icon } from '../../../components/Icon';
import { Tap } from '../../../components/Tap';

type Asked = InputOf<'team.listDirect'>;
/** What the lines of the tree are summed in, and how they are ordered. */
export type Volume = NonNullable<Asked['volume']>;
export interface Shows {
  readonly sort: NonNullable<Asked['sort']>;
  readonly volume: Volume;
}

export const ASSET_OF = { cash: 'cash', points: 'spendable' } as const satisfies Record<Volume, string>;

/** So many guide lines at most: a team may be a thousand generations deep, a screen is not as wide. */
const MOST_GUIDES = 5;

/** What of a volume is the member's own, and with all below; null where that was not counted. */
export function volumeOf(member: DirectMember, volume: Volume): { own: number; whole: number | null } {
  if (volume === 'cash') return { own: member.ownCashFen, whole: member.ownCashFen + member.downlineCashFen };
  const { ownPointsCents: own, downlinePointsCents: below } = member;
  return { own, whole: below === null ? null : own + below };
}

const Guides = ({ level }: { level: number }) => (
  <View className="team-guides" aria-hidden="true">
    {Array.from({ length: Math.min(level - 1, MOST_GUIDES) }, (_, nth) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: guides are alike
      <View key={nth} className="team-guide" />
    ))}
  </View>
);

interface BranchProps {
  readonly member: DirectMember;
  readonly shows: Shows;
  /** The member's generation below oneself. */
  readonly level: number;
  /** How far it is moved in, where that is not by its generation. */
  readonly indent?: number;
  readonly isFirst: boolean;
  /** Said before when it joined. */
  readonly where?: string;
  /** The members below it. */
  readonly children: (opens: string) => ReactNode;
}

/** One member, and below it what opens. */
export function Branch({ member, shows, level, indent = level, isFirst, where, children }: BranchProps) {
  const [isOpen, setOpen] = useState(false);
  const { nameMasked, opens } = member;
  const asset = ASSET_OF[shows.volume];
  const { own, whole } = volumeOf(member, shows.volume);
  const inside = (
    <>
      <Guides level={indent} />
      <View className="team-twist" aria-hidden="true">
        {opens ? <Icon name={isOpen ? 'down' : 'next'} size={16} /> : null}
      </View>
      <View className="row-main">
        <View className="flex gap8 wraps">
          {nameMasked}
          {member.rankName ? <View className="tag tag-accent">{member.rankName}</View> : null}
        </View>
        {where ? <View className="row-sub">{where}</View> : null}
        <View className="row-sub">
          {showDay(member.joinDay)} 加入 · {below(member)}
        </View>
      </View>
      <View className="row-value">{whole === null ? '—' : <Amount units={whole} asset={asset} />}</View>
    </>
  );
  const className = `row team-branch ${isFirst ? 'is-first' : ''}`;
  if (!opens) return <View className={className}>{inside}</View>;
  const spoken = whole === null ? '' : `，${showPlain(whole, asset)}`;
  return (
    <>
      <Tap
        className={className}
        label={`${isOpen ? '收起' : '展开'} ${nameMasked}，第 ${level} 代，${below(member)}${spoken}`}
        onTap={() => setOpen(!isOpen)}
      >
        {inside}
      </Tap>
      {isOpen ? (
        <>
          {children(opens)}
          <View className="row team-branch">
            <Guides level={indent + 1} />
            <View className="cap muted team-own">
              {nameMasked} 本人 {showPlain(own, asset)}
              {whole === null ? '' : `，合起来 ${showPlain(whole, asset)}`}
            </View>
          </View>
        </>
      ) : null}
    </>
  );
}

const people = (count: number, isWhole: boolean): string => `${showCount(count)} 人${isWhole ? '' : '以上'}`;

/** How many stand directly below, and below at all: those the close counts, the direct ones as they are now. */
function below({ directs, isDirectsWhole, downline, isDownlineWhole }: DirectMember): string {
  if (directs === 0) return '线下还没有人';
  const direct = `直接 ${people(directs, isDirectsWhole)}`;
  return downline > directs ? `${direct}，线下 ${people(downline, isDownlineWhole)}` : direct;
}
