/** What came of WeChat's own confirmation. `absent`: this WeChat has none, or could not open it. */
export type WechatReceipt = 'confirmed' | 'turnedBack' | 'absent';

/** The app of WeChat's component: it comes back with what the member did there. */
const COMPONENT_APP = 'wx1183b055aeec94d1';

interface Shown {
  readonly referrerInfo?: {
    readonly appId?: string;
    readonly extraData?: { readonly status?: string };
  };
}
interface BusinessView {
  readonly openBusinessView?: (options: {
    businessType: string;
    extraData: { transaction_id: string };
    fail: () => void;
  }) => void;
  readonly onAppShow: (listener: (shown: Shown) => void) => void;
  readonly offAppShow: (listener: (shown: Shown) => void) => void;
}

/**
 * Lets the member confirm a receipt in WeChat's own component, by which the platform releases the money at once. What it
 * comes back with is a hint alone: the function asks the platform.
 */
export function confirmInWechat(transactionId: string): Promise<WechatReceipt> {
  const view = wx as unknown as BusinessView;
  const open = view.openBusinessView;
  if (!open) return Promise.resolve('absent');
  return new Promise((resolve) => {
    const end = (receipt: WechatReceipt): void => {
      view.offAppShow(onShow);
      resolve(receipt);
    };
    const onShow = ({ referrerInfo }: Shown): void => {
      const isBack = referrerInfo?.appId === COMPONENT_APP;
      end(isBack && referrerInfo.extraData?.status === 'success' ? 'confirmed' : 'turnedBack');
    };
    view.onAppShow(onShow);
    open({
      businessType: 'weappOrderConfirm',
      extraData: { transaction_id: transactionId },
      fail: () => end('absent'),
    });
  });
}
