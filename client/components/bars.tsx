import type { ShownAsset } from '@shared/format';
import { View } from '@tarojs/components';

interface Part {
  readonly asset: ShownAsset | 'rest';
  /** Its weight in the drawing. */
  readonly units: number;
}

/** Parts of one whole, named underneath. A drawing: the figures stand beside it. */
export function MixBar({ parts, words }: { parts: readonly Part[]; words: string }) {
  return (
    <View className="mix" {...{ role: 'img' }} aria-label={words}>
      {parts
        .filter((part) => part.units > 0)
        .map((part) => (
          <View key={part.asset} className={`mix-part ${part.asset}`} style={{ flexGrow: part.units, flexBasis: 0 }} />
        ))}
    </View>
  );
}

/** How much of a whole is left. The width is a drawing of two given figures, never shown as one of its own. */
export function Progress({
  part,
  whole,
  tone,
  words,
  isTall,
}: {
  part: number;
  whole: number;
  tone: 'quota' | 'remaining' | 'stable' | 'accent';
  words: string;
  isTall?: boolean;
}) {
  const width = whole > 0 ? Math.min(100, (part / whole) * 100) : 0;
  return (
    <View className={`prog ${isTall ? 'prog-tall' : ''}`} {...{ role: 'img' }} aria-label={words}>
      <View className={`prog-fill ${tone}`} style={{ width: `${width.toFixed(2)}%` }} />
    </View>
  );
}
