import type { OutputOf } from '@shared/contract';
import { ASSET_WORDS, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useState } from 'react';
import { Amount } from '../../../components/Amount';
import { AssetChip } from '../../../components/Asset';
import { Button } from '../../../components/Button';
import { TickRow } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { useStopped } from '../../../components/StopNote';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../../components/states';
import { numberWords, paidWords } from '../../../features/collectibles/words';
import { OutReceipt } from '../../../features/exits/OutReceipt';
import { unlessRefused } from '../../../features/exits/unlessRefused';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { isOffline, useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { takeFault } from './faults';

const TOUCHED = [
  'collectibles.previewTaking',
  'collectibles.viewSeries',
  'collectibles.listSeries',
  'collectibles.listMine',
  'collectibles.countMine',
  'wallet.view',
  'wallet.statement',
  'account.me',
] as const;

/** Takes one edition of a series: what leaves the balance is seen first, and confirmed by the payment password. */
export default function TakeScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const seriesId = decodeURIComponent(useRouter().params.id ?? '');
  if (!isSignedIn)
    return (
      <Screen title="领一份">
        <SignInState words="登录后才能领。" />
      </Screen>
    );
  return <Take seriesId={seriesId} />;
}

function Take({ seriesId }: { seriesId: string }) {
  const [isKnown, setKnown] = useState(false);
  const isDemo = useRead('account.me', {}).value?.isDemo ?? false;
  const read = unlessRefused(useRead('collectibles.previewTaking', { seriesId }));
  const { value } = read;
  const taking = useConfirmed('collectibles.take', { seriesId, quotedUnits: value?.paid.units ?? 0 }, TOUCHED);
  const stopped = useStopped('orders');
  if (taking.value) return <Receipt taken={taking.value} isDemo={isDemo} />;
  const refused = read.error && !isOffline(read.error) ? read.error : null;
  return (
    <Screen
      title="领一份"
      stops={['orders']}
      isDemo={isDemo}
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={go.back}>
            再想想
          </Button>
          <Button isOff={!value || !isKnown || stopped !== null} onTap={taking.open}>
            {stopped ?? (value ? (isKnown ? `用 ${paidWords(value.paid)}领` : '先勾选知道了') : '还不能领')}
          </Button>
        </View>
      }
      over={
        <PayPasswordSheet
          title="确认领取"
          isOpen={taking.isOpen}
          isDemo={isDemo}
          what={
            <>
              <View className="small muted">
                领「{value?.title ?? ''}」一份，付{ASSET_WORDS[value?.paid.asset ?? 'spendable']}
              </View>
              <Amount units={value?.paid.units ?? 0} asset={value?.paid.asset ?? 'spendable'} size="hero" />
            </>
          }
          isBusy={taking.isBusy}
          refused={taking.refused}
          onPassword={taking.confirm}
          onClose={taking.close}
        />
      }
    >
      {refused ? (
        <EmptyState icon="warn" title="没有领" words={takeFault(refused)} act={{ words: '回上一页', onTap: go.back }} />
      ) : (
        <Shown of={read} fault="没有领，要付的没算出来" skeleton={<CardSkeleton height={220} />}>
          {(preview) => (
            <>
              <Sums preview={preview} />
              {taking.refused && !taking.isOpen ? <Note tone="bad">{takeFault(taking.refused)}</Note> : null}
              <TickRow isOn={isKnown} label="我知道领取不能撤回" onTap={() => setKnown(!isKnown)}>
                我知道领取不能撤回，付的不退；编号由系统给，不能挑；藏品不能买卖。
              </TickRow>
            </>
          )}
        </Shown>
      )}
    </Screen>
  );
}

/** What leaves the balance, what is left of it, and of redeemed points what they are worth. */
function Sums({
  preview: { title, paid, leftUnits, redemption },
}: {
  preview: OutputOf<'collectibles.previewTaking'>;
}) {
  return (
    <>
      <View className="card">
        <View className="head">
          <HeadTitle>{title}，一份</HeadTitle>
          <AssetChip asset={paid.asset} />
        </View>
        <LedgerRow label="付">
          <Amount units={paid.units} asset={paid.asset} size="lead" isTaken />
        </LedgerRow>
        <LedgerRow label="付后还有">
          <Amount units={leftUnits} asset={paid.asset} />
        </LedgerRow>
      </View>
      {redemption ? (
        <View className="card">
          <View className="head">
            <HeadTitle>按积分兑换算</HeadTitle>
          </View>
          <LedgerRow label="这些积分值">
            <Amount units={redemption.grossFen} asset="cash" />
          </LedgerRow>
          <LedgerRow label="其中手续费">
            <Amount units={redemption.feeFen} asset="cash" />
          </LedgerRow>
          <LedgerRow label="之后出局额度还有">
            <Amount units={redemption.leftExitQuotaFen} asset="exitQuota" />
          </LedgerRow>
          <View className="cap muted mt8">兑换的积分销毁。价格变了就不成交，什么都不会发生。</View>
        </View>
      ) : null}
    </>
  );
}

function Receipt({ taken, isDemo }: { taken: OutputOf<'collectibles.take'>; isDemo: boolean }) {
  return (
    <OutReceipt
      title="领到了"
      isDemo={isDemo}
      heading={taken.title}
      what={<View className="figure bold">{numberWords(taken)}</View>}
      then={{ words: '看藏品', onTap: () => go.editionInstead(taken.editionId) }}
      told="附带的货和用处，打开藏品就能看到。"
    >
      <LedgerRow label="付了">{paidWords(taken.paid)}</LedgerRow>
      <LedgerRow label="时间">{showMoment(taken.atMs)}</LedgerRow>
    </OutReceipt>
  );
}
