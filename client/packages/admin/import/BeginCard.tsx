import type { ImportKind } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Progress } from '../../../components/bars';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { IMPORT_KINDS } from '../../../copy/imports';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, pickText, queryClient, saveText } from '../../../gateway';
import { sendAll } from './sendAll';
import { emptySheet, linesOf } from './sheet';

/** Picks a sheet, reads it on the device and sends its lines. */
export function BeginCard({ kind, onSent }: { kind: ImportKind; onSent: (importId: string) => void }) {
  const [sending, setSending] = useState<{ readonly sent: number; readonly all: number } | null>(null);
  const [fault, setFault] = useState('');
  const { name, words } = IMPORT_KINDS[kind];
  const begin = async () => {
    setFault('');
    try {
      const picked = await pickText();
      if (!picked) return;
      if (picked.is === 'tooLarge') return setFault('文件太大，没有读。一次最多 5 万行，分成几张表。');
      if (picked.is !== 'text') return setFault('文件的文字读不出来，没有导入。在表格软件里另存为「CSV UTF-8」再选。');
      const read = linesOf(kind, picked.text);
      if (!read.ok) return setFault(read.words);
      setSending({ sent: 0, all: read.lines.length });
      const job = await sendAll(kind, picked.name, read.lines, (sent) => setSending({ sent, all: read.lines.length }));
      await queryClient.invalidateQueries({ queryKey: ['admin.listImports'] });
      onSent(job.importId);
    } catch (error) {
      setFault(refusalWords(asRefused(error)));
    } finally {
      setSending(null);
    }
  };
  const saveEmpty = async () => {
    const isSaved = await saveText(`${kind}-empty.csv`, emptySheet(kind));
    if (!isSaved) setFault('空表没有存成，再试一次。');
  };
  return (
    <View className="card flow gap12">
      <View className="head is-close">
        <HeadTitle>{name}</HeadTitle>
      </View>
      <View className="small muted">{words}</View>
      {sending ? (
        <>
          <View>
            已传 {sending.sent} / {sending.all} 行
          </View>
          <Progress part={sending.sent} whole={sending.all} tone="accent" words={`已传 ${sending.sent} 行`} />
          <View className="small muted">传完才检查，检查完才执行。离开这一页就停。</View>
        </>
      ) : null}
      {fault ? <Note tone="bad">{fault}</Note> : null}
      <View className="btns">
        <Button kind="plain" isOff={sending !== null} onTap={() => void saveEmpty()}>
          下载空表
        </Button>
        <Button isOff={sending !== null} onTap={() => void begin()}>
          选 CSV 文件
        </Button>
      </View>
    </View>
  );
}
