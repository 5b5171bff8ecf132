import { showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import type { ReactNode } from 'react';
import { refusalWords } from '../copy/refusals';
import { isOffline, type Refused, useNetwork } from '../gateway';
import type { Reading } from '../gateway/queries';
import { go } from '../state/routes';
import { Button } from './Button';
import { Icon, type IconName } from './Icon';
import { Note } from './Note';

/** A block of the height that the content will have. Not seen for the first 300 ms: most reads are faster. */
export function Skeleton({ height, width = '100%' }: { height: number; width?: string }) {
  return <View className="sk sk-late" style={{ height: `${height}px`, width }} />;
}

/** Skeletons of a card: a head, a figure, two lines. */
export function CardSkeleton({ height = 148 }: { height?: number }) {
  return (
    <View className="card" style={{ minHeight: `${height}px` }} aria-label="正在加载">
      <View className="flow gap12">
        <Skeleton height={18} width="40%" />
        <Skeleton height={28} width="56%" />
        <Skeleton height={14} />
        <Skeleton height={14} width="82%" />
      </View>
    </View>
  );
}

/** What will come here, and one way on. */
export function EmptyState({
  icon,
  title,
  words,
  act,
}: {
  icon: IconName;
  title: string;
  words: string;
  act?: { words: string; onTap: () => void };
}) {
  return (
    <View className="card state">
      <View className="muted mb4">
        <Icon name={icon} size={36} />
      </View>
      <View className="bold">{title}</View>
      <View className="small muted">{words}</View>
      {act ? (
        <Button kind="line" className="mt12" onTap={act.onTap}>
          {act.words}
        </Button>
      ) : null}
    </View>
  );
}

/** Where to go from something that is not there: asking again cannot help. */
function wayOn({ code }: Refused): { readonly words: string; readonly go: () => void } | null {
  if (code === 'goods/unknown') return { words: '看看别的商品', go: go.category };
  if (code === 'order/unknown' || code === 'order/expired') return { words: '看我的订单', go: () => go.orders() };
  if (code.startsWith('till/')) return { words: '换一个收款码', go: () => go.pay() };
  if (code.endsWith('/unknown') || code.startsWith('redemption/')) return { words: '回上一页', go: go.back };
  // A read asks for what its address names: one that was cut names nothing.
  return code === 'input/invalid' ? { words: '回到首页', go: go.home } : null;
}

/** First what did not happen, then what to do. */
export function ErrorState({ title, error, onAgain }: { title: string; error: Refused; onAgain: () => void }) {
  const way = wayOn(error);
  return (
    <View className="card state" {...{ role: 'alert' }}>
      <View className="warn-ink mb4">
        <Icon name={isOffline(error) ? 'offline' : 'warn'} size={36} />
      </View>
      <View className="bold">{title}</View>
      <View className="small muted">
        {error.code === 'input/invalid' ? '链接不完整，找不到要看的。' : refusalWords(error)}
      </View>
      <Button kind="line" className="mt12" onTap={way ? way.go : onAgain}>
        {way ? way.words : '再取一次'}
      </Button>
    </View>
  );
}

/** For pages that are one member's own. */
export function SignInState({ words }: { words: string }) {
  return <EmptyState icon="person" title="先登录" words={words} act={{ words: '用手机号登录', onTap: go.signIn }} />;
}

interface ShownProps<Value> {
  readonly of: Reading<Value>;
  /** What was not got: "订单没取到". */
  readonly fault: string;
  readonly skeleton?: ReactNode;
  readonly signIn?: string;
  readonly children: (value: Value) => ReactNode;
}

/** A read in whichever of its states it is. Old figures are shown with their time; nobody has to guess. */
export function Shown<Value>({ of, fault, skeleton, signIn, children }: ShownProps<Value>) {
  const isOnline = useNetwork((all) => all.isOnline);
  if (of.value === undefined) {
    if (of.error?.code === 'identity/signInFirst') return <SignInState words={signIn ?? '登录后才能看到。'} />;
    if (of.error) return <ErrorState title={fault} error={of.error} onAgain={of.again} />;
    return <>{skeleton ?? <CardSkeleton />}</>;
  }
  const isOld = of.error !== null || !isOnline;
  return (
    <View className={`shown ${isOld ? 'is-old' : ''}`}>
      {isOld ? (
        <Note icon={isOnline && !isOffline(of.error) ? 'warn' : 'offline'}>
          {isOnline && !isOffline(of.error) ? '没有取到新的。' : '没有网络。'}下面是 {showMoment(of.atMs)}{' '}
          的数。联网后再付款。
        </Note>
      ) : null}
      {children(of.value)}
    </View>
  );
}
