import { View } from '@tarojs/components';
import { useState } from 'react';
import { Link } from '../../../components/Button';
import { Toggle } from '../../../components/controls';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { RegionPicker } from '../../../components/region/RegionPicker';
import type { RegionChoice } from '../../../components/region/regions';
import type { AskRegion } from '../../../components/region/useRegionSheet';
import { Tap } from '../../../components/Tap';
import { type DeliveryDraft, type GroupDraft, takenIn } from './draft';
import { FeeFields } from './FeeFields';

interface GroupCardProps {
  /** Its place among the groups, from 0. */
  readonly at: number;
  readonly draft: DeliveryDraft;
  readonly group: GroupDraft;
  readonly ask: AskRegion;
  readonly onChange: (group: GroupDraft) => void;
  readonly onRemove: () => void;
}

/** Some provinces and cities with terms of their own, or not served. */
export function GroupCard({ at, draft, group, ask, onChange, onRemove }: GroupCardProps) {
  const title = `第 ${at + 1} 组地区`;
  return (
    <View className="card">
      <View className="head is-close">
        <HeadTitle>{title}</HeadTitle>
        <Link isMuted label={`删掉${title}`} onTap={onRemove}>
          删掉
        </Link>
      </View>
      <Regions
        title={title}
        ask={ask}
        taken={takenIn(draft)}
        regions={group.regions}
        onChange={(regions) => onChange({ ...group, regions })}
      />
      <Row
        title="送到这些地区"
        sub={group.isServed ? '' : '买家下单时会看到不送'}
        value={
          <Toggle
            label={`送到${title}`}
            isOn={group.isServed}
            onChange={(isServed) => onChange({ ...group, isServed })}
          />
        }
      />
      {group.isServed ? (
        <FeeFields by={draft.by} figures={group} onChange={(changes) => onChange({ ...group, ...changes })} />
      ) : null}
    </View>
  );
}

interface RegionsProps {
  readonly title: string;
  readonly ask: AskRegion;
  /** Regions of any group. */
  readonly taken: ReadonlySet<string>;
  readonly regions: GroupDraft['regions'];
  readonly onChange: (regions: GroupDraft['regions']) => void;
}

const MOST_REGIONS = 60;

function Regions({ title, ask, taken, regions, onChange }: RegionsProps) {
  const [refused, setRefused] = useState<string | null>(null);
  const add = ({ names, code }: RegionChoice) => {
    const name = names[names.length - 1] ?? '';
    if (taken.has(code)) return setRefused(`${name}已经在一组里，没有再加。`);
    setRefused(null);
    return onChange([...regions, { code, name }]);
  };
  return (
    <>
      <View className="opts mb12">
        {regions.map(({ code, name }) => (
          <Tap
            key={code}
            className="opt opt-take"
            label={`${title}去掉${name}`}
            onTap={() => onChange(regions.filter((one) => one.code !== code))}
          >
            {name}
            <Icon name="close" size={14} />
          </Tap>
        ))}
        {regions.length < MOST_REGIONS
          ? (['province', 'city'] as const).map((level) => {
              const words = level === 'province' ? '加省份' : '加城市';
              return (
                <RegionPicker
                  key={level}
                  level={level}
                  title={words}
                  ask={ask}
                  className="opt opt-add"
                  label={`${title}${words}`}
                  onChoose={add}
                >
                  {words}
                </RegionPicker>
              );
            })
          : null}
      </View>
      {refused ? <Note tone="warn">{refused}</Note> : null}
    </>
  );
}
