import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { type ReactNode, useRef, useState } from 'react';
import { Button, Link } from '../../components/Button';
import { Note } from '../../components/Note';
import { Sheet } from '../../components/Sheet';
import { CardSkeleton, Shown } from '../../components/states';
import { refusalWords } from '../../copy/refusals';
import { type Refused, useRead } from '../../gateway';
import { go } from '../../state/routes';
import { Keypad } from './Keypad';
import { PIN_DIGITS, PinDots } from './PinDots';

interface PayPasswordSheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly isDemo?: boolean;
  /** What is confirmed: to whom, how much. */
  readonly what: ReactNode;
  /** Rows of a ledger: what there is, what goes, what is left. */
  readonly lines?: ReactNode;
  /** While the act is asked: no key is taken. */
  readonly isBusy?: boolean;
  /** What the act was refused for last; any refusal is told here, and the next six digits try again. */
  readonly refused: Refused | null;
  readonly onPassword: (payPassword: string) => void;
  readonly onClose: () => void;
}

/** Whether the last try closed the lock: what was read before it does not know yet. */
const hasLocked = (refused: Refused | null): boolean =>
  refused?.code === 'payPassword/locked' || (refused?.code === 'payPassword/wrong' && refused.details.left === 0);

/**
 * Asks for the payment password of an act, by six dots and keys of its own. Where there is none it leads to setting one,
 * where it is forgotten to finding it; what was typed is forgotten as soon as it is handed on.
 */
export function PayPasswordSheet(props: PayPasswordSheetProps) {
  const { title, isOpen, isDemo = false, what, lines, isBusy = false, refused, onPassword, onClose } = props;
  const state = useRead('account.viewPayPassword', {}, { isOn: isOpen });
  const [typed, show] = useState('');
  // Known at once, not when it is shown: a last digit that is tapped twice hands the six on once, and costs one try.
  const digits = useRef('');
  const setTyped = (next: string) => {
    digits.current = next;
    show(next);
  };
  const [wasBusy, setWasBusy] = useState(isBusy);
  // What came behind the sixth before the act was on its way is no part of the next try.
  if (wasBusy !== isBusy) {
    setWasBusy(isBusy);
    setTyped('');
  }
  const add = (digit: string) => {
    const next = digits.current + digit;
    setTyped(next.length < PIN_DIGITS ? next : '');
    if (next.length === PIN_DIGITS) onPassword(next);
  };
  const close = () => {
    setTyped('');
    onClose();
  };
  const isSet = state.value?.isSet === true && refused?.code !== 'payPassword/notSet';
  const isLocked = hasLocked(refused) || (state.value?.lockedUntilMs ?? null) !== null;
  return (
    <Sheet
      title={title}
      isOpen={isOpen}
      isDemo={isDemo}
      onClose={close}
      foot={
        isSet && !isLocked ? (
          <Keypad isOff={isBusy || !isOpen} onDigit={add} onErase={() => setTyped(digits.current.slice(0, -1))} />
        ) : state.value && !isSet ? (
          <View className="bar">
            <Button size="block" onTap={go.payPassword}>
              去设支付密码
            </Button>
          </View>
        ) : null
      }
    >
      <View className="center">{what}</View>
      {lines ? <View>{lines}</View> : null}
      <Shown of={state} fault="支付密码的状态没取到" skeleton={<CardSkeleton height={48} />}>
        {({ lockedUntilMs }) =>
          isSet ? (
            <View className="flow gap12">
              {refused ? <Note tone="bad">{refusalWords(refused)}</Note> : null}
              {lockedUntilMs !== null && !refused ? (
                <Note tone="warn">
                  支付密码锁到 {showMoment(lockedUntilMs)}，什么都没有做。到时再来，忘了可以找回。
                </Note>
              ) : null}
              {isLocked ? null : (
                <>
                  <View className="small muted center">{isBusy ? '正在办' : '输入 6 位支付密码'}</View>
                  <PinDots typed={isBusy ? PIN_DIGITS : typed.length} />
                </>
              )}
              <View className="flex gap8">
                <View className="grow cap muted">输错 5 次锁 1 小时，再错锁得更久</View>
                <Link onTap={go.payPassword}>忘记密码</Link>
              </View>
            </View>
          ) : (
            <Note tone="warn">还没有支付密码，什么都没有做。先设一个 6 位的，再回到这里。</Note>
          )
        }
      </Shown>
    </Sheet>
  );
}
