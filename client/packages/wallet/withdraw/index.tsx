import type { OutputOf } from '@shared/contract';
import { showAmount, showMoment, showPercent, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Button, Link } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { readYuan, writeYuan } from '../../../components/form/yuan';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { unlessRefused } from '../../../features/exits/unlessRefused';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { WithdrawalRows } from '../../../features/withdrawals/WithdrawalRows';
import { useRead, useSession } from '../../../gateway';
import type { Reading } from '../../../gateway/queries';
import { go } from '../../../state/routes';

type Page = OutputOf<'wallet.viewWithdraw'>;
type Sums = OutputOf<'wallet.previewWithdrawal'>;

const TOUCHED = ['wallet.viewWithdraw', 'wallet.view', 'wallet.statement', 'wallet.listWithdrawals'] as const;
/** What a refusal says has changed since it was read. */
const STALE = ['wallet.viewWithdraw', 'wallet.previewWithdrawal'] as const;

/** Cash out of the balance: how much, what arrives, when the rest may follow, what was drawn before. */
export default function WithdrawScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const page = useRead('wallet.viewWithdraw', {}, { isOn: isSignedIn });
  if (isSignedIn && page.value) return <Drawing page={page.value} reading={page} />;
  return (
    <Screen title="提现">
      {isSignedIn ? (
        <Shown of={page} fault="提现没取到，余额没有变" skeleton={<WithdrawSkeleton />}>
          {() => null}
        </Shown>
      ) : (
        <SignInState words="登录后才能提现。" />
      )}
    </Screen>
  );
}

const isPayeeKnown = ({ needs, payee }: Page): boolean =>
  needs === 'nothing' || (payee !== null && (needs === 'name' || payee.numberMasked !== ''));

/** What is missing before an amount can be drawn, on the key itself; null where nothing is. */
function missingOf(page: Page, typed: string, amountFen: number | null): string | null {
  if (page.bar) return '现在不能提';
  if (typed === '') return '先填金额';
  if (amountFen === null) return '金额最多两位小数';
  if (amountFen < page.minFen) return `最少提 ${showPlain(page.minFen, 'cash')}`;
  if (amountFen > page.mostFen)
    return page.mostFen > 0 ? `现在最多提 ${showPlain(page.mostFen, 'cash')}` : '现在没有能提的';
  return isPayeeKnown(page) ? null : '先填收款人';
}

function Drawing({ page, reading }: { page: Page; reading: Reading<Page> }) {
  const [typed, setTyped] = useState('');
  const amountFen = typed === '' ? null : readYuan(typed);
  const missing = missingOf(page, typed, amountFen);
  const isReady = amountFen !== null && amountFen >= page.minFen && amountFen <= page.mostFen;
  const sums = unlessRefused(useRead('wallet.previewWithdrawal', { amountFen: amountFen ?? 0 }, { isOn: isReady }));
  const shown = isReady && sums.value?.amountFen === amountFen ? sums.value : null;
  const drawing = useConfirmed('wallet.withdraw', { amountFen: amountFen ?? 0 }, TOUCHED, {
    stale: STALE,
    onDone: ({ withdrawalId }) => {
      setTyped('');
      go.withdrawal(withdrawalId);
    },
  });
  const refused = drawing.isOpen ? null : (drawing.refused ?? (isReady ? sums.error : null));
  return (
    <Screen
      title="提现"
      isDemo={page.isDemo}
      foot={
        <View className="bar">
          <Button size="block" isOff={missing !== null || !shown} onTap={drawing.open}>
            {missing ?? (shown ? `提现，到账 ${showAmount(shown.arrivesFen, 'cash')}` : '正在算')}
          </Button>
        </View>
      }
      over={
        <PayPasswordSheet
          title="确认提现"
          isOpen={drawing.isOpen}
          isDemo={page.isDemo}
          what={
            <View className="flow gap4 center">
              <View className="small muted">到微信零钱{page.payee ? `，${page.payee.nameMasked}` : ''}</View>
              <View>
                <Amount units={shown?.arrivesFen ?? 0} asset="cash" size="figure" />
              </View>
            </View>
          }
          lines={shown ? <SumsLedger sums={shown} feeMillionths={page.feeMillionths} /> : null}
          isBusy={drawing.isBusy}
          refused={drawing.refused}
          onPassword={drawing.confirm}
          onClose={drawing.close}
        />
      }
    >
      <Shown of={reading} fault="提现没取到，余额没有变">
        {() => (
          <>
            {page.bar && !refused ? <Note tone="warn">{page.barWords}</Note> : null}
            <AmountCard page={page} typed={typed} sums={shown} onType={setTyped} />
            {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
            <ToWhomCard page={page} sums={shown} />
            <WhenCard page={page} />
            {page.recent.length > 0 ? (
              <View className="card card-low">
                <View className="head is-close">
                  <HeadTitle>提现记录</HeadTitle>
                  {page.hasMore ? (
                    <Link onTap={go.withdrawals}>
                      全部
                      <Icon name="next" size={14} />
                    </Link>
                  ) : null}
                </View>
                <WithdrawalRows rows={page.recent} />
              </View>
            ) : null}
          </>
        )}
      </Shown>
    </Screen>
  );
}

interface AmountCardProps {
  readonly page: Page;
  readonly typed: string;
  readonly sums: Sums | null;
  readonly onType: (typed: string) => void;
}

function AmountCard({ page, typed, sums, onType }: AmountCardProps) {
  const { mostFen, minFen, withdrawable, today } = page;
  const left = sums ? `，提后还有 ${showPlain(sums.leftFen, 'cash')} 能提` : '';
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>提多少</HeadTitle>
        {mostFen > 0 ? <Link onTap={() => onType(writeYuan(mostFen))}>最多 {showPlain(mostFen, 'cash')}</Link> : null}
      </View>
      <Field
        isFirst
        words="金额"
        type="digit"
        value={typed}
        max={10}
        unit="元"
        hint={showPlain(minFen, 'cash')}
        onInput={onType}
      />
      <View className="small muted mt8">
        现在能提 {showPlain(withdrawable.nowFen, 'cash')}
        {left}。最少 {showPlain(minFen, 'cash')}，今天还能提 {today.leftCount} 笔、{showPlain(today.leftFen, 'cash')}。
      </View>
    </View>
  );
}

