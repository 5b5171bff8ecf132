import { showCount, showDayOf } from '@shared/format';
import { Text, View } from '@tarojs/components';
import { type ReactNode, useEffect, useState } from 'react';
import { Amount } from '../../../components/Amount';
import { Icon } from '../../../components/Icon';
import { Picture } from '../../../components/Picture';
import { Row } from '../../../components/Row';
import { useRead } from '../../../gateway';
import { go } from '../../../state/routes';
import type { Scope } from './Scope';

/** A pause in the typing: each key is not a question. */
const PAUSE_MS = 200;

function usePaused(typed: string): string {
  const [paused, setPaused] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setPaused(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return paused;
}

/** A word with what was typed of it marked, where it stands there as typed. */
function Marked({ word, typed }: { word: string; typed: string }): ReactNode {
  const at = word.toLowerCase().indexOf(typed.toLowerCase());
  if (at < 0) return word;
  return (
    <>
      {word.slice(0, at)}
      <Text className="marked">{word.slice(at, at + typed.length)}</Text>
      {word.slice(at + typed.length)}
    </>
  );
}

interface SuggestionsProps {
  readonly typed: string;
  readonly onWord: (word: string, scope?: Scope) => void;
  readonly onScope: (scope: Scope) => void;
}

/** What may be meant: something bought before, words with what they find, shops, categories. */
export function Suggestions({ typed, onWord }: SuggestionsProps) {
  const asked = usePaused(typed);
  const read = useRead('shop.suggest', { query: asked });
  const { bought = null, words = [], shops = [], categories = [] } = read.value ?? {};
  const isNothing = read.value && !bought && words.length + shops.length + categories.length === 0;
  return (
    <>
      {bought ? (
        <View className="card card-tight">
          <Row
            isFirst
            label={`${bought.goods.title}，${showDayOf(bought.boughtAtMs)} 买过`}
            lead={<Picture picture={bought.goods.picture} ground={bought.goods.ground} size={52} />}
            title={<Marked word={bought.goods.title} typed={typed} />}
            sub={`${showDayOf(bought.boughtAtMs)} 买过`}
            value={<Amount units={bought.goods.priceFen} asset="cash" />}
            onTap={() => go.goods(bought.goods.goodsId)}
          />
        </View>
      ) : null}
      {words.length > 0 ? (
        <View className="card card-tight">
          {words.map(({ word, count, isMore, categoryName }, at) => (
            <Row
              key={word}
              isFirst={at === 0}
              label={`搜 ${word}，${count} 件`}
              lead={
                <View className="muted flex">
                  <Icon name="search" size={20} />
                </View>
              }
              title={<Marked word={word} typed={typed} />}
              sub={categoryName || undefined}
              value={
                <Text className="small muted">
                  {showCount(count)}
                  {isMore ? '+' : ''} 件
                </Text>
              }
              onTap={() => onWord(word)}
            />
          ))}
        </View>
      ) : null}
      {shops.length + categories.length > 0 ? (
        <View className="card card-tight">
          {shops.map(({ shopId, name }, at) => (
            <Row
              key={shopId}
              isFirst={at === 0}
              lead={
                <View className="muted flex">
                  <Icon name="home" size={20} />
                </View>
              }
              title={
                <View className="flex gap8">
                  <Marked word={name} typed={typed} />
                  <View className="tag">店铺</View>
                </View>
              }
              label={`看店铺 ${name} 的商品`}
              onTap={() => onWord('', { shopId })}
            />
          ))}
          {categories.map(({ categoryId, name }, at) => (
            <Row
              key={categoryId}
              isFirst={shops.length === 0 && at === 0}
              lead={
                <View className="muted flex">
                  <Icon name="grid" size={20} />
                </View>
              }
              title={`看「${name}」里的商品`}
              onTap={() => onWord('', { category: categoryId })}
            />
          ))}
        </View>
      ) : null}
      {isNothing ? (
        <View className="small muted">没有以「{typed}」开头的词。按「搜索」会在名称、品牌、说明里找。</View>
      ) : null}
    </>
  );
}
