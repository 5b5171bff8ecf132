import type { MadeSeries } from '@shared/contract';
import { showCount, showFullMoment, showMoment } from '@shared/format';
import { View } from '@tarojs/components';
import { HeadTitle } from '../../../components/HeadTitle';
import { LedgerRow } from '../../../components/Ledger';
import { Note } from '../../../components/Note';
import { Picture } from '../../../components/Picture';
import { Row } from '../../../components/Row';
import { goodsWords, limitWords, priceWords, reservedWords, rightUntil } from '../../../features/collectibles/words';
import { serverNow } from '../../../gateway';
import { go } from '../../../state/routes';

/** A series behind its issue: nothing of it changes any more. */
export function Issued({ series }: { series: MadeSeries }) {
  const { seriesId, title, story, pictures, ground, goods, rights, supply, left, limit, price } = series;
  return (
    <>
      <Note icon="lock">已经发行，内容不能再改。要不一样的，另做一个系列。</Note>
      <View className="card">
        <View className="head">
          <HeadTitle>{title}</HeadTitle>
        </View>
        <View className="flex wraps gap8">
          {pictures.map((picture) => (
            <Picture key={picture} picture={picture} ground={ground} size={72} />
          ))}
        </View>
        {story ? <View className="small muted mt8 wrap">{story}</View> : null}
        <View className="mt8">
          <LedgerRow label="一共">{showCount(supply)} 份</LedgerRow>
          <LedgerRow label="领走">{showCount(supply - left)} 份</LedgerRow>
          <LedgerRow label="份数限制">{limitWords(limit)}</LedgerRow>
          <LedgerRow label="领一份">{priceWords(price)}</LedgerRow>
          <LedgerRow label="开始">{showMoment(series.opensAtMs)}</LedgerRow>
          <LedgerRow label={series.draw ? '报名截止' : '截止'}>
            {series.closesAtMs === null ? '领完为止' : showMoment(series.closesAtMs)}
          </LedgerRow>
          {series.draw ? <LedgerRow label="抽签，中签的先领">{reservedWords(series.draw)}</LedgerRow> : null}
          <LedgerRow label="附带的货">{goods ? goodsWords(goods) : '没有'}</LedgerRow>
          <LedgerRow label="发行时间">{showFullMoment(series.issuedAtMs ?? 0)}</LedgerRow>
        </View>
      </View>
      {rights.length > 0 ? (
        <View className="card card-tight">
          {rights.map((right, at) => (
            <Row key={right.words} isFirst={at === 0} title={right.words} sub={rightUntil(right, serverNow())} />
          ))}
        </View>
      ) : null}
      <View className="card">
        <View className="head is-close">
          <HeadTitle>图文指纹</HeadTitle>
          <View className="head-right">SHA-256</View>
        </View>
        <View className="mono wrap">{series.fingerprint}</View>
      </View>
      <View className="card card-tight">
        <Row isFirst title="登记册" sub="哪一份在谁名下，提过货没有" onTap={() => go.issuing('register', seriesId)} />
        {series.draw ? <Row title="抽签" sub="公布的种子和名单，可以重算" onTap={() => go.draw(seriesId)} /> : null}
        <Row title="会员看到的" onTap={() => go.collectibleSeries(seriesId)} />
      </View>
    </>
  );
}
