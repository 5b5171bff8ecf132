import { View } from '@tarojs/components';
import { Avatar } from '../../../components/Avatar';
import { HeadTitle } from '../../../components/HeadTitle';
import { Icon } from '../../../components/Icon';
import { Tap } from '../../../components/Tap';

/** Whether the newcomer was invited by whom the visit says; null before the newcomer has said so. */
export type Confirmed = boolean | null;

/** Who invites, masked, to be confirmed or declined: a referrer is bound once, and never unseen. Neither is chosen beforehand. */
export function Inviter({
  nameMasked,
  avatar,
  confirmed,
  onConfirm,
}: {
  nameMasked: string;
  /** '' where there is none to be seen. */
  avatar: string;
  confirmed: Confirmed;
  onConfirm: (isInvited: boolean) => void;
}) {
  return (
    <View className="card card-low">
      <View className="head flex gap12">
        {avatar === '' ? null : <Avatar name={nameMasked} picture={avatar} />}
        <View className="grow">
          <HeadTitle>{nameMasked} 邀请你来</HeadTitle>
        </View>
      </View>
      {[
        { isInvited: true, words: `是，记 ${nameMasked} 为推荐人` },
        { isInvited: false, words: '不是，不记推荐人' },
      ].map(({ isInvited, words }) => (
        <Tap
          key={words}
          role="radio"
          className="flex gap12 small tick-row"
          label={words}
          isOn={confirmed === isInvited}
          onTap={() => onConfirm(isInvited)}
        >
          <View className={`ck ${confirmed === isInvited ? 'is-on' : ''}`} aria-hidden="true">
            <Icon name="check" size={14} />
          </View>
          <View className="grow">{words}</View>
        </Tap>
      ))}
      <View className="cap muted mb12">建账号时记一次，自己不能再改。选哪个都能买，价钱一样。已有账号的不变。</View>
    </View>
  );
}
