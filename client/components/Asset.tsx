import { ASSET_WORDS, type ShownAsset } from '@shared/format';
import { Text, View } from '@tarojs/components';

/** One character an asset, so that its colour never speaks alone. */
const GLYPHS: Record<ShownAsset, string> = {
  cash: '现',
  appreciating: '增',
  stable: '恒',
  quota: '额',
  weight: '股',
  remaining: '释',
  spendable: '用',
  exitQuota: '出',
  editions: '藏',
};

/** Leads a row or a card. */
export function AssetGlyph({ asset }: { asset: ShownAsset }) {
  return (
    <View className={`gl ${asset}`} aria-hidden="true">
      {GLYPHS[asset]}
    </View>
  );
}

/** Names an asset in text. */
export function AssetChip({ asset, words }: { asset: ShownAsset; words?: string }) {
  return <Text className={`chip ${asset}`}>{words ?? ASSET_WORDS[asset]}</Text>;
}
