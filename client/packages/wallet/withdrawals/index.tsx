import { View } from '@tarojs/components';
import { ListShown } from '../../../components/ListShown';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { WithdrawalRows } from '../../../features/withdrawals/WithdrawalRows';
import { useListPages, useRead, useSession } from '../../../gateway';

/** Everything that was ever drawn, newest first. */
export default function WithdrawalsScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const isDemo = useRead('account.me', {}, { isOn: isSignedIn }).value?.isDemo;
  return (
    <Screen title="提现记录" isDemo={isDemo}>
      {isSignedIn ? <List /> : <SignInState words="登录后才能看到提现记录。" />}
    </Screen>
  );
}

function List() {
  const list = useListPages('wallet.listWithdrawals', { limit: 20 }, (page) => page.withdrawals);
  return (
    <ListShown
      list={list}
      fault="提现记录没取到"
      empty={{ icon: 'wallet', title: '还没有提过', words: '提现后，每一笔怎么样了都在这里。' }}
    >
      <View className="card card-tight">
        <WithdrawalRows rows={list.rows} />
      </View>
    </ListShown>
  );
}
