import type { Banner, OutputOf, Section, Shortcut } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { AdminScreen, useRequestId } from '../parts/AdminScreen';
import { type Draft, draftOf, missingIn, readArrangement } from './draft';
import { PictureTile } from './PictureTile';
import { Places } from './Places';
import { SECTION_WORDS, Sections } from './Sections';
import { TargetField } from './TargetField';

type Kept = OutputOf<'admin.viewStorefront'>;

const MOST_BANNERS = 8;
const MOST_SHORTCUTS = 10;

/** How home is arranged: banners, shortcuts, sections in their order, words. */
export default function StorefrontScreen() {
  return (
    <AdminScreen area="staff.shop" title="首页布置">
      {() => <Storefront />}
    </AdminScreen>
  );
}

function Storefront() {
  const read = useRead('admin.viewStorefront', {});
  return (
    <Shown of={read} fault="首页的布置没取到">
      {(kept) => <Form key={kept.revision} kept={kept} />}
    </Shown>
  );
}

const NEW_BANNER: Banner = { over: '', title: '', picture: '', ground: 1, target: { to: 'search', query: '' } };
const NEW_SHORTCUT: Shortcut = { name: '', picture: '', ground: 1, target: { to: 'search', query: '' } };

/** What is typed stays here until it is saved, whatever is refused on the way. */
function Form({ kept }: { kept: Kept }) {
  const [draft, setDraft] = useState<Draft>(() => draftOf(kept));
  const save = useAct('admin.saveStorefront', ['admin.viewStorefront', 'shop.home', 'shop.searchStart']);
  const content = { ...readArrangement(draft), revision: kept.revision };
  const requestId = useRequestId(content);
  const missing = missingIn(draft);
  const set = (more: Partial<Draft>) => setDraft((now) => ({ ...now, ...more }));
  return (
    <>
      {kept.isArranged ? null : <Note>还没有布置过，首页按商品的权重自己排。保存以后按这里的来。</Note>}
      <Places
        title="轮播"
        list={draft.banners}
        most={MOST_BANNERS}
        add="加一张轮播"
        nameOf={(banner) => banner.title || '新的一张'}
        begun={NEW_BANNER}
        onChange={(banners) => set({ banners })}
      >
        {(banner, change) => (
          <>
            <Field
              isFirst
              words="标题"
              value={banner.title}
              max={24}
              hint="一句话"
              onInput={(title) => change({ ...banner, title })}
            />
            <Field
              words="小字"
              value={banner.over}
              max={20}
              hint="可以不填"
              onInput={(over) => change({ ...banner, over })}
            />
            <PictureTile of={banner} onChange={(picture) => change({ ...banner, picture })} />
            <TargetField target={banner.target} onChange={(target) => change({ ...banner, target })} />
          </>
        )}
      </Places>
      <Places
        title="快捷入口"
        list={draft.shortcuts}
        most={MOST_SHORTCUTS}
        add="加一个入口"
        nameOf={(shortcut) => shortcut.name || '新的入口'}
        begun={NEW_SHORTCUT}
        onChange={(shortcuts) => set({ shortcuts })}
      >
        {(shortcut, change) => (
          <>
            <Field
              isFirst
              words="名称"
              value={shortcut.name}
              max={6}
              hint="新鲜蔬果"
              onInput={(name) => change({ ...shortcut, name })}
            />
            <PictureTile of={shortcut} onChange={(picture) => change({ ...shortcut, picture })} />
            <TargetField target={shortcut.target} onChange={(target) => change({ ...shortcut, target })} />
          </>
        )}
      </Places>
      <Places<Section>
        title="栏目"
        list={draft.sections}
        most={12}
        add="加一个栏目"
        nameOf={(section) => section.title || SECTION_WORDS[section.kind]}
        begun={{ kind: 'hot', title: SECTION_WORDS.hot }}
        onChange={(sections) => set({ sections })}
      >
        {(section, change) => <Sections section={section} onChange={change} />}
      </Places>
      <View className="card card-tight">
        <Field
          isFirst
          words="提示词"
          value={draft.hints}
          max={100}
          hint="搜索框里的词，用空格隔开"
          onInput={(hints) => set({ hints })}
        />
        <Field
          words="置顶词"
          value={draft.pinnedWords}
          max={100}
          hint="排在「大家在搜」前面"
          onInput={(pinnedWords) => set({ pinnedWords })}
        />
      </View>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button
        size="block"
        isOff={missing !== null || save.isPending}
        onTap={() => save.mutate({ ...content, requestId }, { onSuccess: go.back })}
      >
        {missing ?? (save.isPending ? '正在保存' : '保存')}
      </Button>
    </>
  );
}
