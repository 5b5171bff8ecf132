import type { AuditLine } from '@shared/contract';
import { showCount, showFullMoment, showHash } from '@shared/format';
import { View } from '@tarojs/components';
import { LedgerRow } from '../../../components/Ledger';
import { Sheet } from '../../../components/Sheet';
import { auditWords, fieldWords, fromWords, valueWords } from '../../../copy/audit';
import { Change, whoWords } from './Lines';

/** All that a line says, with its place in the chain. */
export function LineSheet({ line, onClose }: { line: AuditLine | null; onClose: () => void }) {
  return (
    <Sheet title={line ? auditWords(line.action) : '操作记录'} isOpen={line !== null} onClose={onClose}>
      {line ? <Body line={line} /> : null}
    </Sheet>
  );
}

function Body({ line }: { line: AuditLine }) {
  const from = fromWords(line);
  return (
    <>
      <View>
        <LedgerRow label="谁">{whoWords(line, '')}</LedgerRow>
        <LedgerRow label="什么时候">{showFullMoment(line.atMs)}</LedgerRow>
        <LedgerRow label="从哪里">{from || '那时没有记'}</LedgerRow>
        {line.aboutName ? <LedgerRow label="关于">{line.aboutName}</LedgerRow> : null}
        {line.details.map(({ name, value }) => (
          <LedgerRow key={name} label={fieldWords(name)}>
            <View className="wrap">{valueWords(name, value)}</View>
          </LedgerRow>
        ))}
      </View>
      {line.changes.map((change) => (
        <Change key={change.field} {...change} />
      ))}
      <View className="cap muted center">
        这个人的第 {showCount(line.no)} 条 · {showHash(line.hash)}
      </View>
    </>
  );
}
