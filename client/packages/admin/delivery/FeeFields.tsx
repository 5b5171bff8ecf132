import { Field } from '../../../components/form/Field';
import { type DeliveryDraft, feeFault, freeFault, type GroupDraft } from './draft';

type Figures = Pick<GroupDraft, 'freight' | 'further' | 'freeFrom'>;

const WORDS = {
  order: { freight: '每单运费', further: '' },
  piece: { freight: '首件运费', further: '续件运费' },
  weight: { freight: '首重运费', further: '续重运费' },
} as const;

interface FeeFieldsProps {
  readonly by: DeliveryDraft['by'];
  readonly figures: Figures;
  readonly onChange: (changes: Partial<Figures>) => void;
}

/** What sending costs: the first sum, that of each further step, and from where on it is free. */
export function FeeFields({ by, figures, onChange }: FeeFieldsProps) {
  const words = WORDS[by];
  return (
    <>
      <Field
        words={words.freight}
        type="digit"
        value={figures.freight}
        max={10}
        hint="0.00 不收"
        fault={feeFault(figures.freight)}
        unit="元"
        onInput={(freight) => onChange({ freight })}
      />
      {by === 'order' ? null : (
        <Field
          words={words.further}
          type="digit"
          value={figures.further}
          max={10}
          hint="0.00 不收"
          fault={feeFault(figures.further)}
          unit="元"
          onInput={(further) => onChange({ further })}
        />
      )}
      <Field
        words="满多少免"
        type="digit"
        value={figures.freeFrom}
        max={10}
        hint="不填就不免"
        fault={freeFault(figures.freeFrom)}
        unit="元"
        onInput={(freeFrom) => onChange({ freeFrom })}
      />
    </>
  );
}
