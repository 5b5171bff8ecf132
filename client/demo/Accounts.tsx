import { useState } from 'react';
import type { Account } from './localCloud';
import { signInAs } from './signIn';

/** The demo's accounts, each one tap away; who is signed in stays so until another is chosen. */
export function Accounts({ accounts, onDone }: { accounts: readonly Account[]; onDone: () => void }) {
  const [entering, setEntering] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const enter = async (phone: string) => {
    setEntering(phone);
    setFailed(null);
    const isIn = await signInAs(phone);
    setEntering(null);
    if (isIn) onDone();
    else setFailed(phone);
  };
  return (
    <ul className="demo-panel" data-testid="demo-accounts">
      {accounts.length === 0 ? <li>没有预设的账号。任何手机号都能登录。</li> : <li>支付密码都是 246810。</li>}
      {accounts.map(({ name, phone, role, shows }) => (
        <li key={phone}>
          <button
            type="button"
            className="demo-account"
            disabled={entering !== null}
            aria-label={`用${role ?? ''}${name}的账号登录`}
            onClick={() => void enter(phone)}
          >
            <b>{role ?? name}</b>
            <span>{entering === phone ? '正在登录' : '登录'}</span>
            <small>
              {name} · {phone}
            </small>
            <small>{shows}</small>
          </button>
          {failed === phone ? <small role="alert">没有登录。这个号码一分钟内刚要过验证码，等一下再点。</small> : null}
        </li>
      ))}
    </ul>
  );
}