/** Amount less fee is what arrives; the rows add up. The tax, which nobody withholds here, stands outside. */
function SumsLedger({ sums, feeMillionths }: { sums: Sums; feeMillionths: number }) {
  return (
    <>
      <LedgerRow label="提现">
        <Amount units={sums.amountFen} asset="cash" />
      </LedgerRow>
      <LedgerRow label={`手续费 ${showPercent(feeMillionths)}，向上取整到分`}>
        <Amount units={sums.feeFen} asset="cash" isTaken />
      </LedgerRow>
      <LedgerSum label="到账">
        <Amount units={sums.arrivesFen} asset="cash" size="lead" />
      </LedgerSum>
    </>
  );
}

function ToWhomCard({ page, sums }: { page: Page; sums: Sums | null }) {
  const { payee, needs, tax } = page;
  const who = payee
    ? `${payee.nameMasked}${payee.numberMasked ? `，${payee.numberMasked}` : ''}`
    : needs === 'nothing'
      ? '提的人自己的微信'
      : '还没有填收款人';
  return (
    <View className="card">
      {sums ? (
        <>
          <SumsLedger sums={sums} feeMillionths={page.feeMillionths} />
          <View className="small muted mt8">
            税，估算 {showPlain(sums.taxFen, 'cash')}：本月已提 {showPlain(sums.monthFen, 'cash')}，每月{' '}
            {showPlain(tax.freeFen, 'cash')} 以上的部分按 {showPercent(tax.millionths)} 估。这里不扣，以税务为准。
          </View>
          {sums.reviews > 0 ? (
            <View className="small muted mt8">
              这个金额要{sums.reviews > 1 ? '两位' : '一位'}管理员先看过，审完自动付。
            </View>
          ) : null}
        </>
      ) : null}
      <View className={sums ? 'mt12' : ''}>
        {needs === 'nothing' ? (
          <Row isFirst={!sums} title="到哪里" sub={who} value="微信零钱" />
        ) : (
          <Row isFirst={!sums} title="到哪里" sub={who} value="微信零钱" onTap={go.payee} />
        )}
      </View>
    </View>
  );
}

const KIND_WORDS = { dividend: '分红', sale: '卖出积分' } as const;

/** What can be drawn by when: the rows add up to the balance. */
function WhenCard({ page }: { page: Page }) {
  const { withdrawable, cashFen, frozenFen, waitHours } = page;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>什么时候能提</HeadTitle>
        <View className="head-right">{waitHours > 0 ? `入账满 ${waitHours} 小时` : '入账就能提'}</View>
      </View>
      <LedgerRow label="现在">
        <Amount units={withdrawable.nowFen} asset="cash" isPrivate />
      </LedgerRow>
      {withdrawable.waiting.map(({ kind, day, fromMs, amountFen }) => (
        <LedgerRow key={`${kind}${day}`} label={`${showMoment(fromMs)} 起，${day.slice(5)} ${KIND_WORDS[kind]}`}>
          <Amount units={amountFen} asset="cash" isPrivate />
        </LedgerRow>
      ))}
      <LedgerSum label="现金余额">
        <Amount units={cashFen} asset="cash" size="lead" isPrivate />
      </LedgerSum>
      {frozenFen > 0 ? (
        <View className="cap muted mt8">正在提的 {showPlain(frozenFen, 'cash')} 已冻结，不在里面。</View>
      ) : null}
    </View>
  );
}

function WithdrawSkeleton() {
  return (
    <>
      <CardSkeleton height={132} />
      <CardSkeleton height={96} />
      <CardSkeleton height={148} />
    </>
  );
}
