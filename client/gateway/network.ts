import Taro from '@tarojs/taro';
import { create } from 'zustand';

interface Network {
  readonly isOnline: boolean;
}

/** Whether this device has a network. Money buttons are off without one; browsing what is known goes on. */
export const useNetwork = create<Network>(() => ({ isOnline: true }));

/** Follows the device. Called once, when the client starts. */
export function watchNetwork(): void {
  if (process.env.TARO_ENV === 'h5') {
    const tell = () => useNetwork.setState({ isOnline: navigator.onLine });
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
    tell();
    return;
  }
  Taro.onNetworkStatusChange(({ isConnected }) => useNetwork.setState({ isOnline: isConnected }));
}
