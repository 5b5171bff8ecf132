import type { EditionPage, OutputOf } from '@shared/contract';
import { showCount, showGiftCode, showMoment } from '@shared/format';
import { Button as HostButton, View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { giftText, givingWords, pausedWords } from '../../../features/collectibles/giving';
import { numberWords } from '../../../features/collectibles/words';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { isOffline, type Refused, serverNow, useAct, useRequestId } from '../../../gateway';

const TOUCHED = ['collectibles.viewEdition', 'collectibles.listMine'] as const;

const isWeapp = process.env.TARO_ENV === 'weapp';

/** Giving an edition away: its offer, and the code of it, which is told this once. */
export interface Giving {
  readonly offering: ReturnType<typeof useConfirmed<'collectibles.offer'>>;
  /** The code, as long as this page is open; null where it is not known here. */
  readonly code: string | null;
  readonly end: { readonly isBusy: boolean; readonly refused: Refused | null; readonly takeBack: () => void };
}

/** `offeredUntilMs`: of the offer that there is; a code of another one, made elsewhere since, is not shown for it. */
export function useGiving(editionId: string, offeredUntilMs: number | null): Giving {
  const [told, setTold] = useState<OutputOf<'collectibles.offer'> | null>(null);
  const [tries, setTries] = useState(0);
  const offering = useConfirmed('collectibles.offer', { editionId }, TOUCHED, {
    onDone: setTold,
  });
  const end = useAct('collectibles.endOffer', TOUCHED);
  const requestId = useRequestId([editionId, 'end', tries]);
  const takeBack = () => {
    if (end.isPending) return;
    end.mutate(
      { editionId, requestId },
      {
        onSuccess: () => {
          setTold(null);
          setTries(tries + 1);
        },
        onError: (error) => {
          if (!isOffline(error)) setTries(tries + 1);
        },
      },
    );
  };
  const code = told?.untilMs === offeredUntilMs ? told.code : null;
  return { offering, code, end: { isBusy: end.isPending, refused: end.error, takeBack } };
}

interface SheetProps {
  readonly edition: EditionPage;
  readonly offering: Giving['offering'];
  readonly isDemo: boolean;
}

/** What giving it away means, and the payment password for it. */
export function GiveSheet({ edition, offering, isDemo }: SheetProps) {
  const { title, giving } = edition;
  return (
    <PayPasswordSheet
      title="送给别人"
      isOpen={offering.isOpen}
      isDemo={isDemo}
      what={
        <>
          <View className="bold wrap">{title}</View>
          <View className="small muted">{numberWords(edition)}</View>
        </>
      }
      lines={
        <>
          <LedgerRow label="收钱">不收，也不能标价</LedgerRow>
          <LedgerRow label="收下以前">藏品还是你的，可以收回</LedgerRow>
          <LedgerRow label="赠送码">{showCount(giving.codeHours)} 小时内有效，只显示这一次</LedgerRow>
          <LedgerRow label="一年里还能送">{showCount(giving.left)} 份，连这一份</LedgerRow>
          <LedgerRow label="对方收下后">{receivedWords(giving.waitDays)}</LedgerRow>
        </>
      }
      isBusy={offering.isBusy}
      refused={offering.refused}
      onPassword={offering.confirm}
      onClose={offering.close}
    />
  );
}

const receivedWords = (waitDays: number): string =>
  waitDays === 0 ? '归对方，不能要回' : `归对方，不能要回；满 ${showCount(waitDays)} 天才能再送`;

const say = (title: string) => void Taro.showToast({ title, icon: 'none' });

/** While it is offered: its code, how long that holds, and the way back. */
export function OfferCard({ edition, giving }: { edition: EditionPage; giving: Giving }) {
  const { givingPaused, title } = edition;
  const { code, end } = giving;
  const untilMs = edition.giving.offeredUntilMs;
  if (untilMs === null) return null;
  const copy = (text: string) => Taro.setClipboardData({ data: text }).catch(() => say('没有复制成，可以抄下来'));
  return (
    <View className="card flow gap12">
      <View className="head is-close">
        <HeadTitle>正在送</HeadTitle>
        <View className="head-right">{showMoment(untilMs)} 前有效</View>
      </View>
      {code ? (
        <>
          <View className="gift-code mono" aria-label={`赠送码 ${code.split('').join(' ')}`}>
            {showGiftCode(code)}
          </View>
          <View className="small muted">发给要送的那一位。有码的人都能收下，别发到群里。码只显示这一次。</View>
        </>
      ) : (
        <View className="small muted">对方凭码收下就归对方。码只在给出时显示一次，没记下就收回，再送一次。</View>
      )}
      {givingPaused ? (
        <Note tone="warn">{pausedWords(givingPaused)}，对方暂时收不下。藏品仍归你，可以收回。</Note>
      ) : null}
      {end.refused ? <Note tone="bad">{refusalWords(end.refused)}</Note> : null}
      <View className="flex gap8">
        <Button kind="plain" className="grow" isOff={end.isBusy} onTap={end.takeBack}>
          {end.isBusy ? '正在收回' : '收回'}
        </Button>
        {code ? (
          isWeapp ? (
            <>
              <Button kind="line" className="grow" onTap={() => void copy(giftText(title, code))}>
                复制码
              </Button>
              <HostButton className="btn grow host-button" openType="share">
                发给朋友
              </HostButton>
            </>
          ) : (
            <Button className="grow" onTap={() => void copy(giftText(title, code))}>
              复制码和链接
            </Button>
          )
        ) : null}
      </View>
    </View>
  );
}

/** The row that gives it away; in its place while that cannot be: why, and that it stays its holder's. */
export function GivingRow({ edition, onGive }: { edition: EditionPage; onGive: () => void }) {
  const { isOpen, words, tag } = givingWords(edition, serverNow());
  return (
    <Row
      lead={
        <View className="muted flex">
          <Icon name="out" size={22} />
        </View>
      }
      title="送给别人"
      sub={words}
      {...(tag ? { value: <View className={`tag ${tag === '送出中' ? '' : 'tag-warn'}`}>{tag}</View> } : {})}
      {...(isOpen ? { onTap: onGive, label: `送给别人，${words}` } : {})}
    />
  );
}
