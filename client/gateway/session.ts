import Taro from '@tarojs/taro';
import { create } from 'zustand';

const TOKEN_KEY = 'session.token';
const SIGNED_KEY = 'session.isSignedIn';
const INVITATION_KEY = 'session.invitation';

interface Session {
  /** H5 only. WeChat knows its members by itself. */
  readonly token: string | null;
  readonly isSignedIn: boolean;
  /** The invite code of the link or QR code that this visit came by; kept until an account is made. */
  readonly invitation: string | null;
  begin(token: string | undefined): void;
  end(): void;
  invite(code: string): void;
}

const read = (key: string): string | null => (Taro.getStorageSync(key) as string) || null;

/** Who is signed in on this device. Kept across visits. */
export const useSession = create<Session>((set) => ({
  token: read(TOKEN_KEY),
  isSignedIn: read(SIGNED_KEY) === 'yes',
  invitation: read(INVITATION_KEY),
  begin(token) {
    if (token) Taro.setStorageSync(TOKEN_KEY, token);
    Taro.setStorageSync(SIGNED_KEY, 'yes');
    Taro.removeStorageSync(INVITATION_KEY);
    set({ token: token ?? null, isSignedIn: true, invitation: null });
  },
  end() {
    Taro.removeStorageSync(TOKEN_KEY);
    Taro.removeStorageSync(SIGNED_KEY);
    set({ token: null, isSignedIn: false });
  },
  invite(code) {
    if (!/^[\w:.-]{1,80}$/.test(code)) return;
    Taro.setStorageSync(INVITATION_KEY, code);
    set({ invitation: code });
  },
}));
