import { View } from '@tarojs/components';
import { useState } from 'react';
import { Link } from '../../../components/Button';
import { Input } from '../../../components/Input';

/** A login password: hidden until its owner wants to see it. */
export function PasswordField({
  name,
  password,
  onPassword,
}: {
  name: string;
  password: string;
  onPassword: (password: string) => void;
}) {
  const [isSeen, setSeen] = useState(false);
  return (
    <View className="big-input">
      <Input
        className="field-input"
        placeholderClass="placeholder"
        password={!isSeen}
        maxlength={64}
        value={password}
        placeholder={name}
        aria-label={name}
        onInput={(event) => onPassword(event.detail.value)}
      />
      <Link label={isSeen ? '隐藏密码' : '看一眼密码'} onTap={() => setSeen(!isSeen)}>
        {isSeen ? '隐藏' : '看一眼'}
      </Link>
    </View>
  );
}
