import { QueryClientProvider } from '@tanstack/react-query';
import { useLaunch } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { invitationOf } from './features/invitation/invitationOf';
import { queryClient, useSession, watchNetwork } from './gateway';
import './app.css';

if (process.env.TARO_ENV === 'h5') {
  require('./olderBrowsers');
  require('./styles/h5.css');
}

/** The whole client: one query cache around every page. */
export default function App({ children }: PropsWithChildren) {
  useLaunch((options) => {
    watchNetwork();
    const invitation = invitationOf(options?.query, typeof location === 'undefined' ? '' : location.href);
    if (invitation) useSession.getState().invite(invitation);
    if (process.env.TARO_ENV === 'h5') void import('./demo/start').then(({ startDemoBar }) => startDemoBar());
  });
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
