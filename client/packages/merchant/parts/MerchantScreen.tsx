import type { Me } from '@shared/contract';
import type { ReactNode } from 'react';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from '../../../components/states';
import { useRead, useSession } from '../../../gateway';
import { go } from '../../../state/routes';
import '../merchant.css';

interface MerchantScreenProps {
  readonly title: string;
  /** Between the bar and the page. */
  readonly above?: ReactNode;
  /** Pinned to the foot. */
  readonly foot?: ReactNode;
  readonly over?: ReactNode;
  readonly children: (me: Me) => ReactNode;
}

const ownsShop = (me: Me | undefined): boolean => me?.shop != null && me.roles.includes('merchant');

/** A screen for owners of shops. Whoever owns none is told so here, and refused by every action behind it. */
export function MerchantScreen({ title, above, foot, over, children }: MerchantScreenProps) {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const isOwner = isSignedIn && ownsShop(me.value);
  return (
    <Screen
      title={title}
      isDemo={me.value?.isDemo}
      above={isOwner ? above : null}
      foot={isOwner ? foot : null}
      over={isOwner ? over : null}
    >
      {isSignedIn ? (
        <Shown of={me} fault="身份没取到" skeleton={<CardSkeleton height={220} />}>
          {(value) =>
            ownsShop(value) ? (
              children(value)
            ) : (
              <EmptyState
                icon="lock"
                title="你还没有店"
                words="这里只给店主用。"
                act={{ words: '回到首页', onTap: go.home }}
              />
            )
          }
        </Shown>
      ) : (
        <SignInState words="登录后才能管自己的店。" />
      )}
    </Screen>
  );
}
