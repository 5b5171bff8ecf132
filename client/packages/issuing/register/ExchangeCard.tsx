import type { OutputOf } from '@shared/contract';
import { showCount, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { exchangePausedWords } from '../../../features/collectibles/listing';
import { asRefused, call, queryClient, saveText, useRead } from '../../../gateway';
import { Answers } from './Answers';
import { registerText } from './exportRegister';
import { ImportForm } from './ImportForm';

type Exchange = OutputOf<'exchange.viewExchange'>;
type Imported = OutputOf<'exchange.importAcknowledgement'>;

/** Reads that show something else once an exchange has answered. */
const readAnew = (): Promise<unknown> =>
  Promise.all(
    (['exchange.viewExchange', 'admin.listEditions'] as const).map((name) =>
      queryClient.invalidateQueries({ queryKey: [name] }),
    ),
  );

/** What goes to a property exchange and comes back: the register, and what is answered of it. */
export function ExchangeCard({ seriesId }: { seriesId: string }) {
  const read = useRead('exchange.viewExchange', {});
  return (
    <Shown of={read} fault="与交易所的往来没取到" skeleton={<CardSkeleton height={220} />}>
      {(exchange) => <Told exchange={exchange} seriesId={seriesId} />}
    </Shown>
  );
}

function Told({ exchange, seriesId }: { exchange: Exchange; seriesId: string }) {
  const [busy, setBusy] = useState('');
  const [told, setTold] = useState<{ readonly tone: 'ok' | 'bad'; readonly words: string } | null>(null);
  const [imported, setImported] = useState<readonly Imported[]>([]);
  const [isPasting, setPasting] = useState(false);
  const { asked, listed, last, paused, hasKey, isReached } = exchange;
  const act = async (words: string, work: () => Promise<{ tone: 'ok' | 'bad'; words: string } | null>) => {
    setBusy(words);
    setTold(null);
    setImported([]);
    try {
      setTold(await work());
    } catch (error) {
      setTold({ tone: 'bad', words: refusalWords(asRefused(error)) });
    } finally {
      setBusy('');
      void readAnew();
    }
  };
  const save = (of: string | null) =>
    act('登记册，正在取', async () => {
      const { name, text } = await registerText(of, (count) => setBusy(`登记册，取了 ${count} 份`));
      return (await saveText(name, text))
        ? { tone: 'ok', words: '登记册已存成文件，交给交易所。' }
        : { tone: 'bad', words: '没有存成，再试一次。' };
    });
  const take = (text: string) =>
    act('正在核对回执', async () => {
      for (;;) {
        const one = await call('exchange.importAcknowledgement', { acknowledgement: text });
        setImported([one]);
        if (one.left === 0) break;
        setBusy(`正在核对回执，还有 ${one.left} 条`);
      }
      setPasting(false);
      return null;
    });
  const sync = () =>
    act('正在与交易所对账', async () => {
      const all: Imported[] = [];
      for (;;) {
        const one = await call('exchange.sync', {});
        all.push(...one.imported);
        setImported([...all]);
        if (!one.isMore) break;
      }
      return all.length === 0 ? { tone: 'ok', words: '登记册已送到，交易所没有新的答复。' } : null;
    });
  const isBusy = busy !== '';
  return (
    <View className="card flow gap12">
      <View className="head is-close">
        <HeadTitle>登记到交易所</HeadTitle>
      </View>
      <View className="small muted">
        登记册按最近一次收盘导出，持有人用代号，没有价。登记在外的，在这里锁住；归谁，只有这里能变。
      </View>
      {paused ? <Note tone="warn">{exchangePausedWords(paused)}已经登记在外的照旧，撤回也照旧。</Note> : null}
      <View>
        <LedgerRow label="申请登记的">{showCount(asked)} 份</LedgerRow>
        <LedgerRow label="登记在外的">{showCount(listed)} 份</LedgerRow>
        <LedgerRow label="最近一份回执">{last ? lastWords(last) : '还没有'}</LedgerRow>
      </View>
      {hasKey ? null : <Note>还没有设交易所的公钥（EXCHANGE_KEY），回执核不了真假，导不进来。</Note>}
      {busy ? <View className="small">{busy}</View> : null}
      {told ? <Note tone={told.tone}>{told.words}</Note> : null}
      {imported.map((one) => (
        <Answers key={one.serial} imported={one} />
      ))}
      {isPasting ? <ImportForm isBusy={isBusy} onText={(text) => void take(text)} /> : null}
      <View className="btns">
        <Button kind="line" isOff={isBusy || paused !== null} onTap={() => void save(seriesId)}>
          导出登记册
        </Button>
        <Button kind="line" isOff={isBusy || paused !== null} onTap={() => void save(null)}>
          导出全部系列
        </Button>
        <Button kind="line" isOff={isBusy || !hasKey} onTap={() => setPasting(!isPasting)}>
          {isPasting ? '不导了' : '导入回执'}
        </Button>
        {isReached ? (
          <Button kind="line" isOff={isBusy || !hasKey} onTap={() => void sync()}>
            与交易所对账
          </Button>
        ) : null}
      </View>
    </View>
  );
}

const lastWords = ({ serial, importedAtMs, done, refused, left }: NonNullable<Exchange['last']>): string =>
  `第 ${serial} 号，${showMoment(importedAtMs)}，办了 ${done} 条${refused > 0 ? `，没办 ${refused} 条` : ''}${
    left > 0 ? `，还有 ${left} 条没导完` : ''
  }`;
