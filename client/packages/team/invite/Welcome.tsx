import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { EmptyState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

/** What somebody sees who opens another one's invitation: who invites, and that nothing follows from looking. */
export function Welcome({ inviteCode }: { inviteCode: string }) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const who = useRead('team.whoInvites', { inviteCode });
  return (
    <>
      <EmptyState
        icon="person"
        title={who.value ? `${who.value.nameMasked} 邀请你来明禾` : '来明禾看看'}
        words="先逛逛，不用登录。建账号不收费，也不必购买。"
        act={{ words: '去逛逛', onTap: go.home }}
      />
      {who.error ? <Note>{refusalWords(who.error)}</Note> : null}
      {isSignedIn ? (
        <Note>你已经有账号，推荐人不变。</Note>
      ) : (
        <View className="center">
          <Button kind="plain" onTap={go.signIn}>
            登录或建账号
          </Button>
        </View>
      )}
    </>
  );
}
