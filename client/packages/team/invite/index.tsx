import type { OutputOf } from '@shared/contract';
import { Button as HostButton, View } from '@tarojs/components';
import Taro, { useRouter, useShareAppMessage, useShareTimeline } from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { encode } from 'uqr';
import { Button } from '../../../components/Button';
import { Segments } from '../../../components/controls';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, Shown, SignInState } from '../../../components/states';
import { DrawnView } from '../../../features/drawing/DrawnView';
import { SaveNote, useSaving } from '../../../features/drawing/useSaving';
import { useRead, useSession } from '../../../gateway';
import { drawingOf } from './drawPoster';
import { Friends } from './Friends';
import './invite.css';
import { POSTER_LOOKS, type Poster, type PosterLook, type PosterSources } from './poster';
import { Welcome } from './Welcome';

type Invitation = OutputOf<'team.invitation'>;

const isWeapp = process.env.TARO_ENV === 'weapp';

/** The H5 makes its code itself; WeChat's is a picture, and its library is left out there. */
const squaresOf =
  process.env.TARO_ENV === 'h5' ? (text: string) => encode(text, { ecc: 'M', border: 1 }).data : () => null;

/** Where an invitation leads in a browser: a page of this very shop, with the code. */
const addressOf = (path: string): string => `${location.origin}${location.pathname}#/${path}`;

const say = (title: string) => void Taro.showToast({ title, icon: 'none' });

/**
 * One's own invitation: a poster in three looks, to be saved or sent, and whom it brought. No amounts, and no reward for
 * sharing. Opened by another one's code it says who invites.
 */
export default function InviteScreen() {
  const isSignedIn = useSession((all) => all.isSignedIn);
  const from = useRouter().params.invitation ?? '';
  const invitation = useRead('team.invitation', {}, { isOn: isSignedIn });
  const { path = '', nameMasked = '朋友', inviteCode = '' } = invitation.value ?? {};
  const title = `${nameMasked} 邀请你来明禾`;
  useShareAppMessage(() => ({ title, path: `/${path || 'pages/home/index'}` }));
  useShareTimeline(() => ({ title, query: inviteCode ? `invitation=${inviteCode}` : '' }));
  if (from && from !== inviteCode && !(isSignedIn && invitation.isPending))
    return (
      <Screen title="邀请">
        <Welcome inviteCode={from} />
      </Screen>
    );
  if (!isSignedIn)
    return (
      <Screen title="邀请朋友">
        <SignInState words="登录后才有自己的邀请码。" />
      </Screen>
    );
  if (invitation.value) return <Own invitation={invitation.value} />;
  return (
    <Screen title="邀请朋友">
      <Shown of={invitation} fault="邀请没取到" skeleton={<CardSkeleton height={420} />}>
        {() => null}
      </Shown>
    </Screen>
  );
}

/** One product after another for the look that shows one. */
function useGoods(isOn: boolean) {
  const shelf = useRead('shop.listGoods', { limit: 6 }, { isOn });
  const [nth, setNth] = useState(0);
  const goods = shelf.value?.goods ?? [];
  return { one: goods[nth % Math.max(goods.length, 1)], next: goods.length > 1 ? () => setNth(nth + 1) : null };
}

/** What the poster is drawn from, the same as long as nothing of it changes. */
function usePoster(invitation: Invitation, look: PosterLook, goods: ReturnType<typeof useGoods>['one']) {
  const { nameMasked, inviteCode, path, lines } = invitation;
  const goodsPath = `packages/order/goods/index?id=${encodeURIComponent(goods?.goodsId ?? '')}&invitation=${inviteCode}`;
  const isOfGoods = look === 'goods' && goods !== undefined;
  const wechat = useRead('team.invitationCode', isOfGoods ? { goodsId: goods.goodsId } : {}, { isOn: isWeapp });
  const address = isWeapp ? '' : addressOf(isOfGoods ? goodsPath : path);
  const codeFileId = wechat.value?.fileId ?? null;
  const poster = useMemo(
    (): Poster => ({
      look,
      title: `${nameMasked} 邀请你来明禾`,
      lines,
      caption: isWeapp ? '微信扫一扫' : '扫码打开',
      inviteCode,
      goodsTitle: goods?.title ?? '',
    }),
    [look, nameMasked, lines, inviteCode, goods?.title],
  );
  const sources = useMemo(
    (): PosterSources => ({ squares: squaresOf(address), codeFileId, goodsPicture: goods?.picture ?? null }),
    [address, codeFileId, goods?.picture],
  );
  const drawing = useMemo(() => drawingOf(poster, sources), [poster, sources]);
  return { drawing, address, link: wechat.value?.link ?? null, isReady: !isWeapp || !wechat.isPending };
}

function Own({ invitation }: { invitation: Invitation }) {
  const [look, setLook] = useState<PosterLook>('basket');
  const [drawn, setDrawn] = useState<string | null>('');
  const goods = useGoods(look === 'goods');
  const { drawing, address, link, isReady } = usePoster(invitation, look, goods.one);
  const saving = useSaving(drawing, drawn);
  const { inviteCode } = invitation;
  /** What a chat makes a link of: WeChat's short link, or the address in a browser; else the code to type in. */
  const text = isWeapp ? (link ?? inviteCode) : address;
  const copy = () => Taro.setClipboardData({ data: text }).catch(() => say('没有复制成，可以抄邀请码'));
  const copyWords = text === inviteCode ? '复制邀请码' : '复制邀请链接';
  return (
    <Screen
      title="邀请海报"
      foot={
        <View className="bar flex gap8">
          {isWeapp ? (
            <HostButton className="btn btn-tall btn-line grow host-button" openType="share">
              发给朋友
            </HostButton>
          ) : (
            <Button kind="line" size="tall" className="grow" onTap={() => void copy()}>
              {copyWords}
            </Button>
          )}
          <Button size="tall" className="grow" isOff={!saving.canSave} onTap={saving.save}>
            {saving.words}
          </Button>
        </View>
      }
    >
      {isReady ? <DrawnView drawing={drawing} onDrawn={setDrawn} /> : <CardSkeleton height={420} />}
      {drawn === null ? <Note tone="warn">海报没有画成。邀请码和链接照样能用。</Note> : null}
      <View className="poster-looks">
        <Segments options={POSTER_LOOKS} chosen={look} label="海报样子" onChoose={setLook} />
      </View>
      {look === 'goods' && goods.next ? (
        <View className="center">
          <Button kind="plain" size="small" onTap={goods.next}>
            换一件商品
          </Button>
        </View>
      ) : null}
      <SaveNote saving={saving} what="海报" />
      <View className="card card-tight">
        <Row isFirst title="邀请码" value={<View className="mono">{inviteCode}</View>} />
        {isWeapp ? <Row title={copyWords} onTap={() => void copy()} /> : null}
      </View>
      <Note>海报上没有金额，分享本身没有奖励。朋友的订单结算后，才按方案规则计算。</Note>
      <Friends />
    </Screen>
  );
}
