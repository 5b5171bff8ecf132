import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { ExplainSheet } from '../../../features/explain/ExplainSheet';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import { Bonuses } from './Bonuses';
import { Find } from './Find';
import { Rank } from './Rank';
import { Tree } from './Tree';
import './team.css';
import { Volume } from './Volume';

/** Who came by one's invitations: ranks, volumes, bonuses, and the tree; names masked. */
export default function TeamScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const team = useRead('team.view', {}, { isOn: isSignedIn });
  const [entryId, setEntryId] = useState<string | null>(null);
  const isDemo = isSignedIn && team.value?.isDemo;
  return (
    <Screen
      title="团队"
      isDemo={isDemo}
      over={<ExplainSheet entryId={entryId} isDemo={isDemo} onClose={() => setEntryId(null)} />}
      foot={
        isSignedIn ? (
          <View className="bar">
            <Button kind="line" size="block" onTap={go.invite}>
              <Icon name="share" size={18} />
              邀请朋友来买菜
            </Button>
          </View>
        ) : null
      }
    >
      {isSignedIn ? (
        <Shown of={team} fault="团队没取到" skeleton={<TeamSkeleton />}>
          {(value) => (
            <>
              <Rank team={value} />
              <Volume team={value} />
              <Bonuses team={value} onExplain={setEntryId} />
              {value.members > 0 ? <Find /> : null}
              <Tree team={value} />
              <Note icon="lock">你只能看到打码的名字、加入日期和业绩，看不到电话、地址和订单。</Note>
            </>
          )}
        </Shown>
      ) : (
        <SignInState words="登录后才能看到团队。" />
      )}
    </Screen>
  );
}

function TeamSkeleton() {
  return (
    <>
      <CardSkeleton height={240} />
      <CardSkeleton height={220} />
    </>
  );
}
