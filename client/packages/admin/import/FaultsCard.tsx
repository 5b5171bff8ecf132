import type { ImportFault, ImportShown, OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { faultWords, headOf } from '../../../copy/imports';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, call, saveText, useRead } from '../../../gateway';
import { faultSheet } from './sheet';

type Of = 'faults' | 'left';
const SHOWN = 40;

async function allFaults(importId: string, of: Of): Promise<ImportFault[]> {
  const faults: ImportFault[] = [];
  let cursor: string | null = null;
  do {
    const page: OutputOf<'admin.listImportFaults'> = await call('admin.listImportFaults', {
      importId,
      of,
      limit: 10,
      ...(cursor ? { cursor } : {}),
    });
    faults.push(...page.faults);
    cursor = page.next;
  } while (cursor);
  return faults;
}

/** What is wrong, by line and column; all of it as a sheet. */
export function FaultsCard({ job: { importId, faults, left, name }, of }: { job: ImportShown; of: Of }) {
  const count = of === 'faults' ? faults : left;
  const read = useRead('admin.listImportFaults', { importId, of, limit: 4 });
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState('');
  const save = async () => {
    setBusy(true);
    setFault('');
    try {
      const isSaved = await saveText(
        `${name.replace(/\.csv$/i, '')}-faults.csv`,
        faultSheet(await allFaults(importId, of)),
      );
      if (!isSaved) setFault('没有存成，再试一次。');
    } catch (error) {
      setFault(refusalWords(asRefused(error)));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{of === 'faults' ? '哪里不对' : '没有做的'}</HeadTitle>
        <View className="head-right">{count} 行</View>
      </View>
      <Shown of={read} fault="问题没取到">
        {(page) => (
          <>
            {page.faults.slice(0, SHOWN).map((one) => (
              <Row
                key={one.line}
                isCompact
                title={`第 ${one.line} 行`}
                sub={<View className="wrap">{`${headOf(one.column)}：${faultWords(one)}`}</View>}
              />
            ))}
            {count > SHOWN ? <View className="small muted mt8">先看前 {SHOWN} 行，其余在下载的表里。</View> : null}
          </>
        )}
      </Shown>
      {fault ? <Note tone="bad">{fault}</Note> : null}
      <Button kind="line" size="block" className="mt8" isOff={isBusy} onTap={() => void save()}>
        {isBusy ? '正在取' : '下载全部问题'}
      </Button>
    </View>
  );
}
