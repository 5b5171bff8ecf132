import type { OutputOf } from '@shared/contract';
import { showDevice, showMoment } from '@shared/format';
import { Text, View } from '@tarojs/components';
import type { useAskFirst } from '../../../components/AskFirst';
import { Button, Link } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { CardSkeleton, ErrorState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';

type Session = OutputOf<'account.listSessions'>['sessions'][number];

/** Where one is signed in, each to be signed out; the one in hand is left by signing out of it. */
export function Devices({ ask }: Pick<ReturnType<typeof useAskFirst>, 'ask'>) {
  const list = useRead('account.listSessions', {});
  const end = useAct('account.endSession', ['account.listSessions']);
  const endOthers = useAct('account.endOtherSessions', ['account.listSessions']);
  const refused = end.error ?? endOthers.error;
  const halt = async (others: number) => {
    const isMeant = await ask({
      title: `退出其他 ${others} 台`,
      words: '那些设备马上要重新登录。',
      yes: '退出',
    });
    if (isMeant) endOthers.mutate({});
  };
  if (!list.value)
    return list.error ? (
      <ErrorState title="登录的设备没取到" error={list.error} onAgain={list.again} />
    ) : (
      <CardSkeleton height={120} />
    );
  const { sessions } = list.value;
  const others = sessions.filter(({ isCurrent }) => !isCurrent);
  return (
    <View className="card card-tight">
      <View className="head mt12">
        <HeadTitle>登录的设备</HeadTitle>
        <View className="small muted">{sessions.length} 台</View>
      </View>
      {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
      {sessions.length === 0 ? <Note>网页上没有登录。微信由微信自己认人，不在这里列。</Note> : null}
      {sessions.map((one, at) => (
        <Row
          key={one.sessionId}
          isFirst={at === 0}
          lead={
            <View className="muted flex">
              <Icon name="phone" size={22} />
            </View>
          }
          title={
            <>
              {showDevice(one.device)} {one.isCurrent ? <Text className="tag">这台</Text> : null}
            </>
          }
          sub={whenWords(one)}
          value={
            one.isCurrent ? undefined : (
              <Button
                kind="plain"
                size="small"
                label={`退出${showDevice(one.device)}`}
                isOff={end.isPending}
                onTap={() => end.mutate({ sessionId: one.sessionId })}
              >
                退出
              </Button>
            )
          }
        />
      ))}
      {others.length > 0 ? (
        <View className="row row-compact">
          <Link onTap={() => void halt(others.length)}>退出其他 {others.length} 台</Link>
        </View>
      ) : null}
    </View>
  );
}

const whenWords = ({ beganAtMs, seenDay, isCurrent, isSameNetwork }: Session): string =>
  [
    beganAtMs === null ? null : `${showMoment(beganAtMs)} 登录`,
    isCurrent ? '现在' : seenDay === null ? null : `${seenDay.slice(5)} 来过`,
    isCurrent ? null : isSameNetwork ? '同一个网络' : '别的网络',
  ]
    .filter(Boolean)
    .join(' · ');
