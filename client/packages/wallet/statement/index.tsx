import { View } from '@tarojs/components';
import { useState } from 'react';
import { Segments } from '../../../components/controls';
import { Icon } from '../../../components/Icon';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { STATEMENT_ASSETS } from '../../../copy/entries';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import { serverNow, useRead, useSession } from '../../../gateway';
import { FilterSheet } from './FilterSheet';
import { ALL, askedBy, filterWords } from './filters';
import { Lines } from './Lines';

/** Every credit and every debit, newest first; each opens how it was worked out. */
export default function StatementScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const [filter, setFilter] = useState(ALL);
  const [isFiltering, setFiltering] = useState(false);
  const [entryId, setEntryId] = useState<string | null>(null);
  const isDemo = me.value?.isDemo;
  const asked = askedBy(filter, serverNow());
  const key = JSON.stringify(asked);
  return (
    <Screen
      title="流水"
      isDemo={isDemo}
      above={
        <View className="pad">
          <Segments
            options={STATEMENT_ASSETS}
            chosen={filter.asset}
            label="资产"
            onChoose={(asset) => setFilter({ ...filter, asset })}
          />
        </View>
      }
      over={
        <>
          <ExplainSheet entryId={entryId} isDemo={isDemo} onClose={() => setEntryId(null)} />
          {isSignedIn ? (
            <FilterSheet
              isOpen={isFiltering}
              filter={filter}
              isDemo={isDemo}
              onFilter={setFilter}
              onClose={() => setFiltering(false)}
            />
          ) : null}
        </>
      }
    >
      {isSignedIn ? (
        <>
          <Tap
            className="card flex gap8 small"
            label={`筛选和导出，${filterWords(filter)}`}
            onTap={() => setFiltering(true)}
          >
            <View className="grow">{filterWords(filter)}</View>
            <View className="accent-ink">筛选和导出</View>
            <Icon name="next" size={16} />
          </Tap>
          <Lines key={key} asked={asked} isFiltered={key !== '{}'} onOpen={setEntryId} />
        </>
      ) : (
        <SignInState words="登录后才能看到流水。" />
      )}
    </Screen>
  );
}
