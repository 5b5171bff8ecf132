import type { PersonShown, ShopOwner } from '@shared/contract';
import { showPhone } from '@shared/format';
import { View } from '@tarojs/components';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { HeadTitle } from '../../../components/HeadTitle';
import { Row } from '../../../components/Row';
import { FindMember } from '../parts/FindMember';

/** Who is to own a shop: who owns it now, a member who was found, or nobody: then it is the platform's. */
export type NextOwner =
  | { readonly is: 'same' }
  | { readonly is: 'none' }
  | { readonly is: 'other'; found: PersonShown };

interface OwnerCardProps {
  readonly owner: ShopOwner | null;
  readonly next: NextOwner;
  readonly isNew: boolean;
  readonly onChange: (next: NextOwner) => void;
}

/** Who owns a shop now, and who is to; nothing happens before it is saved. */
export function OwnerCard({ owner, next, isNew, onChange }: OwnerCardProps) {
  const [isFinding, setFinding] = useState(isNew);
  const undo = () => {
    setFinding(false);
    onChange({ is: 'same' });
  };
  const find = (found: PersonShown | null) => onChange(found ? { is: 'other', found } : { is: 'same' });
  return (
    <View className="card flow gap8">
      <View className="head is-close">
        <HeadTitle>店主</HeadTitle>
        {isNew ? null : <View className="head-right">保存后才换</View>}
      </View>
      {isNew ? null : (
        <Row
          isFirst
          title={owner ? owner.nickname : '平台自营'}
          sub={owner ? `${showPhone(owner.phoneMasked)} · 现在的店主` : '没有店主'}
        />
      )}
      {isFinding ? (
        <FindMember
          isFirst={isNew}
          words={isNew ? '店主' : '新店主'}
          found={next.is === 'other' ? next.found : null}
          onFound={find}
        />
      ) : null}
      {next.is === 'none' ? <View className="small">保存后没有店主，由平台自己卖。</View> : null}
      {isNew ? null : isFinding || next.is === 'none' ? (
        <Button kind="plain" size="small" onTap={undo}>
          不换店主了
        </Button>
      ) : (
        <View className="btns">
          {owner ? (
            <Button kind="plain" size="small" onTap={() => onChange({ is: 'none' })}>
              收回给平台
            </Button>
          ) : null}
          <Button kind="plain" size="small" onTap={() => setFinding(true)}>
            {owner ? '换店主' : '交给一位店主'}
          </Button>
        </View>
      )}
    </View>
  );
}
