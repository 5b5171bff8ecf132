import type { PersonShown } from '@shared/contract';
import { showPhone } from '@shared/format';
import { useState } from 'react';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { Row } from '../../../components/Row';
import { refusalWords } from '../../../copy/refusals';
import { useAct } from '../../../gateway';

interface FindMemberProps {
  readonly words: string;
  readonly found: PersonShown | null;
  readonly onFound: (found: PersonShown | null) => void;
  readonly isFirst?: boolean;
}

/** Finds a member by phone or invite code, and tells who it is, masked. */
export function FindMember({ words, found, onFound, isFirst }: FindMemberProps) {
  const [by, setBy] = useState('');
  const find = useAct('admin.findMember');
  return (
    <>
      <Field
        {...(isFirst ? { isFirst } : {})}
        words={words}
        value={by}
        max={20}
        hint="手机号或邀请码"
        fault={find.error ? refusalWords(find.error) : null}
        onInput={(typed) => {
          setBy(typed);
          find.reset();
          onFound(null);
        }}
      />
      {found ? (
        <Row title={found.nickname} sub={`${showPhone(found.phoneMasked)} · ${found.joinDay} 加入`} />
      ) : (
        <Button
          kind="line"
          isOff={by.trim().length < 4 || find.isPending}
          label={`找${words}`}
          onTap={() => find.mutate({ by: by.trim() }, { onSuccess: onFound })}
        >
          {find.isPending ? '正在找' : `找${words}`}
        </Button>
      )}
    </>
  );
}
