import { showFullMoment, showMoment } from '@shared/format';
import { useCallback, useEffect, useState } from 'react';
import { forgetAll } from '../gateway';
import { Accounts } from './Accounts';
import { advance, type InboxMessage, inbox, type LocalStatus, localStatus } from './localCloud';
import { livedWords, nameOf, wordsOf } from './words';

type Panel = 'inbox' | 'accounts';

/** The bar above the shop of a local demonstration: its clock, a day or an event further, its messages, its accounts. */
export function DemoBar() {
  const [isBusy, setBusy] = useState(false);
  const { status, messages, refresh } = useLocalCloud(isBusy);
  const [panel, setPanel] = useState<Panel | null>(null);
  const [told, setTold] = useState<string | null>(null);

  const go = async (how: { by: string } | { to: 'next' }) => {
    setBusy(true);
    setTold(null);
    const moved = await advance(how);
    await refresh();
    await forgetAll();
    setBusy(false);
    const words = moved?.lived ? livedWords(moved.lived) : '';
    setTold(moved ? words || `走完了 ${moved.events} 件定时的事` : '时间没有走完，再点一次接着走。');
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
          {showFullMoment(Date.parse(status.clock.now))}
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
      {isBusy ? <Moving moving={status.moving} /> : null}
      {!isBusy && told ? (
        <div className="demo-told" role="status" data-testid="demo-told">
          <span>{told}</span>
          <button type="button" className="demo-key" onClick={() => setTold(null)}>
            收起
          </button>
        </div>
      ) : null}
      {panel === 'inbox' ? <Inbox messages={messages} /> : null}
      {panel === 'accounts' ? <Accounts accounts={status.accounts} onDone={() => setPanel(null)} /> : null}
    </section>
  );
}

/** How far a move of the clock is, and what happens on the way. */
function Moving({ moving }: { moving: LocalStatus['moving'] }) {
  const [from, to] = [Date.parse(moving?.from ?? ''), Date.parse(moving?.to ?? '')];
  const words = moving ? [moving.words, livedWords(moving.lived)].filter(Boolean).join('：') : '时间在走';
  return (
    <div className="demo-told" role="status">
      <span>
        {words}
        {moving && to > from ? `，到 ${showMoment(to)} 为止` : ''}
      </span>
    </div>
  );
}

/** What the local cloud says of itself, asked every three seconds, more often while time moves; the last answer stays when one fails. */
function useLocalCloud(isMoving: boolean) {
  const [status, setStatus] = useState<LocalStatus | null>(null);
  const [messages, setMessages] = useState<readonly InboxMessage[]>([]);
  const refresh = useCallback(async () => {
    const [newStatus, newMessages] = await Promise.all([localStatus(), inbox()]);
    if (newStatus) setStatus(newStatus);
    if (newMessages) setMessages(newMessages);
  }, []);
  useEffect(() => {
    void refresh();
    const timer = setInterval(() => void refresh(), isMoving ? 500 : 3_000);
    return () => clearInterval(timer);
  }, [refresh, isMoving]);
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
