import type { Reviewable } from '@shared/contract';
import { showDayOf } from '@shared/format';
import { View } from '@tarojs/components';
import Taro, { useRouter } from '@tarojs/taro';
import { useRef, useState } from 'react';
import { Button } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { headingProps } from '../../../components/headingProps';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { PicturePicker } from '../../../components/PicturePicker';
import { Row } from '../../../components/Row';
import { Screen } from '../../../components/Screen';
import { StarsChoice } from '../../../components/Stars';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { STAR_WORDS } from '../../../copy/terms';
import { newRequestId, useAct, useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import { WordsField } from '../parts/WordsField';

const TOUCHED = [
  'reviews.ofOrder',
  'reviews.listWaiting',
  'reviews.listMine',
  'reviews.list',
  'reviews.summary',
  'shop.viewGoods',
] as const;

/** Why a line cannot be reviewed now, and where to go instead. */
const CLOSED: Record<Exclude<Reviewable['state'], 'open'>, { title: string; words: string }> = {
  notReceived: { title: '还不能评', words: '签收后才能评价。收到了，先在订单里确认。' },
  late: { title: '过了时间', words: '签收后 30 天内可以评价，现在不能写了。' },
  ownShop: { title: '不能自己评', words: '这是你自己店里的商品。' },
  written: { title: '已经评过了', words: '在“我的评价”里能看到，30 天内还能追评一次。' },
};

/** Writes a review of one line of an order. */
export default function WriteReviewScreen() {
  const { order = '', sku = '' } = useRouter().params;
  const [orderId, skuId] = [decodeURIComponent(order), decodeURIComponent(sku)];
  const read = useRead('reviews.ofOrder', { orderId });
  const line = read.value?.lines.find((one) => one.skuId === skuId);
  if (line?.state === 'open') return <Form line={line} takesPictures={read.value?.takesPictures ?? false} />;
  const act = { words: '我的评价', onTap: go.myReviewsInstead };
  return (
    <Screen title="写评价">
      <Shown of={read} fault="订单没取到" signIn="登录后才能评价自己买的。" skeleton={<CardSkeleton height={220} />}>
        {() =>
          line && line.state !== 'open' ? (
            <EmptyState icon="edit" {...CLOSED[line.state]} act={act} />
          ) : (
            <EmptyState icon="edit" title="没有这一件" words="这笔订单里没有它。" act={act} />
          )
        }
      </Shown>
    </Screen>
  );
}

function Form({ line, takesPictures }: { line: Reviewable; takesPictures: boolean }) {
  const [stars, setStars] = useState(0);
  const [words, setWords] = useState('');
  const [pictures, setPictures] = useState<readonly string[]>([]);
  const [isAnonymous, setAnonymous] = useState(false);
  const requestId = useRef(newRequestId());
  const write = useAct('reviews.write', TOUCHED);
  const missing = stars === 0 ? '先打星' : words.trim() === '' ? '写几个字再发布' : null;
  const send = () => {
    const said = { stars, words, pictures: [...pictures], isAnonymous, requestId: requestId.current };
    write.mutate(
      { orderId: line.orderId, skuId: line.skuId, ...said },
      {
        onSuccess: () => {
          void Taro.showToast({ title: '已发布', icon: 'success' });
          go.myReviewsInstead();
        },
        onError: () => {
          requestId.current = newRequestId();
        },
      },
    );
  };
  return (
    <Screen
      title="写评价"
      foot={
        <View className="bar">
          <Button size="block" isOff={missing !== null || write.isPending} onTap={send}>
            {missing ?? (write.isPending ? '正在发布' : '发布评价')}
          </Button>
        </View>
      }
    >
      <View className="card flex gap12">
        <Picture picture={line.picture} ground={line.ground} size={56} />
        <View className="grow">
          <View className="goods-name">{[line.title, line.label].filter(Boolean).join(' ')}</View>
          <View className="cap muted">
            {showDayOf(line.receivedAtMs ?? 0)} 签收 · {line.shopName}
          </View>
        </View>
      </View>
      <View className="card">
        <View className="flex between">
          <View className="bold" {...headingProps(2)}>
            打几星
          </View>
          <View className="small muted">{stars > 0 ? `${stars} 星，${STAR_WORDS[stars - 1]}` : ''}</View>
        </View>
        <StarsChoice stars={stars} onChoose={setStars} />
      </View>
      <View className="card flow gap12">
        <WordsField words={words} label="评价" hint="用了觉得怎么样，好的不好的都写" onInput={setWords} />
        {takesPictures ? (
          <PicturePicker
            kind="review"
            what="评价图片"
            pictures={pictures}
            most={9}
            isLed={false}
            onChange={setPictures}
          />
        ) : null}
      </View>
      <View className="card card-tight">
        <Row
          isFirst
          title="匿名"
          sub="别人看到“匿名”，店家仍知道是哪一单"
          value={<Toggle label="匿名" isOn={isAnonymous} onChange={setAnonymous} />}
        />
      </View>
      {write.error ? <Note tone="bad">{refusalWords(write.error)}</Note> : null}
      <Note>文字{takesPictures ? '和图片' : ''}会先审。写评价没有奖励，好评差评都不给积分。30 天内还能追评一次。</Note>
    </Screen>
  );
}
