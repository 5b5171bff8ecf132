import type { AuditLine, InputOf, OutputOf } from '@shared/contract';
import { showCount, showFullMoment, showToday, writeSheet } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { auditWords, fieldWords, fromWords, valueWords } from '../../../copy/audit';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, call, saveText, serverNow } from '../../../gateway';

/** Lines of one file: a phone takes about as many. */
const MOST_LINES = 20_000;

const rowOf = (line: AuditLine): string[] => [
  showFullMoment(line.atMs),
  line.byName,
  line.memberId,
  fromWords(line),
  auditWords(line.action),
  line.aboutName,
  line.details.map(({ name, value }) => `${fieldWords(name)} ${valueWords(name, value)}`).join('；'),
  line.changes
    .map(
      ({ field, before, after }) =>
        `${fieldWords(field)} 前 ${valueWords(field, before)} 后 ${valueWords(field, after)}`,
    )
    .join('；'),
  String(line.no),
  line.hash,
];

const HEADS = ['时间', '谁', '编号', '从哪里', '做了什么', '关于', '内容', '前后', '第几条', '哈希'];

/** What is shown, as a file for spreadsheets. That it was given out is a line itself. */
export function ExportRow({ asked }: { asked: Omit<InputOf<'admin.exportAudit'>, 'cursor' | 'limit'> }) {
  const [read, setRead] = useState<number | null>(null);
  const [told, setTold] = useState<{ readonly tone: 'ok' | 'bad'; readonly words: string } | null>(null);
  const save = async () => {
    setTold(null);
    setRead(0);
    try {
      const lines: AuditLine[] = [];
      let cursor: string | null = null;
      do {
        const page: OutputOf<'admin.exportAudit'> = await call('admin.exportAudit', {
          ...asked,
          ...(cursor ? { cursor } : {}),
        });
        lines.push(...page.lines);
        cursor = page.next;
        setRead(lines.length);
      } while (cursor && lines.length < MOST_LINES);
      const isSaved = await saveText(
        `操作记录-${showToday(serverNow())}.csv`,
        writeSheet([HEADS, ...lines.map(rowOf)]),
      );
      const more = cursor ? '后面还有，把时间选近一些再导出。' : '';
      setTold(
        isSaved
          ? { tone: 'ok', words: `${showCount(lines.length)} 条已存成文件。${more}` }
          : { tone: 'bad', words: '没有存成，再试一次。' },
      );
    } catch (error) {
      setTold({ tone: 'bad', words: refusalWords(asRefused(error)) });
    } finally {
      setRead(null);
    }
  };
  return (
    <View className="flow gap8">
      {told ? <Note tone={told.tone}>{told.words}</Note> : null}
      <Button kind="line" size="block" isOff={read !== null} onTap={() => void save()}>
        {read === null ? '导出这些（CSV），导出也记一条' : `已取 ${showCount(read)} 条`}
      </Button>
    </View>
  );
}
