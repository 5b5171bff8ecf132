import type { OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { Amount } from '../../../components/Amount';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Picture } from '../../../components/Picture';
import { Tap } from '../../../components/Tap';
import type { Reading } from '../../../gateway/queries';
import { go } from '../../../state/routes';
import { type Scope, ScopeLine } from './Scope';

interface StartProps {
  readonly start: Reading<OutputOf<'shop.searchStart'>>;
  readonly searched: readonly string[];
  readonly scope: Scope;
  readonly onScope: (scope: Scope) => void;
  readonly onWord: (word: string) => void;
  readonly onClear: () => void;
}

/** Before something is typed: what was searched for, what others search for, what is new. */
export function Start({ start, searched, scope, onScope, onWord, onClear }: StartProps) {
  const { hot = [], newest = [] } = start.value ?? {};
  return (
    <>
      <ScopeLine scope={scope} onScope={onScope} />
      {searched.length > 0 ? (
        <View>
          <View className="head">
            <HeadTitle className="search-head">搜过的</HeadTitle>
            <Tap className="order-clear" label="清空搜索记录" onTap={onClear}>
              <Icon name="trash" size={20} />
            </Tap>
          </View>
          <View className="chipset">
            {searched.map((word) => (
              <Tap key={word} className="fchip" onTap={() => onWord(word)}>
                {word}
              </Tap>
            ))}
          </View>
        </View>
      ) : null}
      {hot.length > 0 ? <Hot hot={hot} onWord={onWord} /> : null}
      {newest.length > 0 ? <Newest goods={newest} /> : null}
      <View className="small muted">可以打拼音首字母，例如 hfs 也能找到红富士。搜过的只留在这台设备上。</View>
    </>
  );
}

type Words = OutputOf<'shop.searchStart'>['hot'];

/** The basis is told: the operator's own words stand first and say so. */
function Hot({ hot, onWord }: { hot: Words; onWord: (word: string) => void }) {
  const isCounted = hot.some(({ isPinned }) => !isPinned);
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle className="search-head">大家在搜</HeadTitle>
        <View className="head-right">{isCounted ? '按昨天的次数' : '店里推荐'}</View>
      </View>
      <View className="rank">
        {hot.map(({ word, isPinned }, at) => (
          <Tap key={word} className="rank-item" label={`第 ${at + 1}，${word}`} onTap={() => onWord(word)}>
            <View className={`rank-no ${at < 3 ? 'is-high' : ''}`}>{at + 1}</View>
            <View className="one-line">{word}</View>
            {isPinned && isCounted ? <View className="tag">推荐</View> : null}
          </Tap>
        ))}
      </View>
    </View>
  );
}

function Newest({ goods }: { goods: OutputOf<'shop.searchStart'>['newest'] }) {
  return (
    <View className="card strip">
      <View className="head">
        <HeadTitle className="search-head">新上架</HeadTitle>
      </View>
      <View className="strip-row">
        {goods.map((one) => (
          <Tap
            key={one.goodsId}
            className="strip-card"
            role="link"
            label={one.title}
            onTap={() => go.goods(one.goodsId)}
          >
            <Picture picture={one.picture} ground={one.ground} className="strip-pic" />
            <View className="goods-name one-line">{one.title}</View>
            <Amount units={one.priceFen} asset="cash" />
          </Tap>
        ))}
      </View>
    </View>
  );
}
