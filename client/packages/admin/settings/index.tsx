import { showCount } from '@shared/format';
import { View } from '@tarojs/components';
import { Row } from '../../../components/Row';
import { Shown } from '../../../components/states';
import { SETTING_GROUPS, type SettingGroup } from '../../../copy/settings';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen } from '../parts/AdminScreen';

const GROUPS = Object.keys(SETTING_GROUPS) as readonly SettingGroup[];

/** Everything that the shop is run by outside the plans, by groups; and what has been changed. */
export default function SettingsScreen() {
  const read = useRead('admin.viewSettings', {});
  return (
    <AdminScreen area="staff.any" title="设置">
      {() => (
        <Shown of={read} fault="设置没取到">
          {({ version, waiting }) => (
            <>
              <View className="small muted">保存就生效，不用发新版。已经下的单按下单时的条件。</View>
              <View className="card card-tight">
                {GROUPS.map((group, at) => (
                  <Row
                    key={group}
                    isFirst={at === 0}
                    title={SETTING_GROUPS[group].title}
                    sub={SETTING_GROUPS[group].says}
                    onTap={() => go.admin('setting', `group=${group}`)}
                  />
                ))}
              </View>
              <View className="card card-tight">
                <Row
                  isFirst
                  title="改动记录"
                  sub="谁在什么时候改了什么，可以恢复"
                  value={version === 0 ? '还没改过' : `第 ${showCount(version)} 版`}
                  onTap={() => go.admin('settingsHistory')}
                />
                <Row
                  title="等另一位管理员同意的"
                  value={waiting === 0 ? '没有' : `${showCount(waiting)} 件`}
                  onTap={() => go.admin('proposals')}
                />
                <Row title="停止开关" sub="马上停下一件事" onTap={() => go.admin('stops')} />
              </View>
            </>
          )}
        </Shown>
      )}
    </AdminScreen>
  );
}
