import { showFullMoment, showMoment } from '@shared/format';
import { useCallback, useEffect, useState } from 'react';
import { forgetAll } from '../gateway';
import { advance, type InboxMessage, inbox, type LocalStatus, localStatus } from './localCloud';

const NAMES: Record<string, string> = {
  dailyClose: '每日收盘',
  settlement: '订单结算',
  payCallback: '付款通知',
};
/** An event's name begins with the function it runs: `settlement.halfHourly`. */
const nameOf = (event: string): string => NAMES[event.split('.')[0]!] ?? event;

/** The sandbox keeps a template's name and its values; people read a sentence. */
function wordsOf(text: string): string {
  const [, code, minutes] = /^\[signInCode\] (\d+) (\d+)$/.exec(text) ?? [];
  return code ? `验证码 ${code}，${minutes} 分钟内有效。` : text;
}

type Panel = 'inbox' | 'accounts';

/** The bar above the shop of a local demonstration: its clock, a day or an event further, and its messages. */
export function DemoBar() {
  const { status, messages, refresh } = useLocalCloud();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [isBusy, setBusy] = useState(false);

  const go = async (how: { by: string } | { to: 'next' }) => {
    setBusy(true);
    await advance(how);
    await refresh();
    await forgetAll();
    setBusy(false);
  };
  if (!status) return null;
  const nextEvent = status.next[0];
  const opener = (name: Panel, words: string) => (
    <button
      type="button"
      className="demo-key"
      aria-expanded={panel === name}
      onClick={() => setPanel(panel === name ? null : name)}
    >
      {words}
    </button>
  );
  return (
    <section className="demo-bar" aria-label="演示控制">
      <div className="demo-row">
        <span className="demo-clock" data-testid="demo-clock">
          {isBusy ? '时间在走…' : showFullMoment(Date.parse(status.clock.now))}
        </span>
        <button type="button" className="demo-key" disabled={isBusy} onClick={() => void go({ by: '1d' })}>
          过一天
        </button>
        <button
          type="button"
          className="demo-key"
          disabled={isBusy || !nextEvent}
          title={nextEvent ? `${showMoment(Date.parse(nextEvent.at))} ${nameOf(nextEvent.name)}` : ''}
          onClick={() => void go({ to: 'next' })}
        >
          下一件事
        </button>
        {opener('inbox', '短信')}
        {opener('accounts', '账号')}
      </div>
      {panel === 'inbox' ? <Inbox messages={messages} /> : null}
      {panel === 'accounts' ? <Accounts status={status} /> : null}
    </section>
  );
}

/** What the local cloud says of itself, asked every three seconds; the last answer stays when one fails. */
function useLocalCloud() {
  const [status, setStatus] = useState<LocalStatus | null>(null);
  const [messages, setMessages] = useState<readonly InboxMessage[]>([]);
  const refresh = useCallback(async () => {
    const [newStatus, newMessages] = await Promise.all([localStatus(), inbox()]);
    if (newStatus) setStatus(newStatus);
    if (newMessages) setMessages(newMessages);
  }, []);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), 3_000);
    return () => clearInterval(timer);
  }, [refresh]);
  return { status, messages, refresh };
}

function Inbox({ messages }: { messages: readonly InboxMessage[] }) {
  return (
    <ul className="demo-panel" data-testid="demo-inbox">
      {messages.length === 0 ? <li>还没有短信。要验证码后，短信会出现在这里。</li> : null}
      {messages.slice(0, 5).map((message) => (
        <li key={`${message.at}${message.to}${message.text}`}>
          <small>
            {showMoment(Date.parse(message.at))} · {message.to}
          </small>
          {wordsOf(message.text)}
        </li>
      ))}
    </ul>
  );
}

function Accounts({ status }: { status: LocalStatus }) {
  const nextEvent = status.next[0];
  return (
    <ul className="demo-panel">
      {nextEvent ? (
        <li>
          <small>下一件事</small>
          {showMoment(Date.parse(nextEvent.at))} {nameOf(nextEvent.name)}
        </li>
      ) : null}
      {status.accounts.length === 0 ? <li>没有预设的账号。任何手机号都能登录。</li> : null}
      {status.accounts.map((account) => (
        <li key={account.phone}>
          <small>
            {account.name} · {account.phone}
          </small>
          {account.shows}
        </li>
      ))}
    </ul>
  );
}
