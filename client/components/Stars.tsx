import { View } from '@tarojs/components';
import { STAR_WORDS } from '../copy/terms';
import { Icon } from './Icon';
import { Tap } from './Tap';
import './stars.css';

const ALL = [1, 2, 3, 4, 5] as const;

/** So many of five stars, to be seen. */
export function Stars({ stars }: { stars: number }) {
  return (
    <View className="stars" {...{ role: 'img' }} aria-label={`${stars} 星`}>
      {ALL.map((one) => (
        <View key={one} className={one <= stars ? '' : 'stars-off'}>
          <Icon name={one <= stars ? 'starfull' : 'star'} size={14} />
        </View>
      ))}
    </View>
  );
}

/** Five stars to choose from; none is chosen beforehand. */
export function StarsChoice({ stars, onChoose }: { stars: number; onChoose: (stars: number) => void }) {
  return (
    <View className="stars-choice" {...{ role: 'radiogroup' }} aria-label="打几星">
      {ALL.map((one) => (
        <Tap
          key={one}
          role="radio"
          className={`stars-key ${one <= stars ? '' : 'stars-off'}`}
          label={`${one} 星，${STAR_WORDS[one - 1]}`}
          isOn={one === stars}
          onTap={() => onChoose(one)}
        >
          <Icon name={one <= stars ? 'starfull' : 'star'} size={32} />
        </Tap>
      ))}
    </View>
  );
}
