import type { StaffOrder } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';

type Upload = NonNullable<StaffOrder['upload']>;

const WORDS = {
  pending: '正在报给微信，半小时内会好',
  uploaded: '微信已收到发货信息',
  failed: '没有报上去，这一单的钱还冻着',
  manual: '要在微信后台手工填，填了钱才解冻',
} as const satisfies Record<Upload['state'], string>;

/** Whether WeChat knows that an order was shipped: until it does the order's money stays frozen there. */
export function UploadCard({ orderId, upload }: { orderId: string; upload: Upload }) {
  const isOpen = upload.state === 'failed' || upload.state === 'manual';
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>微信发货信息</HeadTitle>
        <View className="head-right">{showMoment(upload.atMs)}</View>
      </View>
      <View>{WORDS[upload.state]}</View>
      {upload.reason ? <View className="small muted wrap">{upload.reason}</View> : null}
      {isOpen ? <Resolve orderId={orderId} upload={upload} /> : null}
    </View>
  );
}

function Resolve({ orderId, upload }: { orderId: string; upload: Upload }) {
  const content = { orderId, atMs: upload.atMs };
  const againId = useRequestId({ ...content, as: 'again' });
  const enteredId = useRequestId({ ...content, as: 'entered' });
  const resolve = useAct('admin.resolveUpload', ['admin.viewOrder', 'admin.listOrders']);
  return (
    <>
      {resolve.error ? <Note tone="bad">{refusalWords(resolve.error)}</Note> : null}
      <View className="btns mt12">
        {upload.state === 'failed' ? (
          <Button isOff={resolve.isPending} onTap={() => resolve.mutate({ orderId, as: 'again', requestId: againId })}>
            再报一次
          </Button>
        ) : null}
        <Button
          kind="line"
          isOff={resolve.isPending}
          onTap={() => resolve.mutate({ orderId, as: 'entered', requestId: enteredId })}
        >
          已在后台填好
        </Button>
      </View>
    </>
  );
}
