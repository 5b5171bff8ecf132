import type { WithdrawalShown } from '@shared/contract';

type Confirm = NonNullable<WithdrawalShown['confirm']>;
type Confirmed = 'confirmed' | 'cancelled' | 'tooOld';

interface MerchantTransfer {
  readonly requestMerchantTransfer?: (
    options: Confirm & {
      readonly success: () => void;
      readonly fail: (failure: { readonly errMsg?: string }) => void;
    },
  ) => void;
}

/** Opens WeChat's own window, in which the payee takes the money. From base library 3.7.12 on. */
function inWechat(confirm: Confirm): Promise<Confirmed> {
  const { requestMerchantTransfer } = wx as MerchantTransfer;
  if (!requestMerchantTransfer) return Promise.resolve('tooOld');
  return new Promise((resolve) => {
    requestMerchantTransfer({
      ...confirm,
      success: () => resolve('confirmed'),
      fail: () => resolve('cancelled'),
    });
  });
}

/** Browser only: tells the sandbox what the payee would do in WeChat's window. */
async function inSandbox({ package: confirmPackage }: Confirm): Promise<Confirmed> {
  try {
    const answer = await fetch(`${CALL_ADDRESS}/local/confirm-transfer`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ package: confirmPackage }),
    });
    return answer.ok ? 'confirmed' : 'cancelled';
  } catch {
    return 'cancelled';
  }
}

/** Asks the payee to take the money. What became of it is the payment platform's word: the screen asks for it then. */
export const confirmTransfer = (confirm: Confirm): Promise<Confirmed> =>
  process.env.TARO_ENV === 'h5' ? inSandbox(confirm) : inWechat(confirm);
