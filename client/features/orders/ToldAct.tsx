import { View } from '@tarojs/components';
import { Link } from '../../components/Button';
import { Note } from '../../components/Note';
import { refusalWords } from '../../copy/refusals';
import type { Refused } from '../../gateway';
import { go } from '../../state/routes';
import type { OrderActs } from './orderActs';

/** What came of the last act: why it was not done, or what is so now. */
export function ToldAct({ told, fault }: { told: OrderActs['told']; fault: Refused | null }) {
  if (fault) return <Note tone="bad">{refusalWords(fault)}</Note>;
  if (!told) return null;
  return (
    <Note tone="ok">
      <View>{told.words}</View>
      {told.leadsToCart ? <Link onTap={go.cart}>去购物车</Link> : null}
    </Note>
  );
}
