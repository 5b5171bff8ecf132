import type { ActionName, CategoryKept, Industry } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { Choice } from '../../../components/form/Choice';
import { Field } from '../../../components/form/Field';
import { useSeen } from '../../../components/form/useSeen';
import { Note } from '../../../components/Note';
import { PicturePicker } from '../../../components/PicturePicker';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { INDUSTRY_WORDS } from '../../../copy/terms';
import { useAct } from '../../../gateway';
import { useRequestId } from '../parts/AdminScreen';

const INDUSTRIES = (Object.keys(INDUSTRY_WORDS) as Industry[]).map((key) => ({ key, words: INDUSTRY_WORDS[key] }));

/** A new one stands behind all others until it is moved. */
const LAST = 9_999;

interface CategoryFormProps {
  /** Null for a new one. */
  readonly category: CategoryKept | null;
  readonly all: readonly CategoryKept[];
  readonly touches: readonly ActionName[];
  readonly onEnd: () => void;
}

/** One category: name, industry, picture, whether it is hidden. */
export function CategoryForm({ category, all, touches, onEnd }: CategoryFormProps) {
  const [name, setName] = useState(category?.name ?? '');
  const [industry, setIndustry] = useState<Industry>(category?.industry ?? 'grocery');
  const [picture, setPicture] = useState(category?.picture ?? '');
  const [isHidden, setHidden] = useState(category?.isHidden ?? false);
  const [parentId, setParent] = useState(category?.parentId ?? null);
  const save = useAct('admin.saveCategory', touches);
  const hasBelow = all.some((one) => one.parentId !== null && one.parentId === category?.categoryId);
  const parents = hasBelow ? [] : all.filter((one) => !one.parentId && one.categoryId !== category?.categoryId);
  const kept = all.find((one) => one.categoryId === category?.categoryId) ?? category;
  const { seen, onError } = useSeen(kept?.seen);
  const content = {
    name,
    industry,
    picture,
    isHidden,
    ground: category?.ground ?? 1,
    order: category?.order ?? LAST,
    ...(category ? { categoryId: category.categoryId, ...(seen ? { seen } : {}) } : {}),
    ...(parentId ? { parentId } : {}),
  };
  const requestId = useRequestId(content);
  const isMissing = name.trim() === '';
  return (
    <>
      <View className="card card-tight">
        <Field isFirst words="名称" value={name} max={10} hint="新鲜蔬果" onInput={setName} />
        <Choice label="行业" options={INDUSTRIES} chosen={industry} onChoose={setIndustry} />
        {parents.length > 0 ? (
          <Choice
            label="上级分类"
            options={[{ categoryId: null, name: '没有，放第一层' }, ...parents].map((one) => ({
              key: one.categoryId ?? '',
              words: one.name,
            }))}
            chosen={parentId ?? ''}
            onChoose={(key) => setParent(key || null)}
          />
        ) : null}
        <View className="ask">
          <View className="field-name ask-head">图片，可以不放</View>
          <PicturePicker
            kind="goods"
            what="分类图片"
            most={1}
            pictures={picture ? [picture] : []}
            onChange={([first = '']) => setPicture(first)}
          />
          <View className="mb12" />
        </View>
        <Row
          title="隐藏"
          sub="不在首页和分类里出现，商品照样搜得到"
          value={<Toggle label="隐藏这个分类" isOn={isHidden} onChange={setHidden} />}
        />
      </View>
      {save.error ? <Note tone="bad">{refusalWords(save.error)}</Note> : null}
      <Button
        size="block"
        isOff={isMissing || save.isPending}
        onTap={() => save.mutate({ ...content, requestId }, { onSuccess: onEnd, onError })}
      >
        {isMissing ? '先填名称' : save.isPending ? '正在保存' : '保存'}
      </Button>
      <Button kind="plain" size="block" onTap={onEnd}>
        不改了
      </Button>
    </>
  );
}
