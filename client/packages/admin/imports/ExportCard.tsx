import { type MemberRole, worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, saveText } from '../../../gateway';
import { goodsSheet, membersSheet, ordersSheet, pointsSheet, vouchersSheet } from './exported';

/** Sheets to save: orders that are to be sent and sizes of goods, to be filled in and read in again; members, what they hold, vouchers. */
export function ExportCard({ roles }: { roles: readonly MemberRole[] }) {
  const [withAddress, setWithAddress] = useState(false);
  const [busy, setBusy] = useState('');
  const [told, setTold] = useState<{ readonly tone: 'ok' | 'bad'; readonly words: string } | null>(null);
  const save = async (what: string, name: string, sheet: (onLines: (count: number) => void) => Promise<string>) => {
    setBusy(`${what}，正在取`);
    setTold(null);
    try {
      const text = await sheet((count) => setBusy(`${what}，取了 ${count} 行`));
      const isSaved = await saveText(name, text);
      setTold(isSaved ? { tone: 'ok', words: `${what}已存成文件。` } : { tone: 'bad', words: '没有存成，再试一次。' });
    } catch (error) {
      setTold({ tone: 'bad', words: refusalWords(asRefused(error)) });
    } finally {
      setBusy('');
    }
  };
  const mayShip = worksIn(roles, 'staff.orders');
  const mayKeep = worksIn(roles, 'staff.shop');
  const isMembers = worksIn(roles, 'staff.members');
  const isMoney = worksIn(roles, 'staff.money');
  if (!mayShip && !mayKeep && !isMembers && !isMoney) return null;
  return (
    <View className="card flow gap8">
      <View className="head is-close">
        <HeadTitle>导出</HeadTitle>
      </View>
      <View className="small muted">订单和商品填好快递、价格或库存，再从上面导入。每次导出都记进操作记录。</View>
      {mayShip ? (
        <TickRow isOn={withAddress} label="待发货的表带收货地址" onTap={() => setWithAddress(!withAddress)}>
          待发货的表带收货地址。看了谁的，记进操作记录。
        </TickRow>
      ) : null}
      {busy ? <View className="small">{busy}</View> : null}
      {told ? <Note tone={told.tone}>{told.words}</Note> : null}
      <View className="btns">
        {mayShip ? (
          <Button
            kind="line"
            isOff={busy !== ''}
            onTap={() => void save('待发货的订单', 'to-send.csv', (onLines) => ordersSheet(withAddress, onLines))}
          >
            待发货的订单
          </Button>
        ) : null}
        {mayKeep ? (
          <Button kind="line" isOff={busy !== ''} onTap={() => void save('商品', 'goods.csv', goodsSheet)}>
            商品
          </Button>
        ) : null}
        {isMembers ? (
          <Button kind="line" isOff={busy !== ''} onTap={() => void save('会员', 'members.csv', membersSheet)}>
            会员
          </Button>
        ) : null}
        {isMoney ? (
          <Button kind="line" isOff={busy !== ''} onTap={() => void save('会员积分', 'points.csv', pointsSheet)}>
            会员积分
          </Button>
        ) : null}
        {mayShip ? (
          <Button kind="line" isOff={busy !== ''} onTap={() => void save('券码', 'vouchers.csv', vouchersSheet)}>
            券码
          </Button>
        ) : null}
      </View>
    </View>
  );
}
