import type { SimulationShown } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, call, type Refused, saveText } from '../../../gateway';

/** The whole file, part by part. */
async function readHistory(simulationId: string): Promise<string> {
  const texts: string[] = [];
  for (let part = 0, parts = 1; part < parts; part += 1) {
    const read = await call('simulation.history', { simulationId, part });
    texts.push(read.text);
    parts = read.parts;
  }
  return texts.join('');
}

/** The history as a file for the command, which plays the same days and goes on longer. */
export function HistoryCard({ simulation: { simulationId, throughDay } }: { simulation: SimulationShown }) {
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<Refused | null>(null);
  const [isSaved, setSaved] = useState<boolean | null>(null);
  const save = async () => {
    setBusy(true);
    setFault(null);
    setSaved(null);
    try {
      setSaved(await saveText(`history-${throughDay}.json`, await readHistory(simulationId)));
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>和命令行对账</HeadTitle>
      </View>
      <View className="small muted">导出同一份历史，没有姓名和电话。命令行重放它，逐日相等，还能抽 200 条走势。</View>
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      {isSaved === null ? null : (
        <Note tone={isSaved ? 'ok' : 'bad'}>{isSaved ? '已存成文件。' : '没有存成，再试一次。'}</Note>
      )}
      <Button kind="line" size="block" className="mt8" isOff={isBusy} onTap={() => void save()}>
        {isBusy ? '正在导出' : '导出历史'}
      </Button>
    </View>
  );
}
