import { View } from '@tarojs/components';
import { Button } from '../../../components/Button';
import { Input } from '../../../components/Input';
import { Note } from '../../../components/Note';
import type { CodeSent } from './useCode';

interface CodeFieldProps {
  readonly sms: CodeSent;
  readonly code: string;
  /** Why no code can be sent yet. */
  readonly isOff?: boolean;
  readonly onCode: (code: string) => void;
  readonly onConfirm?: () => void;
  /** Where a page has two. */
  readonly name?: string;
}

export const isCode = (text: string): boolean => /^\d{6}$/.test(text);

/** Six digits from a message, and the key that sends it. */
export function CodeField({ sms, code, isOff = false, onCode, onConfirm, name = '验证码' }: CodeFieldProps) {
  return (
    <>
      <View className="big-input">
        <Input
          className="field-input"
          placeholderClass="placeholder"
          type="number"
          maxlength={6}
          value={code}
          placeholder="6 位验证码"
          aria-label={name}
          onInput={(event) => onCode(event.detail.value.trim())}
          onConfirm={() => onConfirm?.()}
        />
        <Button kind="line" size="small" isOff={isOff || sms.waitSeconds > 0 || sms.isSending} onTap={sms.send}>
          {sms.waitSeconds > 0 ? `${sms.waitSeconds} 秒后再发` : sms.isSending ? '正在发' : '发验证码'}
        </Button>
      </View>
      <View className="cap muted" {...{ role: 'status' }}>
        {sms.words}
      </View>
      {sms.fault ? <Note tone="bad">{sms.fault}</Note> : null}
    </>
  );
}
