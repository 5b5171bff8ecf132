import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Choice } from '../../../components/form/Choice';
import { DayField } from '../../../components/form/DayField';
import { Sheet } from '../../../components/Sheet';
import { STATEMENT_GROUPS } from '../../../copy/entries';
import { serverNow } from '../../../gateway';
import { CsvCard } from './CsvCard';
import { askedBy, type Filter, PERIODS } from './filters';

interface FilterSheetProps {
  readonly isOpen: boolean;
  readonly filter: Filter;
  readonly isDemo?: boolean;
  readonly onFilter: (filter: Filter) => void;
  readonly onClose: () => void;
}

/** Of what kind and when; what is chosen is shown, or given out as a file. */
export function FilterSheet({ isOpen, filter, isDemo, onFilter, onClose }: FilterSheetProps) {
  const [chosen, setChosen] = useState(filter);
  const change = (more: Partial<Filter>) => setChosen({ ...chosen, ...more });
  const asked = askedBy({ ...chosen, asset: filter.asset }, serverNow());
  return (
    <Sheet
      title="筛选和导出"
      isOpen={isOpen}
      {...(isDemo ? { isDemo } : {})}
      onClose={onClose}
      foot={
        <View className="bar">
          <Button
            size="block"
            onTap={() => {
              onFilter({ ...chosen, asset: filter.asset });
              onClose();
            }}
          >
            看这些
          </Button>
        </View>
      }
    >
      <Choice
        label="类型"
        options={STATEMENT_GROUPS}
        chosen={chosen.group}
        isFirst
        onChoose={(group) => change({ group })}
      />
      <Choice label="时间" options={PERIODS} chosen={chosen.period} onChoose={(period) => change({ period })} />
      {chosen.period === 'own' ? (
        <View className="flex gap12 wraps">
          <DayField label="从哪天" value={chosen.fromDay} empty="最早" onChange={(fromDay) => change({ fromDay })} />
          <DayField label="到哪天" value={chosen.toDay} empty="今天" onChange={(toDay) => change({ toDay })} />
        </View>
      ) : null}
      <CsvCard key={JSON.stringify(asked)} asked={asked} />
    </Sheet>
  );
}
