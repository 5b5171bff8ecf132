import type { OutputOf } from '@shared/contract';
import { showMoment, showPlain } from '@shared/format';
import { View } from '@tarojs/components';
import { Stepper, Tick } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { Picture } from '../../../components/Picture';
import { Tap } from '../../../components/Tap';

type Previewed = OutputOf<'afterSales.preview'>;
type Line = Previewed['lines'][number];

/** Pieces that are chosen of a line; of an exchange for what. */
export interface Chosen {
  readonly quantity: number;
  readonly toSkuId: string | null;
}

interface LinesCardProps {
  readonly of: Previewed;
  readonly isExchange: boolean;
  readonly chosen: Readonly<Record<string, Chosen>>;
  readonly onChange: (skuId: string, chosen: Chosen | null) => void;
}

/** Which pieces, and of an exchange for what. A line of which nothing is left says so. */
export function LinesCard({ of, isExchange, chosen, onChange }: LinesCardProps) {
  return (
    <View className="card">
      <View className="head">
        <HeadTitle>哪几件</HeadTitle>
        <View className="head-right">
          {[of.receivedAtMs === null ? null : `${showMoment(of.receivedAtMs)} 签收`, of.shopName]
            .filter(Boolean)
            .join(' · ')}
        </View>
      </View>
      {of.lines.map((line, at) => (
        <ChosenLine
          key={line.skuId}
          line={line}
          isFirst={at === 0}
          isExchange={isExchange}
          chosen={chosen[line.skuId]}
          onChange={(one) => onChange(line.skuId, one)}
        />
      ))}
    </View>
  );
}

interface ChosenLineProps {
  readonly line: Line;
  readonly isFirst: boolean;
  readonly isExchange: boolean;
  readonly chosen: Chosen | undefined;
  readonly onChange: (chosen: Chosen | null) => void;
}

function ChosenLine({ line, isFirst, isExchange, chosen, onChange }: ChosenLineProps) {
  const isOff = line.left === 0;
  const toggle = () =>
    onChange(chosen ? null : { quantity: line.left, toSkuId: isExchange ? (line.others[0]?.skuId ?? null) : null });
  const sub = isOff ? '已退，或在另一个售后里' : chosen && line.left > 1 ? '退几件' : '';
  return (
    <>
      <View className={`item apply-line ${isFirst ? 'is-first' : ''}`}>
        <Tick label={line.title} isOn={chosen !== undefined} isOff={isOff} onTap={isOff ? undefined : toggle} />
        <Picture picture={line.picture} ground={line.ground} size={56} />
        <View className="grow">
          <View className="wrap">
            {line.title} {line.label}
          </View>
          <View className="cap muted">
            {[`${showPlain(line.priceFen, 'cash')} × ${line.bought}`, sub].filter(Boolean).join('，')}
          </View>
        </View>
        {chosen && line.left > 1 ? (
          <Stepper
            what={line.title}
            count={chosen.quantity}
            atMost={line.left}
            onChange={(quantity) => onChange({ ...chosen, quantity })}
          />
        ) : null}
      </View>
      {chosen && isExchange ? (
        <View className="mb12">
          <View className="cap muted mb8">
            {line.others.length > 0 ? '换成哪个' : '同款同价的都没有货，换不了。可以改成退货退款。'}
          </View>
          <View className="reasons" {...{ role: 'radiogroup' }} aria-label={`${line.title}换成哪个`}>
            {line.others.map((other) => (
              <Tap
                key={other.skuId}
                role="radio"
                className={`reason ${chosen.toSkuId === other.skuId ? 'is-on' : ''}`}
                isOn={chosen.toSkuId === other.skuId}
                onTap={() => onChange({ ...chosen, toSkuId: other.skuId })}
              >
                {other.label || '同一规格'}
              </Tap>
            ))}
          </View>
        </View>
      ) : null}
    </>
  );
}
