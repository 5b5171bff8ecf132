import { QueryClientProvider } from '@tanstack/react-query';
import { useDidShow, useLaunch, usePageNotFound } from '@tarojs/taro';
import type { PropsWithChildren } from 'react';
import { noteVisit } from './features/invitation/noteVisit';
import { queryClient, watchNetwork } from './gateway';
import { go } from './state/routes';
import { forgetSheets } from './state/sheetHistory';
import './app.css';

if (process.env.TARO_ENV === 'h5') {
  require('./olderBrowsers');
  require('./styles/h5.css');
}

/** The whole client: one query cache around every page. */
export default function App({ children }: PropsWithChildren) {
  useLaunch((options) => {
    watchNetwork();
    noteVisit(options);
    if (process.env.TARO_ENV === 'h5') {
      forgetSheets();
      // A link that is opened in the same tab changes the address alone.
      window.addEventListener('hashchange', () => noteVisit(undefined));
      void import('./demo/start').then(({ startDemoBar }) => startDemoBar());
    }
  });
  usePageNotFound(go.lost);
  // Of the app, not of a page: its parameters are those of the code or card that it was opened by.
  useDidShow((options?: unknown) => noteVisit(options as Parameters<typeof noteVisit>[0]));
  return <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>;
}
