import type { Me, ToldStop } from '@shared/contract';
import type { ReactNode } from 'react';
import { useRead, useSession } from '../gateway';
import { go } from '../state/routes';
import { Screen } from './Screen';
import { CardSkeleton, EmptyState, Shown, SignInState } from './states';

/** A screen for some alone, as its pages fill it. */
export interface RoleScreenProps {
  readonly title: string;
  /** Between the bar and the page. */
  readonly above?: ReactNode;
  /** Pinned to the foot. */
  readonly foot?: ReactNode;
  readonly over?: ReactNode;
  /** What this page is for: told on top while an administrator has stopped it. */
  readonly stops?: readonly ToldStop[];
  readonly children: (me: Me) => ReactNode;
}

interface ForWhom {
  /** Whom a stop is told, where that is no buyer. */
  readonly stopsTo?: 'shops';
  readonly isFor: (me: Me) => boolean;
  /** What everybody else is told. */
  readonly refusal: (me: Me) => { readonly title: string; readonly words: string };
  readonly signIn: string;
}

/** A screen for those of a role. Whoever is none is told so here, and refused by every action behind it. */
export function RoleScreen(props: RoleScreenProps & ForWhom) {
  const { title, above, foot, over, stops, stopsTo, children, isFor, refusal, signIn } = props;
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const isTheirs = isSignedIn && me.value !== undefined && isFor(me.value);
  return (
    <Screen
      title={title}
      isDemo={me.value?.isDemo}
      above={isTheirs ? above : null}
      foot={isTheirs ? foot : null}
      over={isTheirs ? over : null}
      {...(isTheirs && stops ? { stops, stopsTo } : {})}
    >
      {isSignedIn ? (
        <Shown of={me} fault="身份没取到" skeleton={<CardSkeleton height={220} />}>
          {(value) =>
            isFor(value) ? (
              children(value)
            ) : (
              <EmptyState icon="lock" {...refusal(value)} act={{ words: '回到首页', onTap: go.home }} />
            )
          }
        </Shown>
      ) : (
        <SignInState words={signIn} />
      )}
    </Screen>
  );
}
