import type { VoucherPage } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { Amount } from '../../../components/Amount';
import { useAskFirst } from '../../../components/AskFirst';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { QrCode } from '../../../components/QrCode';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { codeShown, lastMoment, STATE_WORDS, termRows, visitWords } from '../../../features/vouchers/words';
import { useAct, useRead, useRequestId } from '../../../gateway';
import { go } from '../../../state/routes';
import '../voucher.css';
import { HeadTitle } from '../../../components/HeadTitle';
import { headingProps } from '../../../components/headingProps';

/** A voucher: its code first, then until when and where, then what goes back. */
export default function VoucherScreen() {
  const code = decodeURIComponent(useRouter().params.code ?? '');
  const voucher = useRead('shop.viewVoucher', { code });
  const me = useRead('account.me', {});
  const { value } = voucher;
  const { ask, sheet } = useAskFirst();
  return (
    <Screen
      title={value?.isStay ? '入住码' : '券码'}
      isDemo={me.value?.isDemo}
      over={sheet}
      foot={
        value ? (
          <View className="bar btns">
            {value.left > 0 ? (
              <Button kind="plain" onTap={() => go.apply(value.orderId)}>
                {value.isStay ? '取消订房' : '退没用的'}
              </Button>
            ) : null}
            <Button kind="plain" onTap={() => go.order(value.orderId)}>
              看订单
            </Button>
          </View>
        ) : null
      }
    >
      <Shown of={voucher} fault="券没取到" signIn="登录后才能看自己的券。" skeleton={<CardSkeleton height={420} />}>
        {(one) => (
          <>
            <Ticket one={one} />
            <VisitCard one={one} ask={ask} />
            <Place one={one} />
            <Back one={one} />
          </>
        )}
      </Shown>
    </Screen>
  );
}

function Ticket({ one }: { one: VoucherPage }) {
  const { words, tone } = STATE_WORDS[one.state];
  const isUsable = one.state === 'issued' && one.left > 0;
  return (
    <View className="voucher-ticket">
      <View className="voucher-part voucher-row">
        <Picture picture={one.picture} ground={one.ground} size={56} />
        <View className="grow">
          <View className="bold wrap" {...headingProps(2)}>
            {one.title}
          </View>
          <View className="small muted wrap">{one.label}</View>
        </View>
        <View className={`tag ${tone === 'ok' ? 'tag-ok' : ''}`}>{words}</View>
      </View>
      <View className="voucher-part voucher-code-part">
        {isUsable ? (
          <View className="voucher-paper">
            <QrCode text={one.code} label={one.isStay ? '入住的二维码' : '券的二维码'} className="voucher-qr" />
          </View>
        ) : null}
        <View className="voucher-digits mono">
          <View aria-label={`券码 ${one.code.split('').join(' ')}`}>{codeShown(one.code)}</View>
          {isUsable ? (
            <Tap
              className="voucher-copy"
              label="复制券码"
              onTap={() => void Taro.setClipboardData({ data: one.code }).catch(() => undefined)}
            >
              <Icon name="copy" size={20} />
            </Tap>
          ) : null}
        </View>
        <View className="small muted">{ticketWords(one)}</View>
      </View>
      <View className="voucher-part">
        <LedgerRow label="有效">
          <View className="wrap">
            {showMoment(one.fromMs)} 至 {lastMoment(one.untilMs)}
          </View>
        </LedgerRow>
        {termRows(one.terms).map(([name, told]) => (
          <LedgerRow key={name} label={name}>
            <View className="wrap">{told}</View>
          </LedgerRow>
        ))}
        <LedgerRow label={one.isStay ? '间数' : '份数'}>
          <View className="wrap">{countWords(one)}</View>
        </LedgerRow>
      </View>
    </View>
  );
}

/** The same of rooms: who does not come gets nothing back, and is not told otherwise. */
function stayWords({ state, left, inCase, redeemedAtMs, untilMs, nowMs }: VoucherPage): string {
  if (state === 'redeemed' && redeemedAtMs !== null) return `${showMoment(redeemedAtMs)} 办了入住。`;
  if (state === 'redeemed' || nowMs >= untilMs) return '过了离店日。';
  if (state === 'refunded') return '已经退款，不能再入住。';
  if (left === 0 && inCase > 0) return '正在退款，有结果前不能入住。';
  return '到店报这 12 位办入住。码别发给别人。';
}

