import { Image, View } from '@tarojs/components';
import { spokenPicture } from '../../../components/Picture';
import { pictureAddress } from '../../../gateway';

/** WeChat's code of an invitation, from the storage. Where WeChat gave none the invite code below it does. */
export function WechatCode({ fileId, isPending }: { fileId: string | null; isPending: boolean }) {
  if (fileId)
    return (
      <Image className="invite-code" src={pictureAddress(fileId)} mode="aspectFit" {...spokenPicture('邀请小程序码')} />
    );
  return <View className="invite-code invite-none cap">{isPending ? '' : '小程序码没取到，用下面的邀请码'}</View>;
}
