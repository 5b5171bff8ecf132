import type { OutputOf, TillPayment } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { AssetChip } from '../../../components/Asset';
import { Button } from '../../../components/Button';
import { headingProps } from '../../../components/headingProps';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { QrCode } from '../../../components/QrCode';
import { Row } from '../../../components/Row';
import { payLink } from '../../../features/exits/payLink';
import { useRead } from '../../../gateway';
import '../../../features/exits/exits.css';

type Till = OutputOf<'merchant.viewTill'>;

const LOOK_EVERY_MS = 2_000;

interface TicketProps {
  readonly till: Till;
  /** What was asked for last; null for the standing code. */
  readonly asked: TillPayment | null;
  readonly onAmount: () => void;
  readonly onAnew: () => void;
}

/** The shop's standing code, or that of an amount which was named, until it is paid. */
export function Ticket({ till, asked, onAmount, onAnew }: TicketProps) {
  if (asked) return <Asked name={till.name} asked={asked} onAnew={onAnew} />;
  return (
    <View className="till-ticket">
      <View className="till-part till-face">
        <View className="till-name" {...headingProps(2)}>
          {till.name}
        </View>
        <AssetChip asset="stable" words="只收恒定积分" />
        <View className="till-paper">
          <QrCode text={payLink({ shopId: till.shopId })} label={`${till.name}的收款码`} className="till-qr" />
        </View>
        <View className="small muted">请顾客在商城里扫。1 积分当 1 元收。</View>
        <View className="cap muted">店号 {till.shopId}</View>
      </View>
      <View className="till-part">
        <Row isFirst title="定一个金额" sub="顾客扫了只能付这么多，用一次" value="不定" onTap={onAmount} />
      </View>
    </View>
  );
}

function Asked({ name, asked, onAnew }: { name: string; asked: TillPayment; onAnew: () => void }) {
  const { paymentId, untilMs } = asked;
  const read = useRead('merchant.viewPayment', { paymentId }, { everyMs: LOOK_EVERY_MS });
  const now = read.value ?? asked;
  const cents = now.amountCents ?? 0;
  if (now.state !== 'asked')
    return (
      <View className="till-ticket" {...{ role: 'status' }}>
        <View className="till-part till-face">
          <View className="good-ink flex">
            <Icon name="check" size={36} />
          </View>
          <View className="till-name" {...headingProps(2)}>
            收到 {showPlain(cents, 'stable')}
          </View>
          <View className="small muted">
            {[now.payerMasked, now.note, showMoment(now.paidAtMs ?? 0)].filter(Boolean).join(' · ')}
          </View>
          <Button kind="line" onTap={onAnew}>
            收下一位
          </Button>
        </View>
      </View>
    );
  // The payer's own code was scanned: there is nothing to be shown to anybody.
  const isTheirs = now.payerMasked !== '';
  return (
    <View className="till-ticket">
      <View className="till-part till-face">
        <View className="till-name" {...headingProps(2)}>
          {name}
        </View>
        <Amount units={cents} asset="stable" size="hero" />
        {isTheirs ? (
          <Note>等 {now.payerMasked} 在自己的手机上确认。还没有收到。</Note>
        ) : (
          <View className="till-paper">
            <QrCode
              text={payLink({ paymentId })}
              label={`${name}收 ${showPlain(cents, 'stable')} 的码`}
              className="till-qr"
            />
          </View>
        )}
        <View className="small muted">{showMoment(untilMs)} 前付，只能付一次</View>
        <Button kind="plain" onTap={onAnew}>
          不收了，回到收款码
        </Button>
      </View>
    </View>
  );
}
