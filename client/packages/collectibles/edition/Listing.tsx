import type { EditionPage } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Sheet } from '../../../components/Sheet';
import { refusalWords } from '../../../copy/refusals';
import { listingShown } from '../../../features/collectibles/listing';
import { numberWords } from '../../../features/collectibles/words';
import { useConfirmed } from '../../../features/exits/useConfirmed';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { isOffline, useAct, useRequestId } from '../../../gateway';

const TOUCHED = ['collectibles.viewEdition', 'collectibles.listMine'] as const;

/** The wish to have an edition listed at an exchange: asked for by the payment password, taken back by a tap. */
export interface Listing {
  readonly asking: ReturnType<typeof useConfirmed<'exchange.askListing'>>;
  readonly ending: {
    readonly isOpen: boolean;
    readonly isBusy: boolean;
    readonly open: () => void;
    readonly close: () => void;
    readonly confirm: () => void;
    readonly fault: string;
  };
}

export function useListing(editionId: string): Listing {
  const asking = useConfirmed('exchange.askListing', { editionId }, TOUCHED, { onDone: () => undefined });
  const [isOpen, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  const end = useAct('exchange.endAsking', TOUCHED);
  const requestId = useRequestId([editionId, 'endAsking', tries]);
  const confirm = () => {
    if (end.isPending) return;
    end.mutate(
      { editionId, requestId },
      {
        onSuccess: () => {
          setTries(tries + 1);
          setOpen(false);
        },
        // Whether it was done is not known without an answer: the same is asked again.
        onError: (error) => {
          if (!isOffline(error)) setTries(tries + 1);
        },
      },
    );
  };
  const fault = end.error ? refusalWords(end.error) : '';
  const open = () => {
    end.reset();
    setOpen(true);
  };
  return { asking, ending: { isOpen, isBusy: end.isPending, open, close: () => setOpen(false), confirm, fault } };
}

/** The row of it: how it stands, and what may be done. */
export function ListingRow({ edition, listing: { asking, ending } }: { edition: EditionPage; listing: Listing }) {
  const { sub, tag, tone, act } = listingShown(edition);
  const onTap = act === 'ask' ? asking.open : act === 'end' ? ending.open : undefined;
  return (
    <>
      <Row
        lead={
          <View className="muted flex">
            <Icon name="page" size={22} />
          </View>
        }
        title="登记到交易所"
        sub={sub}
        value={<View className={`tag ${tone}`}>{tag}</View>}
        {...(onTap ? { onTap, label: `登记到交易所，${tag}` } : {})}
      />
      {asking.refused && !asking.isOpen ? <Note tone="bad">{refusalWords(asking.refused)}</Note> : null}
    </>
  );
}

interface SheetProps {
  readonly edition: EditionPage;
  readonly listing: Listing;
  readonly isDemo: boolean;
}

/** What it means to ask, with the payment password; and the question before it is taken back. */
export const ListingSheets = ({ edition, listing: { asking, ending }, isDemo }: SheetProps) => (
  <>
    <PayPasswordSheet
      title="申请登记到交易所"
      isOpen={asking.isOpen}
      isDemo={isDemo}
      what={
        <>
          <View className="bold wrap">{edition.title}</View>
          <View className="small muted">{numberWords(edition)}</View>
        </>
      }
      lines={
        <>
          <LedgerRow label="价">没有，不标价，不买卖</LedgerRow>
          <LedgerRow label="答复以前">照常能用，可以撤回申请</LedgerRow>
          <LedgerRow label="登记以后">仍归你；锁住，不能送人，不能提货</LedgerRow>
          <LedgerRow label="解锁">等交易所撤回登记</LedgerRow>
        </>
      }
      isBusy={asking.isBusy}
      refused={asking.refused}
      onPassword={asking.confirm}
      onClose={asking.close}
    />
    <Sheet
      title="撤回登记申请"
      isOpen={ending.isOpen}
      isDemo={isDemo}
      onClose={ending.close}
      foot={
        <View className="bar">
          <Button size="block" isOff={ending.isBusy} onTap={ending.confirm}>
            {ending.isBusy ? '正在撤回' : '撤回申请'}
          </Button>
        </View>
      }
    >
      <View className="small muted">交易所还没有登记它。撤回以后，它不会再被登记；要登记，可以再申请。</View>
      {ending.fault ? <Note tone="bad">{ending.fault}</Note> : null}
    </Sheet>
  </>
);
