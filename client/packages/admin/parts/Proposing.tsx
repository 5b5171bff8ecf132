import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Field } from '../../../components/form/Field';
import { Note } from '../../../components/Note';
import { go } from '../../../state/routes';

/** It was proposed, and waits for another administrator. */
export const Proposed = ({ words }: { readonly words: string }) => (
  <View className="card flow gap8">
    <Note tone="ok">{words}</Note>
    <Button kind="line" size="block" onTap={() => go.admin('proposals')}>
      看待复核的
    </Button>
  </View>
);

interface ReasonProps {
  readonly reason: string;
  readonly hint: string;
  readonly isFirst?: boolean;
  readonly fault: string | null;
  readonly isBusy: boolean;
  readonly onReason: (reason: string) => void;
  /** Of the reason without what stands around it. */
  readonly onPropose: (reason: string) => void;
}

/** Why it is proposed, and the button that does. */
export function ReasonToPropose({ reason, hint, isFirst = false, fault, isBusy, onReason, onPropose }: ReasonProps) {
  const isMissing = reason.trim() === '';
  return (
    <>
      <Field isFirst={isFirst} words="原因" value={reason} max={200} hint={hint} fault={fault} onInput={onReason} />
      <Button size="block" isOff={isMissing || isBusy} onTap={() => onPropose(reason.trim())}>
        {isMissing ? '先写原因' : isBusy ? '正在提出' : '提出，等复核'}
      </Button>
    </>
  );
}
