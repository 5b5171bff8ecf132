import type { CategoryKept } from '@shared/contract';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { EmptyState, Shown } from '../../../components/states';
import { Tap } from '../../../components/Tap';
import { refusalWords } from '../../../copy/refusals';
import { INDUSTRY_WORDS } from '../../../copy/terms';
import { newRequestId, useAct, useRead } from '../../../gateway';
import { AdminScreen } from '../parts/AdminScreen';
import { CategoryForm } from './CategoryForm';

const TOUCHED = ['admin.listCategories', 'admin.viewOpening', 'shop.home', 'shop.listCategories'] as const;

/** Categories in their order: added, renamed, moved, hidden. */
export default function CategoriesScreen() {
  const [edited, setEdited] = useState<CategoryKept | 'new' | null>(null);
  const all = useRead('admin.listCategories', {}, { isOn: edited !== null });
  return (
    <AdminScreen area="staff.shop" title="分类">
      {() =>
        edited === null ? (
          <List onEdit={setEdited} />
        ) : (
          <CategoryForm
            category={edited === 'new' ? null : edited}
            all={all.value?.categories ?? []}
            touches={TOUCHED}
            onEnd={() => setEdited(null)}
          />
        )
      }
    </AdminScreen>
  );
}

function List({ onEdit }: { onEdit: (category: CategoryKept | 'new') => void }) {
  const read = useRead('admin.listCategories', {});
  const order = useAct('admin.orderCategories', TOUCHED);
  return (
    <Shown of={read} fault="分类没取到">
      {({ categories }) => {
        const ids = categories.map(({ categoryId }) => categoryId);
        const swap = (at: number) => {
          const moved = [...ids];
          [moved[at], moved[at + 1]] = [moved[at + 1]!, moved[at]!];
          order.mutate({ categoryIds: moved, seen: ids, requestId: newRequestId() }, { onError: read.again });
        };
        if (categories.length === 0)
          return (
            <EmptyState
              icon="grid"
              title="还没有分类"
              words="商品要放进一个分类里，买家按分类找。"
              act={{ words: '加第一个分类', onTap: () => onEdit('new') }}
            />
          );
        return (
          <>
            {order.error ? <Note tone="bad">{refusalWords(order.error)}</Note> : null}
            <View className="card card-tight">
              {categories.map((category, at) => (
                <Line
                  key={category.categoryId}
                  category={category}
                  isFirst={at === 0}
                  isLast={at === categories.length - 1}
                  isBusy={order.isPending}
                  onUp={() => swap(at - 1)}
                  onDown={() => swap(at)}
                  onEdit={() => onEdit(category)}
                />
              ))}
            </View>
            <Button kind="line" size="block" onTap={() => onEdit('new')}>
              加分类
            </Button>
          </>
        );
      }}
    </Shown>
  );
}

interface LineProps {
  readonly category: CategoryKept;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isBusy: boolean;
  readonly onUp: () => void;
  readonly onDown: () => void;
  readonly onEdit: () => void;
}

function Line({ category, isFirst, isLast, isBusy, onUp, onDown, onEdit }: LineProps) {
  const { name, industry, isHidden, parentId } = category;
  return (
    <View className={`row ${isFirst ? 'is-first' : ''}`}>
      <Tap className="row-main row-tap" label={`改分类 ${name}`} onTap={onEdit}>
        <View className="flex gap8">
          {name}
          {isHidden ? <View className="tag">已隐藏</View> : null}
        </View>
        <View className="row-sub">
          {parentId ? '第二层 · ' : ''}
          {INDUSTRY_WORDS[industry]}
        </View>
      </Tap>
      <MoveKey isUp name={name} isOff={isFirst || isBusy} onTap={onUp} />
      <MoveKey name={name} isOff={isLast || isBusy} onTap={onDown} />
    </View>
  );
}

function MoveKey({ isUp, name, isOff, onTap }: { isUp?: boolean; name: string; isOff: boolean; onTap: () => void }) {
  return (
    <Tap
      className={`order-key ${isOff ? 'is-off' : ''}`}
      label={`${name}${isUp ? '上移' : '下移'}`}
      isOff={isOff}
      onTap={onTap}
    >
      <Icon name={isUp ? 'up' : 'down'} size={20} />
    </Tap>
  );
}
