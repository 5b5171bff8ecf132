import type { OutputOf } from '@shared/contract';
import { ASSET_WORDS, dayFrom, type ShownAsset, showCount, showDay, showHash, showPlain } from '@shared/format';
import { checkProof } from '@shared/proofs';
import { Picker, View } from '@tarojs/components';
import { useMemo, useState } from 'react';
import { AssetChip } from '../../../components/Asset';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { saveText, useRead, useSession } from '../../../gateway';

type Proof = OutputOf<'wallet.proof'>;

/** Leaves are kept so many days, the newest among them (cloudfunctions/_books/balanceDays). */
const KEPT_DAYS = 31;

/** That one's own balances are in the totals of a close: checked on this device, and given out as a file. */
export default function ProofScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const isDemo = useRead('account.me', {}, { isOn: isSignedIn }).value?.isDemo;
  const [day, setDay] = useState<string | null>(null);
  const newest = useRead('wallet.proof', {}, { isOn: isSignedIn });
  const proof = useRead('wallet.proof', day === null ? {} : { day }, { isOn: isSignedIn });
  return (
    <Screen title="余额证明" isDemo={isDemo}>
      {isSignedIn ? (
        <>
          {newest.value ? <DayCard newest={newest.value.day} day={day ?? newest.value.day} onDay={setDay} /> : null}
          <Shown of={proof} fault="证明没取到" skeleton={<CardSkeleton height={320} />}>
            {(value) => (
              <>
                <Verdict proof={value} />
                <Balances proof={value} />
                <Hashes proof={value} />
                <FileCard key={value.day} proof={value} />
              </>
            )}
          </Shown>
        </>
      ) : (
        <SignInState words="登录后才能看到你的余额证明。" />
      )}
    </Screen>
  );
}

/** Which close: any of those whose leaves are kept. */
function DayCard({ newest, day, onDay }: { newest: string; day: string; onDay: (day: string) => void }) {
  const first = dayFrom(newest, 1 - KEPT_DAYS);
  const step = (words: string, to: string) => (
    <Button kind="line" size="small" isOff={to < first || to > newest} onTap={() => onDay(to)}>
      {words}
    </Button>
  );
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>哪天收盘</HeadTitle>
        <View className="head-right">最近 {KEPT_DAYS} 天</View>
      </View>
      <View className="flex gap12">
        {step('前一天', dayFrom(day, -1))}
        <Picker
          className="grow"
          mode="date"
          value={day}
          start={first}
          end={newest}
          onChange={(event) => onDay(String(event.detail.value))}
        >
          <View className="center bold" {...{ role: 'button' }} aria-label={`收盘日，${day}`}>
            {day}
          </View>
        </Picker>
        {step('后一天', dayFrom(day, 1))}
      </View>
    </View>
  );
}

/** Whether this engine has whole numbers of any size: a sum is exact, or not made at all. */
const isExact = (): boolean => typeof BigInt === 'function';

function Verdict({ proof }: { proof: Proof }) {
  const fault = useMemo(() => (isExact() ? checkProof(proof) : null), [proof]);
  const levels = Math.max(...proof.parts.map(({ path }) => path.length));
  if (!isExact())
    return (
      <View className="card">
        <Note tone="warn">这台手机的系统太旧，算不了这么精确的数，没有算。存下证明文件，换一台手机或电脑再核对。</Note>
      </View>
    );
  if (fault)
    return (
      <View className="card">
        <Note tone="bad">
          这台手机算出来的和给出的不一样（{fault.place}）。你的余额没有因此改变。把证明文件存下来，交给客服核对。
        </Note>
      </View>
    );
  return (
    <View className="card">
      <Note tone="ok">
        这台手机算过了：你的余额在 {showDay(proof.day)} 收盘的总数里。
        {levels > 0
          ? `从你的余额${proof.parts.length > 1 ? `拆成的 ${proof.parts.length} 份` : ''}往上 ${levels} 层，每层加一次，得到总数和它的哈希。`
          : ''}
      </Note>
    </View>
  );
}

/** Totals may pass what a number holds exactly: they are told in the smallest unit then. */
const told = (text: string | undefined, asset: ShownAsset): string => {
  const units = Number(text);
  return Number.isSafeInteger(units) ? showPlain(units, asset) : `${text} 个最小单位`;
};

function Balances({ proof }: { proof: Proof }) {
  const assets = proof.assets as readonly ShownAsset[];
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>{showDay(proof.day)} 收盘时</HeadTitle>
        <View className="head-right">你的 / 全部会员和商户</View>
      </View>
      {assets.map((asset, nth) => (
        <LedgerRow key={asset} label={<AssetChip asset={asset} words={ASSET_WORDS[asset]} />}>
          {told(proof.balances[nth], asset)}
          <View className="cap muted">{told(proof.root.sums[nth], asset)}</View>
        </LedgerRow>
      ))}
      <View className="cap muted mt4">还在订单里的、申请提现还没到账的，不在余额里，也不在这个总数里。</View>
    </View>
  );
}

function Hashes({ proof }: { proof: Proof }) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>对一对哈希</HeadTitle>
      </View>
      <LedgerRow label="总数的哈希">
        <View className="mono">{showHash(proof.root.hash)}</View>
      </LedgerRow>
      <LedgerRow label="当日总账的哈希">
        <View className="mono">{showHash(proof.dayHash)}</View>
      </LedgerRow>
      <View className="cap muted mt4">
        同一天的这两个哈希，每个会员看到的应当一样；最近一天的总账的哈希在“账目公开”里也有。和别人的对一对：一样，说明大家看的是同一本账。
      </View>
    </View>
  );
}

/** The proof as a file, which is checked without this shop. */
function FileCard({ proof }: { proof: Proof }) {
  const [isSaved, setSaved] = useState<boolean | null>(null);
  const text = useMemo(() => `${JSON.stringify(proof, null, 2)}\n`, [proof]);
  const save = async () => setSaved(await saveText(`余额证明-${proof.day}.json`, text));
  return (
    <View className="flow gap8">
      {isSaved === null ? null : isSaved ? (
        <Note tone="ok">已交出 {showCount(text.length)} 字节的文件。里面有你的余额，只发给你信得过的人。</Note>
      ) : (
        <Note tone="warn">文件没有保存。再点一次可以重来，余额没有变。</Note>
      )}
      <Button kind="line" size="block" onTap={() => void save()}>
        存下证明文件（JSON）
      </Button>
      <View className="cap muted">存下的文件一直有效：用开源的 npm run verify -- --proof 可以不联网核对。</View>
    </View>
  );
}
