import { showCount, showDay, showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Sheet } from '../../../components/Sheet';
import { CardSkeleton, Shown } from '../../../components/states';
import { saveText, useRead } from '../../../gateway';

const ANSWERS = { released: '交易所已放还，解锁了', rejected: '交易所没有收下，解锁了' } as const;

interface HoldingSheetProps {
  /** Which certificate; null shows none. */
  readonly certificateId: string | null;
  readonly isDemo?: boolean;
  readonly onClose: () => void;
}

/** One certificate: how it stands, and its file, as often as it is wanted. */
export function HoldingSheet({ certificateId, isDemo, onClose }: HoldingSheetProps) {
  const [saved, setSaved] = useState<{ readonly id: string; readonly isSaved: boolean } | null>(null);
  const read = useRead('wallet.viewHolding', { certificateId: certificateId ?? '' }, { isOn: certificateId !== null });
  const one = certificateId === null ? undefined : read.value;
  const save = async () => {
    if (!one) return;
    const isSaved = await saveText(`持有证明-${one.day}-${one.certificateId}.json`, one.file);
    setSaved({ id: one.certificateId, isSaved });
  };
  const isOfThis = saved !== null && saved.id === certificateId;
  return (
    <Sheet
      title="持有证明"
      isOpen={certificateId !== null}
      isDemo={isDemo}
      onClose={onClose}
      foot={
        <Button size="block" isOff={!one} onTap={() => void save()}>
          存下证明文件（JSON）
        </Button>
      }
    >
      <Shown of={read} fault="证明没取到" skeleton={<CardSkeleton height={200} />}>
        {(holding) => (
          <View className="flow gap8">
            <View>
              <LedgerRow label="至少持有">{showPlain(holding.microPoints, 'appreciating')} 增值积分</LedgerRow>
              <LedgerRow label="哪天收盘">{showDay(holding.day)}</LedgerRow>
              <LedgerRow label="锁定于">{showMoment(holding.atMs)}</LedgerRow>
              <LedgerRow label="现在">
                {holding.answer === null ? '在外面，积分锁定中' : ANSWERS[holding.answer]}
              </LedgerRow>
              {holding.releasedAtMs === null ? null : (
                <LedgerRow label="解锁于">{showMoment(holding.releasedAtMs)}</LedgerRow>
              )}
              <LedgerRow label="余额证明">{holding.tellsBalances ? '附上了，能看到全部余额' : '没有附'}</LedgerRow>
              <LedgerRow label="编号">
                <View className="mono wrap">{holding.certificateId}</View>
              </LedgerRow>
            </View>
            {!isOfThis ? null : saved.isSaved ? (
              <Note tone="ok">已交出 {showCount(holding.file.length)} 字节的文件。只发给你要给的交易所。</Note>
            ) : (
              <Note tone="warn">文件没有保存。再点一次可以重来，积分没有变。</Note>
            )}
            <View className="cap muted">
              文件证明的是那天收盘时的持有，解锁后仍然属实。用开源的 npm run verify -- --certificate 可以不联网核对。
            </View>
          </View>
        )}
      </Shown>
    </Sheet>
  );
}
