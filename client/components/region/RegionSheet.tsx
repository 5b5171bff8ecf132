import { View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { Button } from '../Button';
import { Sheet } from '../Sheet';
import { CardSkeleton } from '../states';
import { Tap } from '../Tap';
import { type Area, areasIn, REGION_LEVELS, type RegionChoice, type RegionLevel, useAreas } from './regions';
import './region.css';

interface RegionSheetProps {
  readonly level: RegionLevel;
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChoose: (choice: RegionChoice) => void;
}

const ASKED = ['选省份', '选城市', '选区县'] as const;

/** The browser's list of regions, level by level; what was chosen stands above, and leads back. */
export function RegionSheet({ level, title, isOpen, onClose, onChoose }: RegionSheetProps) {
  const { areas, isLost, again } = useAreas(isOpen);
  const [way, setWay] = useState<readonly Area[]>([]);
  useEffect(() => {
    if (isOpen) setWay([]);
  }, [isOpen]);
  const last = REGION_LEVELS.indexOf(level);
  const choose = (area: Area) => {
    let next = [...way, area];
    // A municipality is its own city: nothing is to be chosen there.
    const [only, ...others] = areas && next.length <= last ? areasIn(areas, next.length, area) : [];
    if (only && others.length === 0 && only[1] === area[1]) next = [...next, only];
    if (next.length <= last) return setWay(next);
    return onChoose({ names: next.map(([, name]) => name), code: next[next.length - 1]![0] });
  };
  return (
    <Sheet title={title} isOpen={isOpen} onClose={onClose}>
      <View className="crumbs" aria-label="已选的">
        {way.map(([code, name], depth) => (
          <Tap key={code} className="opt is-on" label={`${name}，重选`} onTap={() => setWay(way.slice(0, depth))}>
            {name}
          </Tap>
        ))}
        <View className="crumb-next muted">{ASKED[way.length]}</View>
      </View>
      {areas ? (
        <View className="areas">
          {areasIn(areas, way.length, way[way.length - 1]).map((area) => (
            <Tap key={area[0]} className="area" onTap={() => choose(area)}>
              {area[1]}
            </Tap>
          ))}
        </View>
      ) : isLost ? (
        <View className="flow gap12">
          <View className="muted">地区表没取到。连上网络再试。</View>
          <Button kind="line" onTap={again}>
            再取一次
          </Button>
        </View>
      ) : (
        <CardSkeleton height={360} />
      )}
    </Sheet>
  );
}
