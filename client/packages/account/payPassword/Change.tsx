import { View } from '@tarojs/components';
import { useState } from 'react';
import { Screen } from '../../../components/Screen';
import { refusalWords } from '../../../copy/refusals';
import { Keypad } from '../../../features/payPassword/Keypad';
import { PayPasswordSheet } from '../../../features/payPassword/PayPasswordSheet';
import { newRequestId, useAct } from '../../../gateway';
import { PinCard } from './PinCard';
import { usePins } from './usePins';

interface ChangeProps {
  readonly title: string;
  readonly onBack: () => void;
  readonly onDone: (words: string) => void;
}

/** The former password first, then the new one twice; whether the former was right is known at the end. */
export function Change({ title, onBack, onDone }: ChangeProps) {
  const [former, setFormer] = useState<string | null>(null);
  const change = useAct('account.changePayPassword', ['account.viewPayPassword']);
  const isOfFormer = change.error !== null && change.error.code !== 'payPassword/weak';
  const pins = usePins((newPayPassword) =>
    change.mutate(
      { payPassword: former ?? '', newPayPassword, requestId: newRequestId() },
      {
        onSuccess: () => onDone('支付密码改好了，下次用新的。'),
        onError: ({ code }) => {
          pins.clear();
          if (code !== 'payPassword/weak') setFormer(null);
        },
      },
    ),
  );
  return (
    <Screen
      title={title}
      foot={<Keypad isOff={former === null || change.isPending} onDigit={pins.add} onErase={pins.erase} />}
      over={
        <PayPasswordSheet
          title={title}
          isOpen={former === null}
          what="先输原来的支付密码"
          refused={isOfFormer ? change.error : null}
          onPassword={setFormer}
          onClose={onBack}
        />
      }
    >
      <PinCard
        words={change.isPending ? '正在改' : pins.isAgain ? '再输一次新密码' : '6 位新密码'}
        typed={pins.typed.length}
        fault={pins.fault ?? (change.error && !isOfFormer ? refusalWords(change.error) : null)}
      />
      <View className="cap muted center">不要连着的、重复的，也不要手机号末尾。</View>
    </Screen>
  );
}
