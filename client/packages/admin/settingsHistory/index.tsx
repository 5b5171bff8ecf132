import type { SettingsPage, SettingsVersion } from '@shared/contract';
import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { ListShown } from '../../../components/ListShown';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { HOW_WORDS, SETTING_WORDS } from '../../../copy/settings';
import { useAct, useListPages, useRead, useRequestId } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { valueWords } from '../setting/typed';

/** Every version of the settings, newest first: who changed what, and the way back to it. */
export default function SettingsHistoryScreen() {
  const read = useRead('admin.viewSettings', {});
  return (
    <AdminScreen area="staff.any" title="改动记录">
      {() => (
        <Shown of={read} fault="设置没取到">
          {(page) => <Versions page={page} />}
        </Shown>
      )}
    </AdminScreen>
  );
}

function Versions({ page }: { page: SettingsPage }) {
  const list = useListPages('admin.listSettings', { limit: 20 }, (found) => found.versions);
  const [told, setTold] = useState<string | null>(null);
  return (
    <>
      {told ? <Note tone="ok">{told}</Note> : null}
      <ListShown
        list={list}
        fault="记录没取到"
        empty={{ icon: 'page', title: '还没改过', words: '第一次保存之后，每一版都在这里。' }}
      >
        {list.rows.map((one) => (
          <VersionCard key={one.version} one={one} page={page} onRestored={setTold} />
        ))}
      </ListShown>
    </>
  );
}

interface VersionProps {
  readonly one: SettingsVersion;
  readonly page: SettingsPage;
  readonly onRestored: (words: string) => void;
}

function VersionCard({ one, page, onRestored }: VersionProps) {
  const [isAsked, setAsked] = useState(false);
  const restore = useAct('admin.restoreSettings', ['admin.viewSettings', 'admin.listSettings', 'admin.listProposals']);
  const requestId = useRequestId([one.version, page.version]);
  const bounds = new Map(page.settings.map((setting) => [setting.name, setting.bounds]));
  const act = () =>
    restore.mutate(
      { version: one.version, onVersion: page.version, requestId },
      {
        onSuccess: ({ state, version }) => {
          setAsked(false);
          onRestored(
            state === 'same'
              ? '和现在一样，没有要恢复的。'
              : state === 'proposed'
                ? '恢复会放宽付款，要另一位管理员同意。已经放进「待复核」。'
                : `恢复到第 ${one.version} 版的样子，记为第 ${version} 版。`,
          );
        },
      },
    );
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>第 {one.version} 版</HeadTitle>
        <View className="head-right">{showMoment(one.atMs)}</View>
      </View>
      <View className="small muted">
        {one.how === 'begun' ? '' : `${one.byName} `}
        {HOW_WORDS[one.how]}
        {one.restored === null ? '' : `到第 ${one.restored} 版`}
      </View>
      {one.changes.map(({ name, before, after }) => {
        const of = { name, bounds: bounds.get(name) ?? null };
        return (
          <View key={name} className="mt8">
            <View className="small muted">{SETTING_WORDS[name].title}</View>
            <View>
              {valueWords(of, before)} → {valueWords(of, after)}
            </View>
          </View>
        );
      })}
      {restore.error ? <Note tone="bad">{refusalWords(restore.error)}</Note> : null}
      {one.version === page.version ? (
        <View className="small muted mt8">现在用的就是这一版。</View>
      ) : isAsked ? (
        <View className="btns mt8">
          <Button kind="plain" onTap={() => setAsked(false)}>
            不恢复
          </Button>
          <Button isOff={restore.isPending} onTap={act}>
            恢复到第 {one.version} 版
          </Button>
        </View>
      ) : (
        <Button kind="line" size="block" className="mt8" onTap={() => setAsked(true)}>
          恢复成这一版
        </Button>
      )}
    </View>
  );
}