/** What to do with it, or what became of it. */
function ticketWords(one: VoucherPage): string {
  if (one.isStay) return stayWords(one);
  const { state, left, inCase, redeemedAtMs, fromMs, nowMs } = one;
  if (state === 'redeemed') return redeemedAtMs === null ? '用完了。' : `${showMoment(redeemedAtMs)} 用完了。`;
  if (state === 'refunded') return '没用的已经退款，不能再用。';
  if (state === 'expired') return '过期了，没用的自动退款。';
  if (left === 0 && inCase > 0) return '正在退款，有结果前不能用。';
  if (nowMs < fromMs) return `${showMoment(fromMs)} 起能用。`;
  return '给店员扫，或报这 12 位。码别发给别人。';
}

const countWords = ({ pieces, redeemedPieces, backPieces, left, inCase, isStay }: VoucherPage): string =>
  [
    isStay ? `订 ${pieces} 间` : `买 ${pieces} 份`,
    redeemedPieces > 0 ? `${isStay ? '入住' : '用了'} ${redeemedPieces}` : '',
    backPieces > 0 ? `退了 ${backPieces}` : '',
    inCase > 0 ? `在退 ${inCase}` : '',
    isStay ? `未入住 ${left}` : `能用 ${left}`,
  ]
    .filter(Boolean)
    .join('，');

/** The visit that is booked, or the way to book one. */
function VisitCard({ one, ask }: { one: VoucherPage; ask: ReturnType<typeof useAskFirst>['ask'] }) {
  const { code, state, left, terms, visit, nowMs } = one;
  const giveUp = useAct('shop.giveUpVisit', ['shop.viewVoucher', 'shop.listVouchers', 'shop.viewVisits']);
  const requestId = useRequestId([code, visit?.atMs]);
  if (!terms.appointment || state !== 'issued' || (left === 0 && !visit)) return null;
  const isAhead = visit !== null && nowMs < visit.atMs;
  const mayMove = !isAhead || nowMs <= visit.settledAtMs;
  const stop = async () => {
    const words = visit ? `${visitWords(visit)}。取消后位子给别人，券还在，可以再约。` : '';
    if (await ask({ title: '取消预约', words, yes: '取消预约' })) giveUp.mutate({ code, requestId });
  };
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>到店时间</HeadTitle>
        {visit ? <View className="head-right">{isAhead ? '已约' : '约的时间过了'}</View> : null}
      </View>
      <View className="wrap">{visit ? visitWords(visit) : '还没约。约好再去，店里给你留位子。'}</View>
      {isAhead ? (
        <View className="small muted wrap">
          {mayMove ? `${showMoment(visit.settledAtMs)} 前能改、能取消。` : '快到时间了，不能再改。有事打电话给店里。'}
        </View>
      ) : null}
      {giveUp.error ? <Note tone="bad">{refusalWords(giveUp.error)}</Note> : null}
      {mayMove && left > 0 ? (
        <View className="btns mt12">
          {isAhead ? (
            <Button kind="plain" isOff={giveUp.isPending} onTap={() => void stop()}>
              取消预约
            </Button>
          ) : null}
          <Button kind="line" isOff={giveUp.isPending} onTap={() => go.visit(code)}>
            {isAhead ? '改时间' : '约到店时间'}
          </Button>
        </View>
      ) : null}
    </View>
  );
}

function Place({ one: { shopName, shopId, servicePhone, terms } }: { one: VoucherPage }) {
  return (
    <View className="card card-tight">
      <Row isFirst title={shopName} sub={terms.place || '看店铺'} onTap={() => go.shop(shopId)} />
      {servicePhone ? (
        <Row
          title="打电话给店里"
          value={<View className="mono">{servicePhone}</View>}
          onTap={() => void Taro.makePhoneCall({ phoneNumber: servicePhone }).catch(() => undefined)}
        />
      ) : null}
    </View>
  );
}

/** What goes back for what is left, the way it was paid. */
function Back({ one: { refund, left, untilMs } }: { one: VoucherPage }) {
  if (!refund) return null;
  const { cashFen, balanceFen, spendableCents, stableCents } = refund;
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>没用可以退</HeadTitle>
        <View className="head-right">现在退 {left} 份</View>
      </View>
      {cashFen > 0 ? (
        <LedgerRow label="微信支付，原路退回">
          <Amount units={cashFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {balanceFen > 0 ? (
        <LedgerRow label="余额，退回余额">
          <Amount units={balanceFen} asset="cash" />
        </LedgerRow>
      ) : null}
      {spendableCents > 0 ? (
        <LedgerRow label="可用积分，退回积分">
          <Amount units={spendableCents} asset="spendable" isPlain />
        </LedgerRow>
      ) : null}
      {stableCents > 0 ? (
        <LedgerRow label="恒定积分，退回积分">
          <Amount units={stableCents} asset="stable" isPlain />
        </LedgerRow>
      ) : null}
      <Note>过了 {lastMoment(untilMs)} 没用，自动按上面退回，不用申请。</Note>
    </View>
  );
}
