import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { SignInState } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useSession } from '../../../gateway';
import { PART_WORDS, useExport } from './useExport';

/** All of one's own data as JSON, put together on this device. */
export default function ExportDataScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  return (
    <Screen title="导出我的数据">{isSignedIn ? <Export /> : <SignInState words="登录后才能导出自己的数据。" />}</Screen>
  );
}

function Export() {
  const { state, begin } = useExport();
  return (
    <>
      <View className="card flow gap8">
        <HeadTitle>里面有什么</HeadTitle>
        <View className="small">
          资料和同意记录、地址、订单、售后、券码、优惠券、账本明细、提现、藏品、抽签报名、评价、消息、收藏、和店家说过的话。
        </View>
        <View className="small muted">
          一个 JSON 文件，就在这台设备上拼好，别处不留。里面有你的手机号和地址，收好。
        </View>
      </View>
      {state.is === 'reading' ? (
        <View className="card" {...{ role: 'status' }}>
          正在取{PART_WORDS[state.part]}，已有 {state.rows} 条
        </View>
      ) : null}
      {state.is === 'failed' ? <Note tone="bad">{refusalWords(state.refused)}没有导出，再来一次。</Note> : null}
      {state.is === 'done' ? (
        <Note tone="ok">
          导出好了，{state.rows} 条，文件叫 {state.name}。
        </Note>
      ) : null}
      <Button size="block" isOff={state.is === 'reading'} onTap={begin}>
        {state.is === 'reading' ? '正在导出' : state.is === 'done' ? '再导出一次' : '导出'}
      </Button>
    </>
  );
}
