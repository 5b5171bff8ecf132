import { showCount } from '@shared/format';
import type { Certificate } from '@shared/proofs';
import { View } from '@tarojs/components';
import Taro from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { Icon, type IconName } from '../../../components/Icon';
import { Note } from '../../../components/Note';
import { Row } from '../../../components/Row';
import { showNumber } from '../../../features/collectibles/words';
import { saveText } from '../../../gateway';
import { go } from '../../../state/routes';

const COMMAND = 'npm run verify -- --certificate';

const lead = (name: IconName) => (
  <View className="muted flex">
    <Icon name={name} size={22} />
  </View>
);

/** The certificate as a file, and how anybody checks it without this shop. `address`: of the page that does. */
export function FileCard({ certificate, address }: { certificate: Certificate; address: string | null }) {
  const [isSaved, setSaved] = useState<boolean | null>(null);
  const [isCopied, setCopied] = useState(false);
  const { number, day } = certificate;
  const text = useMemo(() => `${JSON.stringify(certificate, null, 2)}\n`, [certificate]);
  const save = async () => setSaved(await saveText(`藏品证书-${showNumber(number)}-${day}.json`, text));
  const copy = (data: string) =>
    Taro.setClipboardData({ data }).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <>
      <View className="card card-tight">
        <Row
          isFirst
          lead={lead('download')}
          title="存下证书文件"
          sub={`JSON，带签名和核对路径，约 ${showCount(Math.ceil(text.length / 1024))} KB`}
          onTap={() => void save()}
        />
        {process.env.TARO_ENV === 'h5' ? (
          <Row lead={lead('shield')} title="打开核对页" sub="不用登录，打开以后断网也能核对" onTap={go.check} />
        ) : address ? (
          <Row
            lead={lead('shield')}
            title="复制核对页的地址"
            sub="在浏览器里打开，不用登录，打开以后断网也能核对"
            onTap={() => void copy(address)}
          />
        ) : null}
        <Row
          lead={lead('copy')}
          title="复制核对的命令"
          sub={<View className="mono wrap">{COMMAND} 文件</View>}
          onTap={() => void copy(`${COMMAND} `)}
        />
      </View>
      {isSaved === null ? null : isSaved ? (
        <Note tone="ok">证书文件交出来了。谁拿到都能核对，里面没有你的姓名和电话。</Note>
      ) : (
        <Note tone="warn">文件没有保存。再点一次可以重来，证书没有变。</Note>
      )}
      {isCopied ? <Note>复制好了。</Note> : null}
    </>
  );
}
