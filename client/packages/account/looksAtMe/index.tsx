import type { OutputOf } from '@shared/contract';
import { showFullMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { useListPages, useSession } from '../../../gateway';
import { go } from '../../../state/routes';

type Look = OutputOf<'account.listLooks'>['looks'][number];

const WHAT: Record<Look['what'], string> = {
  address: '看了收货地址',
  answers: '看了下单时填的资料',
  application: '看了开店申请',
  payee: '看了提现收款人的姓名',
  phone: '看了手机号',
  wallet: '看了余额和流水',
};
const BY: Record<Look['by'], string> = { platform: '平台管理员', shop: '卖这笔货的店主' };

/** Who of the staff looked at one's personal data: each look as it was written down. */
export default function LooksAtMeScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="谁看过我的资料">
      {isSignedIn ? <Looks /> : <SignInState words="登录后才能看到谁看过你的资料。" />}
    </Screen>
  );
}

function Looks() {
  const list = useListPages('account.listLooks', { limit: 20 }, (page) => page.looks);
  return (
    <>
      <Note>发货、充值和审核开店时，要看才能办的人看得到。每看一次都记一笔，记了才给看。</Note>
      <ListShown
        list={list}
        fault="记录没取到"
        empty={{ icon: 'eye', title: '还没有人看过', words: '你的电话、地址和填写的资料，平时都打码。' }}
      >
        <View className="card card-tight">
          {list.rows.map(({ lookId, by, what, atMs, orderId }, at) => (
            <Row
              key={lookId}
              isFirst={at === 0}
              title={`${BY[by]}${WHAT[what]}`}
              sub={showFullMoment(atMs)}
              label={`${BY[by]}${WHAT[what]}，${showFullMoment(atMs)}`}
              onTap={orderId === null ? undefined : () => go.order(orderId)}
            />
          ))}
        </View>
      </ListShown>
    </>
  );
}
