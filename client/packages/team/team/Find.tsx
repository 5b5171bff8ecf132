import { View } from '@tarojs/components';
import { useState } from 'react';
import { FilterField } from '../../../components/FilterField';
import { useSettled } from '../../../components/form/useSettled';
import { CardSkeleton, Shown } from '../../../components/states';
import { useRead } from '../../../gateway';
import { Branch, type Shows } from './Branch';
import { Level } from './Level';

const SHOWS: Shows = { sort: 'joined', volume: 'cash' };

/** Finds somebody of one's own team by the whole name or the invitation code. */
export function Find() {
  const [typed, setTyped] = useState('');
  const query = useSettled(typed.trim());
  return (
    <>
      <FilterField
        value={typed}
        hint="输邀请码或完整名字，看在哪一代"
        label="按邀请码或完整名字找成员"
        onType={setTyped}
      />
      {query === '' ? null : <Found query={query} />}
    </>
  );
}

function Found({ query }: { query: string }) {
  const read = useRead('team.search', { query });
  return (
    <Shown of={read} fault="没找成" skeleton={<CardSkeleton height={88} />}>
      {({ found, isWhole }) => (
        <View className="card card-low">
          {found.length === 0 && isWhole ? (
            <View className="small muted mb12">你的团队里没有这个人。名字要输全，或用对方的邀请码。</View>
          ) : null}
          {found.map(({ generation, referredBy, member }, place) => (
            <Branch
              key={member.key}
              member={member}
              shows={SHOWS}
              level={generation}
              indent={1}
              isFirst={place === 0}
              where={`第 ${generation} 代，${referredBy ?? '你'}邀请的`}
            >
              {(opens) => <Level of={opens} shows={SHOWS} level={generation + 1} indent={2} />}
            </Branch>
          ))}
          {isWhole ? null : (
            <View className="small muted mb12">
              {found.length === 0 ? '叫这个名字的人多，没有看完，看过的不在你的团队里。' : '同名的人多，没有全列出来。'}
              用邀请码能找到一个人。
            </View>
          )}
        </View>
      )}
    </Shown>
  );
}
