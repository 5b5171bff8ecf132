import type { AfterSalesCase } from '@shared/contract';
import { showMoment, showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { headingProps } from '../../../components/headingProps';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { NoticeAsk } from '../../../components/NoticeAsk';
import { Picture } from '../../../components/Picture';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { ServiceRow } from '../../../components/ServiceRow';
import { CardSkeleton, Shown } from '../../../components/states';
import { CASE_KINDS, CASE_REASONS, MONEY_WORDS } from '../../../copy/afterSales';
import { refusalWords } from '../../../copy/refusals';
import { CaseLedger } from '../../../features/afterSales/CaseLedger';
import { CaseLog } from '../../../features/afterSales/CaseLog';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import '../service.css';
import { ArbitrationSheet } from './ArbitrationSheet';
import { ParcelCard } from './ParcelCard';
import { useCaseActs } from './useCaseActs';
import { headOf } from './words';

/** One case: what I have to do and by when on top, then parcel, money, and what happened. */
export default function CaseScreen() {
  const caseId = decodeURIComponent(useRouter().params.id ?? '');
  const read = useRead('afterSales.view', { caseId });
  const me = useRead('account.me', {});
  const acts = useCaseActs(caseId);
  return (
    <Screen
      title="售后进度"
      isDemo={me.value?.isDemo}
      over={
        <>
          {acts.sheet}
          <ArbitrationSheet acts={acts} />
        </>
      }
      foot={
        read.value?.may.confirmExchange ? (
          <View className="bar btns">
            <Button isOff={acts.isBusy} onTap={() => void acts.confirmExchange()}>
              收到换的商品
            </Button>
          </View>
        ) : null
      }
    >
      <Shown of={read} fault="售后没取到" signIn="登录后才能看到自己的售后。" skeleton={<CardSkeleton height={320} />}>
        {(value) => (
          <>
            {acts.fault ? <Note tone="bad">{refusalWords(acts.fault)}</Note> : null}
            <Head of={value} />
            {value.returnTo ? <SendTo of={value} /> : null}
            {value.may.giveParcel ? <ParcelCard key={value.state} of={value} acts={acts} /> : null}
            <What of={value} />
            <CaseLog log={value.log} by={{ buyer: '本人' }} />
            {value.may.withdraw ? <NoticeAsk wanted={['afterSales']} words="店家答复时发一条" /> : null}
            <Ways of={value} acts={acts} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Head({ of }: { of: AfterSalesCase }) {
  const { title, words } = headOf(of);
  return (
    <View className="card">
      <View className="title bold" {...headingProps(2)}>
        {title}
      </View>
      <View className="small muted">{words}</View>
    </View>
  );
}

function SendTo({ of: { returnTo, returnParcel } }: { of: AfterSalesCase }) {
  if (!returnTo) return null;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>寄回的包裹</HeadTitle>
      </View>
      <View className="send-to">
        <View>{returnTo.name}</View>
        <View className="small muted">
          {/^1\d{10}$/.test(returnTo.phone) ? showPhone(returnTo.phone) : returnTo.phone}
        </View>
        <View className="small muted">
          {returnTo.region} {returnTo.detail}
        </View>
      </View>
      {returnParcel ? (
        <LedgerRow label="寄回单号">
          <View className="wrap">
            {returnParcel.carrier} {returnParcel.trackingNo}
          </View>
        </LedgerRow>
      ) : null}
    </View>
  );
}

/** What it is about, and what goes back for it. */
function What({ of }: { of: AfterSalesCase }) {
  const hasMoney = of.money !== 'none';
  return (
    <View className="card">
      {of.lines.map((line, at) => (
        <View key={line.skuId} className={`item ${at === 0 ? 'is-first' : ''}`}>
          <Picture picture={line.picture} ground={line.ground} size={56} />
          <View className="grow">
            <View className="wrap">
              {line.title} {line.label} × {line.quantity}
            </View>
            <View className="cap muted">
              {[CASE_KINDS[of.kind].words, CASE_REASONS[of.reason], line.toLabel ? `换 ${line.toLabel}` : '', of.caseId]
                .filter(Boolean)
                .join(' · ')}
            </View>
          </View>
        </View>
      ))}
      {hasMoney ? (
        <>
          <View className="cap muted mb8">{MONEY_WORDS[of.money]}</View>
          <CaseLedger ledger={of.ledger} />
        </>
      ) : null}
      {of.exchangeParcel ? (
        <LedgerRow label="换货快递">
          <View className="wrap">
            {of.exchangeParcel.carrier} {of.exchangeParcel.trackingNo}
          </View>
        </LedgerRow>
      ) : null}
    </View>
  );
}

/** Ways out of it: the platform, and taking it back. */
function Ways({ of, acts }: { of: AfterSalesCase; acts: ReturnType<typeof useCaseActs> }) {
  return (
    <View className="card card-tight">
      {of.may.askArbitration ? (
        <Row
          isFirst
          title="请平台来看"
          sub={of.dueAtMs === null ? '谈不拢时用' : `谈不拢时用，${showMoment(of.dueAtMs)} 前申请`}
          onTap={acts.openArbitration}
        />
      ) : null}
      {of.may.withdraw ? (
        <Row
          isFirst={!of.may.askArbitration}
          title="撤回申请"
          sub="撤回后，退货期内还能再申请"
          onTap={() => void acts.withdraw()}
        />
      ) : null}
      <Row
        isFirst={!of.may.askArbitration && !of.may.withdraw}
        title="看订单"
        sub={of.orderNo}
        onTap={() => go.order(of.orderId)}
      />
      <ServiceRow shopId={of.shopId} about={{ kind: 'afterSales', id: of.caseId, title: of.orderNo }} />
    </View>
  );
}
