import type { Preview } from '@shared/contract';
import { showAmount } from '@shared/format';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { HeadTitle } from '../../../components/HeadTitle';
import { Input } from '../../../components/Input';
import { Picture } from '../../../components/Picture';
import { KIND_WORDS } from '../../../copy/terms';
import { AskField } from '../../../features/asks/AskField';
import type { Answers } from '../../../features/asks/useAnswers';
import { laterWords, stayWords } from '../../../features/stays/stayWords';
import { termRows, validWords } from '../../../features/vouchers/words';
import { CouponRow } from './CouponRow';
import type { ShopNote } from './useExtras';

type OrderPreview = Preview['orders'][number];

interface OneOrderProps {
  readonly order: OrderPreview;
  readonly address: Preview['address'];
  /** Which of several it is; null where it is the only one. */
  readonly place: { readonly at: number; readonly of: number } | null;
  /** What its goods were told, as they asked. */
  readonly answers: Answers;
  readonly note: ShopNote | null;
  readonly onCoupons: () => void;
}

/** One order of a checkout: of one shop and one kind. */
export function OneOrderCard({ order, address, place, answers, note, onCoupons }: OneOrderProps) {
  return (
    <View className="card card-low">
      <View className="head">
        <HeadTitle>{order.shop.name}</HeadTitle>
        <View className="head-right">{place ? `订单 ${place.at + 1} / ${place.of}` : `共 ${order.pieces} 件`}</View>
      </View>
      {order.lines.map((line) => (
        <Line key={line.skuId} line={line} answers={answers} />
      ))}
      <Way order={order} address={address} />
      <CouponRow order={order} onTap={onCoupons} />
      {note ? <NoteRow shop={order.shop.name} note={note} /> : null}
    </View>
  );
}

/** What is bought, and right beneath it what it asks for. */
function Line({ line, answers }: { line: OrderPreview['lines'][number]; answers: Answers }) {
  return (
    <>
      <Bought line={line} />
      {line.voucher ? (
        <View className="cap muted">
          {[
            validWords(line.voucher),
            ...termRows(line.voucher).map(([name, words]) => `${name}：${words}`),
            '没用随时可退，过期自动退',
          ].join('；')}
        </View>
      ) : null}
      {line.asks.map((ask, at) => (
        <AskField
          key={ask.key}
          isFirst={at === 0}
          ask={ask}
          value={answers.of(line.skuId, ask.key)}
          isTried={answers.isTried}
          onChange={(value) => answers.put(line.skuId, ask.key, value)}
        />
      ))}
    </>
  );
}

function Bought({ line }: { line: OrderPreview['lines'][number] }) {
  return (
    <View className="item">
      <Picture picture={line.picture} ground={line.ground} size={56} />
      <View className="item-main">
        <View className="goods-name">{line.title}</View>
        <View className="cap muted">
          {line.label ? `${line.label} × ${line.quantity}` : `× ${line.quantity}`}
          {line.quantity > 1 ? `，每件 ${showAmount(line.priceFen, 'cash')}` : ''}
          {line.regularFen === undefined ? '' : `，限时价，平时 ${showAmount(line.regularFen, 'cash')}`}
        </View>
        {line.stay ? (
          <View className="cap muted">
            {stayWords(line.stay)}。{laterWords(line.stay)}
          </View>
        ) : null}
      </View>
      <View className="still">
        <Amount units={line.amountFen} asset="cash" />
      </View>
    </View>
  );
}

/** How it reaches its buyer, and what that costs. */
function Way({ order, address }: Pick<OneOrderProps, 'order' | 'address'>) {
  if (order.kind !== 'delivered')
    return (
      <View className="row row-compact">
        <View className="row-main">{KIND_WORDS[order.kind]}</View>
        <View className="row-value small muted">不用寄送</View>
      </View>
    );
  return (
    <View className="row row-compact">
      <View className="row-main">送达</View>
      <View className="row-value small">
        {order.deliveryWord}
        <View className="cap muted">{freightWords(order, address)}</View>
      </View>
    </View>
  );
}

/** Where freight goes by the place, neither its figure nor what is sent free is of everywhere. */
function freightWords({ isFreightByPlace, payment, toFreeFreightFen }: OrderPreview, address: unknown): string {
  const fee = payment.freightFen === 0 ? '免运费' : `运费 ${showAmount(payment.freightFen, 'cash')}`;
  if (isFreightByPlace) return address ? `${fee}，按地区` : '运费选地址后算';
  return toFreeFreightFen > 0 ? `${fee}，还差 ${showAmount(toFreeFreightFen, 'cash')} 免` : fee;
}

function NoteRow({ shop, note }: { shop: string; note: ShopNote }) {
  return (
    <View className="field">
      <View className="field-name">留言</View>
      <Input
        className="field-input"
        placeholderClass="placeholder"
        maxlength={100}
        value={note.text}
        placeholder="选填，店家能看到"
        aria-label={`给${shop}留言`}
        onInput={(event) => note.set(event.detail.value)}
      />
    </View>
  );
}
