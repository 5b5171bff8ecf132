import type { OutputOf } from '@shared/contract';
import { View } from '@tarojs/components';
import { Tap } from '../../../components/Tap';
import { TRACE_STATES } from '../../../copy/terms';

type Tracked = OutputOf<'shop.viewParcels'>['parcels'][number];

/** A parcel's state, in a word. */
export const parcelWords = ({ trace, way }: Tracked): string =>
  trace ? TRACE_STATES[trace.state] : way === 'express' ? '已发出' : '店家送';

interface ParcelTabsProps {
  readonly parcels: readonly Tracked[];
  readonly chosen: number;
  readonly onChoose: (no: number) => void;
}

/** One tab for each parcel, with its state. */
export function ParcelTabs({ parcels, chosen, onChoose }: ParcelTabsProps) {
  return (
    <View className="seg" {...{ role: 'tablist' }} aria-label="包裹">
      {parcels.map((parcel) => (
        <Tap
          key={parcel.no}
          role="tab"
          className={`parcel-tab ${parcel.no === chosen ? 'is-on' : ''}`}
          isOn={parcel.no === chosen}
          onTap={() => onChoose(parcel.no)}
        >
          <View>包裹 {parcel.no}</View>
          <View className="cap">{parcelWords(parcel)}</View>
        </Tap>
      ))}
    </View>
  );
}
