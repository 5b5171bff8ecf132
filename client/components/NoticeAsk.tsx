import type { NoticeTemplate } from '@shared/contract';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useState } from 'react';
import { newRequestId, useAct, useRead } from '../gateway';
import { Button } from './Button';

interface NoticeAskProps {
  /** What is of use here, at most three: WeChat's window takes no more. */
  readonly wanted: readonly NoticeTemplate[];
  /** What word would be sent of. */
  readonly words: string;
}

/** What the member said to each template in WeChat's window, which opens at a tap alone. */
async function askWechat(templateIds: readonly string[]): Promise<Readonly<Record<string, string>>> {
  try {
    // Taro's types ask for a field of another host.
    const asked = { tmplIds: [...templateIds] } as Parameters<typeof Taro.requestSubscribeMessage>[0];
    return (await Taro.requestSubscribeMessage(asked)) as unknown as Record<string, string>;
  } catch {
    // Closed, or switched off in WeChat's settings: nothing is accepted.
    return {};
  }
}

/**
 * Offers word in WeChat of what comes next: each tap that is accepted lets one message of each kind through. Nothing
 * where the shop has no such template.
 */
function WechatAsk({ wanted, words }: NoticeAskProps) {
  const { value, again } = useRead('messages.templates', {});
  const note = useAct('messages.noteAccepted');
  const [isNoted, setNoted] = useState(false);
  const here = (value?.templates ?? []).filter(({ template }) => wanted.includes(template)).slice(0, 3);
  if (here.length === 0) return null;
  const ask = async (): Promise<void> => {
    const said = await askWechat(here.map(({ templateId }) => templateId));
    const templates = here.filter(({ templateId }) => said[templateId] === 'accept').map(({ template }) => template);
    if (templates.length === 0) return;
    note.mutate(
      { templates, requestId: newRequestId() },
      {
        onSuccess: () => {
          setNoted(true);
          again();
        },
      },
    );
  };
  const isLeft = isNoted || here.every(({ left }) => left > 0);
  return (
    <View className="card flex between gap12">
      <View className="grow">
        微信里也收通知
        <View className="cap muted">{isLeft ? `${words}。已登记，每登记一次发一条。` : `${words}。不发推销。`}</View>
      </View>
      <Button kind="line" size="small" isOff={note.isPending} label={`微信里收通知，${words}`} onTap={() => void ask()}>
        {isLeft ? '再收一条' : '去选'}
      </Button>
    </View>
  );
}

/** Of WeChat alone: a browser has nothing to be told by. */
export const NoticeAsk: (props: NoticeAskProps) => ReturnType<typeof WechatAsk> =
  process.env.TARO_ENV === 'weapp' ? WechatAsk : () => null;
