import { Field, Options } from '../../components/form/Field';
import { Tap } from '../../components/Tap';

const CARRIERS = ['顺丰', '中通', '圆通', '韵达', '申通', '极兔', '邮政', '京东', '德邦'] as const;

/** A carrier: one of the usual, or another by its name. */
export function CarrierFields({ carrier, onCarrier }: { carrier: string; onCarrier: (name: string) => void }) {
  return (
    <>
      <Options label="快递">
        {CARRIERS.map((name) => (
          <Tap
            key={name}
            role="radio"
            className={`opt ${name === carrier ? 'is-on' : ''}`}
            isOn={name === carrier}
            onTap={() => onCarrier(name)}
          >
            {name}
          </Tap>
        ))}
      </Options>
      <Field words="别的快递" value={carrier} max={30} hint="上面没有就写这里" onInput={onCarrier} />
    </>
  );
}
