import type { OutputOf } from '@shared/contract';
import { showToday } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, call, type Refused, saveText, serverNow } from '../../../gateway';
import { payeesCsv } from './csv';

/** The quarter of a day and the three before it, newest first: 2026-Q1. */
function quartersUntil(day: string): string[] {
  const [year, month] = day.split('-').map(Number);
  const count = year! * 4 + Math.floor((month! - 1) / 3);
  return [0, 1, 2, 3].map((back) => `${Math.floor((count - back) / 4)}-Q${((count - back) % 4) + 1}`);
}

const wordsOf = (quarter: string): string => `${quarter.slice(0, 4)} 年 ${quarter.slice(6)} 季度`;

type Page = OutputOf<'admin.listPayees'>;

/** Everybody who was paid in a quarter, page by page, and then as one file. */
async function payeesOf(quarter: string): Promise<Page['payees']> {
  const payees: Page['payees'] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await call('admin.listPayees', { quarter, limit: 50, ...(cursor ? { cursor } : {}) });
    payees.push(...page.payees);
    cursor = page.next;
  } while (cursor);
  return payees;
}

/** Payees of a quarter as CSV: whose names were seen is written down. */
export function ExportCard() {
  const quarters = quartersUntil(showToday(serverNow()));
  const [quarter, setQuarter] = useState(quarters[0]!);
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const [told, setTold] = useState('');
  const save = async () => {
    setBusy(true);
    setFault(null);
    setTold('');
    try {
      const payees = await payeesOf(quarter);
      const isSaved = payees.length > 0 && (await saveText(`payees-${quarter}.csv`, payeesCsv(payees)));
      setTold(
        payees.length === 0
          ? '这个季度没有付过谁。'
          : isSaved
            ? `${payees.length} 位，已存成文件。`
            : '没有存成，再试一次。',
      );
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>按季度导出收款人</HeadTitle>
      </View>
      <View className="small muted">姓名、身份证号和付了多少，给报税务用。每导出一次都记在操作记录里。</View>
      <Choice
        label="季度"
        isFirst
        options={quarters.map((key) => ({ key, words: wordsOf(key) }))}
        chosen={quarter}
        onChoose={setQuarter}
      />
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      {told ? <Note>{told}</Note> : null}
      <Button kind="line" size="block" className="mt8" isOff={isBusy} onTap={() => void save()}>
        {isBusy ? '正在取' : '导出 CSV'}
      </Button>
    </View>
  );
}
