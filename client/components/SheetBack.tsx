import { PageContainer } from '@tarojs/components';
import { useEffect, useRef, useState } from 'react';
import { enterSheet } from '../state/sheetHistory';

interface SheetBackProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Lets the way back close an open sheet, and nothing but it: the browser's key, and the phone's in WeChat. */
export function SheetBack(props: SheetBackProps) {
  return process.env.TARO_ENV === 'h5' ? <BrowserBack {...props} /> : <PhoneBack {...props} />;
}

function BrowserBack({ isOpen, onClose }: SheetBackProps) {
  const close = useRef(onClose);
  close.current = onClose;
  const [times, setTimes] = useState(0);
  // A sheet that did not close when its reader went back, since something is under way in it, gets its entry again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: each way back is one more time
  useEffect(() => {
    if (!isOpen) return undefined;
    return enterSheet(() => {
      close.current();
      setTimes((before) => before + 1);
    });
  }, [isOpen, times]);
  return null;
}

/** WeChat closes this container, which holds nothing and is not seen, where it would leave the page: one a page at most. */
function PhoneBack({ isOpen, onClose }: SheetBackProps) {
  const [times, setTimes] = useState(0);
  if (!isOpen) return null;
  return (
    <PageContainer
      // As in a browser: a sheet that stays open since something is under way in it gets another one.
      key={times}
      show
      overlay={false}
      duration={0}
      onAfterLeave={() => {
        onClose();
        setTimes((before) => before + 1);
      }}
    />
  );
}
