import type { AboutAsked, OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useEffect, useState } from 'react';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { Composer } from '../../../features/service/Composer';
import { Talk } from '../../../features/service/Talk';
import { usePolled } from '../../../features/service/usePolled';
import { useAct, useListPages, useRead, useReadPages, useSession } from '../../../gateway';

type Asked = AboutAsked & { readonly title: string };

const KINDS: readonly string[] = ['goods', 'order', 'afterSales'];

/** What the address says that is asked about; null for none. */
function askedOf({ kind = '', about = '', title = '' }: Partial<Record<string, string>>): Asked | null {
  if (!KINDS.includes(kind) || about === '') return null;
  return { kind: kind as Asked['kind'], id: decodeURIComponent(about), title: decodeURIComponent(title) };
}

/** What one and a shop say to each other. */
export default function ThreadScreen() {
  const { params } = useRouter();
  const isSignedIn = useSession((all) => all.isSignedIn);
  if (isSignedIn) return <Thread shopId={decodeURIComponent(params.shop ?? '')} asked={askedOf(params)} />;
  return <Guest shopId={decodeURIComponent(params.shop ?? '')} asked={askedOf(params)} />;
}

/** Who has not signed in may call, and sees when somebody is there. */
function Guest({ shopId, asked }: { shopId: string; asked: Asked | null }) {
  const shop = useRead('shop.viewShop', { shopId });
  return (
    <Screen title={shop.value?.name ?? '客服'}>
      <Shown of={shop} fault="店铺没取到" skeleton={<CardSkeleton />}>
        {(value) => <ShopCard shop={value} />}
      </Shown>
      <SignInState words="登录后可以在这里写给店家，等答复。" />
      {asked ? <Note icon="page">你在看：{asked.title}</Note> : null}
    </Screen>
  );
}

function Thread({ shopId, asked }: { shopId: string; asked: Asked | null }) {
  const [about, setAbout] = useState(asked);
  const input = { shopId, limit: 20 };
  const list = useListPages('messages.viewThread', input, (page) => page.said);
  const first = useReadPages('messages.viewThread', input).data?.pages[0];
  const say = useAct('messages.say', ['messages.viewThread']);
  const { mutate: see } = useAct('messages.seeThread', ['messages.viewThread', 'account.me']);
  usePolled(list.again);
  const newest = list.rows[0]?.no ?? 0;
  const unread = first?.unread ?? 0;
  useEffect(() => {
    if (unread > 0) see({ shopId, upTo: newest });
  }, [unread, newest, see, shopId]);
  useEffect(() => {
    if (newest > 0) void Taro.pageScrollTo({ scrollTop: 1_000_000, duration: 0 });
  }, [newest]);
  return (
    <Screen
      title={first?.shop.name ?? '客服'}
      foot={
        first ? (
          <Composer
            hint="写给店家"
            isBusy={say.isPending}
            onSay={async (said) => {
              const card = about ? { about: { kind: about.kind, id: about.id } } : {};
              await say.mutateAsync({ shopId, ...card, ...said });
              setAbout(null);
            }}
          />
        ) : null
      }
    >
      {first ? <ShopCard shop={first.shop} /> : null}
      {first && first.shop.greeting !== '' ? <Note icon="talk">{first.shop.greeting}</Note> : null}
      <Talk list={list} side="buyer" other={first?.shop.name ?? ''} empty="写下要问的，店家看到后在这里答复。" />
      {about ? <Note icon="page">会附上你在看的：{about.title}</Note> : null}
    </Screen>
  );
}

/** When somebody is there, how soon an answer comes, and the phone where the shop left one. */
function ShopCard({
  shop,
}: {
  shop: Pick<OutputOf<'messages.viewThread'>['shop'], 'serviceHours' | 'answerWithinHours' | 'servicePhone'>;
}) {
  const { serviceHours, answerWithinHours, servicePhone } = shop;
  const words = [
    serviceHours === '' ? '' : `客服时间 ${serviceHours}。`,
    answerWithinHours === null ? '' : `通常 ${answerWithinHours} 小时内答复。`,
  ].join('');
  return (
    <View className="card flow gap12">
      <View className="small muted">{words === '' ? '店家没有写客服时间，看到后会答复。' : words}</View>
      {servicePhone === '' ? null : (
        <>
          <View className="mono">{servicePhone}</View>
          <View className="btns">
            <Button kind="line" onTap={() => void Taro.makePhoneCall({ phoneNumber: servicePhone })}>
              打电话
            </Button>
            <Button kind="plain" onTap={() => void Taro.setClipboardData({ data: servicePhone })}>
              复制号码
            </Button>
          </View>
        </>
      )}
    </View>
  );
}
