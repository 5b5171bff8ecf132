import type { StopShown } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';

/** Who stopped it, since when, why, and what members are told of it. */
export function StoppedBy({ stop: { byName, sinceMs, reason, told } }: { stop: StopShown }) {
  return (
    <View className="mt8">
      <View>
        {byName || '管理员'}
        {sinceMs === null ? '' : ` ${showMoment(sinceMs)} `}停的{reason === '' ? '。' : `，因为：${reason}`}
      </View>
      {told === '' ? null : <View className="small muted mt4">对会员说：{told}</View>}
    </View>
  );
}
