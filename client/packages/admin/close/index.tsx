import type { ClosePage, OutputOf } from '@shared/contract';
import { showCount, showDay, showFullMoment, showHash, showPlain } from '@shared/format';
import { worksIn } from '@shared/roles';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow, LedgerSum } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { CardSkeleton, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { FEATURE_WORDS } from '../../../copy/terms';
import { CHECK_WORDS, CLOSE_WORDS, STAGE_WORDS } from '../../../copy/watch';
import { asRefused, call, type Refused, saveText, useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { daySheet, journalSheet } from './sheets';

/** One day's close: its stages, where everything went, and what was made twice. */
export default function CloseScreen() {
  const day = useRouter().params.day ?? '';
  const read = useRead('admin.viewClose', { day });
  return (
    <AdminScreen area="staff.any" title={`${showDay(day)} 收盘`}>
      {({ roles }) => (
        <Shown of={read} fault="这一天没取到" skeleton={<CardSkeleton height={320} />}>
          {(close) => (
            <>
              <Stages close={close} />
              <Checks close={close} />
              {close.dividend ? <Dividend dividend={close.dividend} byPlan={close.byPlan} /> : null}
              <Release release={close.release} />
              <Books close={close} />
              <Files close={close} mayReadJournal={worksIn(roles, 'staff.money')} />
            </>
          )}
        </Shown>
      )}
    </AdminScreen>
  );
}

const TAGS = { ok: 'tag-ok', warn: 'tag-warn', bad: 'tag-bad', plain: '' } as const;
const STATES = { done: '完成', underWay: '正在做', waiting: '还没到' } as const;

function Stages({ close }: { close: ClosePage }) {
  const { word, says, tone } = CLOSE_WORDS[close.word];
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{`${close.day}，${says}`}</HeadTitle>
        <View className={`tag ${TAGS[tone]}`}>{word}</View>
      </View>
      {close.stages.map(({ stage, state, endedAtMs }) => (
        <LedgerRow key={stage} label={STAGE_WORDS[stage]}>
          {endedAtMs ? showFullMoment(endedAtMs) : STATES[state]}
        </LedgerRow>
      ))}
      <View className="mt8">
        <LedgerRow label="结算订单">{showCount(close.orders)} 笔</LedgerRow>
        <LedgerRow label="现金营业额">{showPlain(close.turnoverFen, 'cash')}</LedgerRow>
        {close.resumed > 0 ? <LedgerRow label="接着做的次数">{showCount(close.resumed)}</LedgerRow> : null}
      </View>
      {close.paused.length > 0 ? (
        <Note>这一天没有许可而停着的：{close.paused.map((feature) => FEATURE_WORDS[feature]).join('、')}。</Note>
      ) : null}
    </View>
  );
}

function Checks({ close }: { close: ClosePage }) {
  if (close.checks.length === 0) return null;
  const isRight = close.checks.every(({ agrees }) => agrees);
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>封账时又算了一遍</HeadTitle>
        <View className={`tag ${isRight ? 'tag-ok' : 'tag-bad'}`}>{isRight ? '都一致' : '有不一致'}</View>
      </View>
      {close.checks.map(({ what, expected, found, agrees }) => (
        <LedgerRow key={what} label={CHECK_WORDS[what]}>
          {agrees
            ? '一致'
            : `应有 ${showPlain(expected ?? 0, what === 'holdings' ? 'appreciating' : 'cash')}，算得 ${showPlain(
                found ?? 0,
                what === 'holdings' ? 'appreciating' : 'cash',
              )}`}
        </LedgerRow>
      ))}
      <LedgerRow label="前一日的哈希">
        <View className="mono">{showHash(close.previousHash)}</View>
      </LedgerRow>
      {close.dayHash ? (
        <LedgerRow label={`当日的哈希（${showCount(close.entries)} 笔分录）`}>
          <View className="mono">{showHash(close.dayHash)}</View>
        </LedgerRow>
      ) : null}
    </View>
  );
}

function Dividend({ dividend, byPlan }: { dividend: NonNullable<ClosePage['dividend']>; byPlan: ClosePage['byPlan'] }) {
  const cash = (fen: number) => showPlain(fen, 'cash');
  const inFen = dividend.carriedInFen + dividend.proportionalPoolFen + dividend.tierPoolFen;
  const outFen = dividend.paidProportionalFen + dividend.paidTierFen + dividend.carriedFen + dividend.returnedFen;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>分红的去向</HeadTitle>
        <View className="head-right">参与的营业额 {cash(byPlan.dividendFen)}</View>
      </View>
      <LedgerRow label="静态池">{cash(dividend.proportionalPoolFen)}</LedgerRow>
      <LedgerRow label="动态池">{cash(dividend.tierPoolFen)}</LedgerRow>
      <LedgerRow label="前一日结转">{cash(dividend.carriedInFen)}</LedgerRow>
      <LedgerSum label="合计">{cash(inFen)}</LedgerSum>
      <LedgerRow label="按股付出">{cash(dividend.paidProportionalFen)}</LedgerRow>
      <LedgerRow label="按档付出">{cash(dividend.paidTierFen)}</LedgerRow>
      <LedgerRow label="结转到次日">{cash(dividend.carriedFen)}</LedgerRow>
      <LedgerRow label="归还平台">{cash(dividend.returnedFen)}</LedgerRow>
      <LedgerSum label={inFen === outFen ? '去向合计，与来处相等' : '去向合计'}>{cash(outFen)}</LedgerSum>
    </View>
  );
}

