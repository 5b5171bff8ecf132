import type { Said } from '@shared/contract';
import { CardSkeleton, EmptyState, ErrorState } from '../../components/states';
import type { ListPages } from '../../gateway';
import { Conversation } from './Conversation';

/** A conversation in whichever of its states it is. */
export function Talk({
  list,
  side,
  other,
  empty,
}: {
  list: ListPages<Said>;
  side: Said['by'];
  /** The other side, by name. */
  other: string;
  empty: string;
}) {
  if (list.isPending) return <CardSkeleton />;
  if (list.fault) return <ErrorState title="对话没取到" error={list.fault} onAgain={list.again} />;
  if (list.rows.length === 0) return <EmptyState icon="talk" title="还没有说过话" words={empty} />;
  return (
    <Conversation
      said={list.rows}
      side={side}
      other={other}
      hasMore={list.hasMore}
      isLoading={list.isLoading}
      onMore={list.more}
    />
  );
}
