import type { Me } from '@shared/contract';
import type { ReactNode } from 'react';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../../components/states';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../admin.css';

export { useRequestId } from '../../../gateway';

interface AdminScreenProps {
  readonly title: string;
  /** Between the bar and the page. */
  readonly above?: ReactNode;
  /** Pinned to the foot. */
  readonly foot?: ReactNode;
  readonly over?: ReactNode;
  readonly children: (me: Me) => ReactNode;
}

/** A screen for administrators. Whoever is none is told so here, and refused by every action behind it. */
export function AdminScreen({ title, above, foot, over, children }: AdminScreenProps) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const isAdmin = isSignedIn && me.value?.roles.includes('admin') === true;
  return (
    <Screen
      title={title}
      isDemo={me.value?.isDemo}
      above={isAdmin ? above : null}
      foot={isAdmin ? foot : null}
      over={isAdmin ? over : null}
    >
      {isSignedIn ? (
        <Shown of={me} fault="身份没取到" skeleton={<CardSkeleton height={220} />}>
          {(value) =>
            value.roles.includes('admin') ? (
              children(value)
            ) : (
              <EmptyState
                icon="lock"
                title="这里只给管理员用"
                words="你的账号没有管理权限。请店主在「管理员」里加上你。"
                act={{ words: '回到首页', onTap: go.home }}
              />
            )
          }
        </Shown>
      ) : (
        <SignInState words="登录后才能管理店铺。" />
      )}
    </Screen>
  );
}
