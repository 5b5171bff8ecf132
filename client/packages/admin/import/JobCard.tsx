import type { ImportShown } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import type { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Progress } from '../../../components/bars';
import { Field } from '../../../components/form/Field';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { IMPORT_KINDS, IMPORT_STATES } from '../../../copy/imports';
import { refusalWords } from '../../../copy/refusals';
import { asRefused, call, queryClient, type Refused, useAct, useRequestId } from '../../../gateway';
import { Second } from './Second';

type Ask = ReturnType<typeof useAskFirst>['ask'];

const ASSETS = { appreciating: '增值积分', stable: '恒定积分', spendable: '可用积分' } as const;

const isWorking = ({ state }: ImportShown): boolean => state === 'checking' || state === 'applying';

/** Works at a sheet for as long as its page is open. @returns why it stopped, and what goes on with it. */
function useWork(job: ImportShown): { readonly fault: Refused | null; readonly again: () => void } {
  const [fault, setFault] = useState<Refused | null>(null);
  const isOn = isWorking(job) && fault === null;
  const { importId } = job;
  useEffect(() => {
    let isOpen = isOn;
    const work = async () => {
      while (isOpen) {
        const now = await call('admin.stepImport', { importId });
        queryClient.setQueryData(['admin.viewImport', { importId }], now);
        if (isWorking(now)) continue;
        await queryClient.invalidateQueries({ queryKey: ['admin.listImports'] });
        return;
      }
    };
    work().catch((error: unknown) => isOpen && setFault(asRefused(error)));
    return () => {
      isOpen = false;
    };
  }, [isOn, importId]);
  return { fault, again: () => setFault(null) };
}

/** How far a sheet is, and what can be done with it now. */
export function JobCard({ job, ask, memberId }: { job: ImportShown; ask: Ask; memberId: string }) {
  const { fault, again } = useWork(job);
  const { name, kind, state, lines, begunAtMs, faults, applied, left, arrived } = job;
  return (
    <View className="card flow gap8">
      <View className="head is-close">
        <HeadTitle>{IMPORT_STATES[state]}</HeadTitle>
        <View className="head-right">{IMPORT_KINDS[kind].name}</View>
      </View>
      <View className="small muted wrap">
        {name} · {lines} 行 · {showMoment(begunAtMs)}
      </View>
      {state === 'arriving' ? (
        <Note tone="warn">传了 {arrived} 行就停了，什么都没有执行。取消后重新选文件。</Note>
      ) : null}
      {isWorking(job) ? <Moving job={job} /> : null}
      {state === 'faulty' ? <Note tone="warn">有 {faults} 行不对，整张表都没有执行。改好后重新导入。</Note> : null}
      {state === 'done' ? (
        <Note tone={left > 0 ? 'warn' : 'ok'}>
          做完 {applied} 行{left > 0 ? `；${left} 行检查后情况变了，没有做，列在下面` : ''}。
        </Note>
      ) : null}
      {job.sums.map(({ asset, change, units }) => (
        <LedgerRow key={`${asset} ${change}`} label={`${change === 'add' ? '增加' : '减少'}${ASSETS[asset]}`}>
          {showPlain(units, asset)}
        </LedgerRow>
      ))}
      {job.reason ? <LedgerRow label="理由">{job.reason}</LedgerRow> : null}
      {fault ? (
        <>
          <Note tone="bad">{refusalWords(fault)}</Note>
          <Button kind="line" onTap={again}>
            接着做
          </Button>
        </>
      ) : null}
      {state === 'waiting' ? <Second job={job} memberId={memberId} /> : null}
      <Acts job={job} ask={ask} />
    </View>
  );
}

function Moving({ job }: { job: ImportShown }) {
  const isChecking = job.state === 'checking';
  const part = isChecking ? job.checked : job.applied + job.left;
  const words = `${isChecking ? '查了' : '做了'} ${part} / ${job.lines} 行`;
  return (
    <>
      <View>{words}</View>
      <Progress part={part} whole={job.lines} tone="accent" words={words} />
      <View className="small muted">
        {isChecking ? '还没有执行任何一行。' : '每行只做一次。离开也不会乱，回来接着做。'}
      </View>
    </>
  );
}

const TOUCHED = ['admin.viewImport', 'admin.listImports'] as const;

function Acts({ job, ask }: { job: ImportShown; ask: Ask }) {
  const { importId, state, kind, lines } = job;
  const [reason, setReason] = useState('');
  const apply = useAct('admin.applyImport', TOUCHED);
  const cancel = useAct('admin.cancelImport', TOUCHED);
  const applyId = useRequestId(['apply', importId, reason]);
  const cancelId = useRequestId(['cancel', importId]);
  const isReady = state === 'ready';
  const needsReason = isReady && kind === 'points';
  if (!isReady && state !== 'arriving' && state !== 'checking') return null;
  const isBusy = apply.isPending || cancel.isPending;
  const start = async () => {
    const isSure =
      kind === 'points' ||
      (await ask({
        title: `执行 ${lines} 行`,
        words: kind === 'shipping' ? '订单会标成已发货，买家会收到通知。' : '价格和库存马上按表改。',
        yes: '执行',
      }));
    if (isSure) apply.mutate({ importId, reason, requestId: applyId });
  };
  const isOff = isBusy || (needsReason && reason.trim() === '');
  return (
    <>
      {needsReason ? (
        <Field words="理由" value={reason} max={200} hint="给复核的人看，记进操作记录" onInput={setReason} />
      ) : null}
      {apply.error ? <Note tone="bad">{refusalWords(apply.error)}</Note> : null}
      {cancel.error ? <Note tone="bad">{refusalWords(cancel.error)}</Note> : null}
      <View className="btns mt8">
        <Button kind="plain" isOff={isBusy} onTap={() => cancel.mutate({ importId, requestId: cancelId })}>
          取消这张表
        </Button>
        {isReady ? (
          <Button isOff={isOff} onTap={() => void start()}>
            {needsReason ? (isOff && !isBusy ? '先写理由' : '交给另一位复核') : `执行 ${lines} 行`}
          </Button>
        ) : null}
      </View>
    </>
  );
}
