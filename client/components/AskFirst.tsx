import { View } from '@tarojs/components';
import { type ReactElement, useState } from 'react';
import { Button } from './Button';
import { Sheet } from './Sheet';

interface Question {
  readonly title: string;
  /** What will be so afterwards. */
  readonly words: string;
  /** On the key that does it. */
  readonly yes: string;
}

interface AskFirst {
  /** Resolves to whether it is to be done. Whoever closes the sheet wants nothing done. */
  readonly ask: (question: Question) => Promise<boolean>;
  /** To be laid over the screen. */
  readonly sheet: ReactElement;
}

/** Asks before what cannot be undone, in a sheet of our own: the host's dialog knows neither theme nor type size. */
export function useAskFirst(): AskFirst {
  const [question, setQuestion] = useState<Question | null>(null);
  const [answer, setAnswer] = useState<((isYes: boolean) => void) | null>(null);
  const ask = (asked: Question) =>
    new Promise<boolean>((resolve) => {
      setQuestion(asked);
      setAnswer(() => resolve);
    });
  const end = (isYes: boolean) => {
    answer?.(isYes);
    setAnswer(null);
  };
  const sheet = (
    <Sheet
      title={question?.title ?? ''}
      isOpen={answer !== null}
      onClose={() => end(false)}
      foot={
        <View className="bar btns">
          <Button kind="plain" onTap={() => end(false)}>
            再想想
          </Button>
          <Button onTap={() => end(true)}>{question?.yes}</Button>
        </View>
      }
    >
      <View>{question?.words}</View>
    </Sheet>
  );
  return { ask, sheet };
}