function Release({ release }: { release: ClosePage['release'] }) {
  const points = (cents: number) => showPlain(cents, 'spendable');
  const credited =
    release.staticCents +
    release.firstGenerationCents +
    release.secondGenerationCents +
    release.teamCents +
    release.sameRankCents;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>积分释放</HeadTitle>
      </View>
      <LedgerRow label="每日释放">{points(release.staticCents)}</LedgerRow>
      <LedgerRow label="一代奖励">{points(release.firstGenerationCents)}</LedgerRow>
      <LedgerRow label="二代奖励">{points(release.secondGenerationCents)}</LedgerRow>
      <LedgerRow label="团队奖励">{points(release.teamCents)}</LedgerRow>
      <LedgerRow label="平级奖励">{points(release.sameRankCents)}</LedgerRow>
      <LedgerSum label="入账合计">{points(credited)}</LedgerSum>
      <LedgerRow label="还没释放的">{points(release.remainingCents)}</LedgerRow>
      <LedgerRow label="还没用的分红额度">{showPlain(release.quotaFen, 'quota')}</LedgerRow>
    </View>
  );
}

function Books({ close }: { close: ClosePage }) {
  const { pool, exits } = close;
  if (!pool) return null;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>这一天结束时的池</HeadTitle>
      </View>
      <LedgerRow label="托底池">{showPlain(pool.poolFen, 'cash')}</LedgerRow>
      <LedgerRow label="流通积分">{showPlain(pool.circulatingMicroPoints, 'appreciating')}</LedgerRow>
      <LedgerRow label="价格">{pool.priceShown}</LedgerRow>
      <LedgerRow label="未兑付的恒定积分">{showPlain(pool.stableOutstandingCents, 'stable')}</LedgerRow>
      {exits && exits.members > 0 ? (
        <LedgerRow label={`强制出局 ${showCount(exits.members)} 人`}>{showPlain(exits.paidFen, 'cash')}</LedgerRow>
      ) : null}
    </View>
  );
}

const ENTRIES_AT_ONCE = 50;
/** Entries of one file: a phone takes about as many. */
const MOST_ENTRIES = 20_000;

/** The day as files for spreadsheets: its report, and its journal entry by entry. */
function Files({ close, mayReadJournal }: { close: ClosePage; mayReadJournal: boolean }) {
  const [read, setRead] = useState<number | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [fault, setFault] = useState<Refused | null>(null);
  const save = async (name: string, text: string) =>
    setSaid((await saveText(name, text)) ? `${name} 已给出。` : '没有保存。');
  const journal = async () => {
    setFault(null);
    setSaid(null);
    setRead(0);
    try {
      const entries: OutputOf<'admin.listJournal'>['entries'] = [];
      let cursor: string | null = null;
      do {
        const page: OutputOf<'admin.listJournal'> = await call('admin.listJournal', {
          day: close.day,
          limit: ENTRIES_AT_ONCE,
          ...(cursor ? { cursor } : {}),
        });
        entries.push(...page.entries);
        cursor = page.next;
        setRead(entries.length);
      } while (cursor && entries.length < MOST_ENTRIES);
      await save(`分录-${close.day}.csv`, journalSheet(entries));
      if (cursor) setSaid(`文件里是前 ${showCount(entries.length)} 笔，这一天还有更多。`);
    } catch (error) {
      setFault(asRefused(error));
    } finally {
      setRead(null);
    }
  };
  return (
    <View className="flow gap8">
      {said ? <Note tone="ok">{said}</Note> : null}
      {fault ? <Note tone="bad">{refusalWords(fault)}</Note> : null}
      <Button kind="line" size="block" onTap={() => void save(`日报-${close.day}.csv`, daySheet(close))}>
        导出日报（CSV）
      </Button>
      {mayReadJournal ? (
        <Button kind="line" size="block" isOff={read !== null} onTap={() => void journal()}>
          {read === null ? '导出这一天的分录（CSV）' : `已取 ${showCount(read)} 笔`}
        </Button>
      ) : null}
    </View>
  );
}
