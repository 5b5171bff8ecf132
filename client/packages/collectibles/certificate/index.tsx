import type { EditionPage } from '@shared/contract';
import { showDay } from '@shared/format';
import { type Certificate, collectibleFault, sha256OfWords, signedFault } from '@shared/proofs';
import { View } from '@tarojs/components';
import { useRouter } from '@tarojs/taro';
import { useMemo, useState } from 'react';
import { encode } from 'uqr';
import { Button } from '../../../components/Button';
import { Note } from '../../../components/Note';
import { Screen } from '../../../components/Screen';
import { CardSkeleton, EmptyState, Shown } from '../../../components/states';
import { refusalWords } from '../../../copy/refusals';
import { checkAddress } from '../../../features/certificates/checkAddress';
import { faultWords } from '../../../features/certificates/faultWords';
import { HashesCard } from '../../../features/certificates/HashesCard';
import { CertificateFacts } from '../../../features/collectibles/CertificateFacts';
import { DrawnView } from '../../../features/drawing/DrawnView';
import { SaveNote, useSaving } from '../../../features/drawing/useSaving';
import { useRead, useSession } from '../../../gateway';
import type { Reading } from '../../../gateway/queries';
import { go } from '../../../state/routes';
import { certificateDrawing } from './drawCertificate';
import { FileCard } from './FileCard';

/** The library that makes codes is left out where no address is known. */
const squaresOf =
  process.env.TARO_ENV === 'h5' || H5_ADDRESS
    ? (text: string | null) => (text === null ? null : encode(text, { ecc: 'M', border: 1 }).data)
    : () => null;

/** Whose an edition of one's own was as the last day ended: worked out again here, as a picture and as a file. */
export default function CertificateScreen() {
  const editionId = decodeURIComponent(useRouter().params.id ?? '');
  const isSignedIn = useSession((all) => all.isSignedIn);
  const me = useRead('account.me', {}, { isOn: isSignedIn });
  const edition = useRead('collectibles.viewEdition', { editionId });
  const certificate = useRead('collectibles.certificate', { editionId });
  if (certificate.value && edition.value && me.value)
    return <Certified certificate={certificate.value} edition={edition.value} isDemo={me.value.isDemo} />;
  const refused = certificate.error?.code.startsWith('certificate/') ? certificate.error : null;
  const reads: readonly Reading<unknown>[] = [certificate, edition, me];
  const missing = reads.filter(({ value }) => value === undefined);
  const waited: Reading<unknown> = missing.find(({ error }) => error) ?? missing[0] ?? certificate;
  return (
    <Screen title="证书" isDemo={me.value?.isDemo}>
      {refused ? (
        <EmptyState
          icon={refused.code === 'certificate/notYet' ? 'clock' : 'key'}
          title={refused.code === 'certificate/notYet' ? '收盘后才有证书' : '现在出不了证书'}
          words={refusalWords(refused)}
          act={{ words: '回到这一份', onTap: () => go.editionInstead(editionId) }}
        />
      ) : (
        <Shown
          of={waited}
          fault="证书没取到"
          signIn="登录后才能看到你的证书。"
          skeleton={<CardSkeleton height={560} />}
        >
          {() => null}
        </Shown>
      )}
    </Screen>
  );
}

interface CertifiedProps {
  readonly certificate: Certificate;
  readonly edition: EditionPage;
  readonly isDemo: boolean;
}

function Certified({ certificate, edition, isDemo }: CertifiedProps) {
  const [drawn, setDrawn] = useState<string | null>('');
  const address = checkAddress();
  const { picture, ground } = edition;
  const drawing = useMemo(
    () => certificateDrawing(certificate, { picture, ground, squares: squaresOf(address), isDemo }),
    [certificate, picture, ground, address, isDemo],
  );
  const saving = useSaving(drawing, drawn);
  return (
    <Screen
      title="证书"
      isDemo={isDemo}
      foot={
        <View className="bar">
          <Button size="block" isOff={!saving.canSave} onTap={saving.save}>
            {saving.words}
          </Button>
        </View>
      }
    >
      <DrawnView drawing={drawing} onDrawn={setDrawn} />
      {drawn === null ? <Note tone="warn">图片没有画成。证书文件照样能存，也照样能核对。</Note> : null}
      <SaveNote saving={saving} what="证书图片" />
      <Verdict certificate={certificate} edition={edition} />
      <HashesCard certificate={certificate} />
      <CertificateFacts certificate={certificate} />
      <FileCard certificate={certificate} address={address} />
      <Note>
        {`它证明 ${showDay(certificate.day)} 收盘时归谁；昨天的证书，永远证明昨天。上面没有姓名、电话，也没有价格。它不是产权证，也不说明以后值多少。`}
      </Note>
    </Screen>
  );
}

/** That it holds, and is of this very edition: worked out here, all but the signature. */
function Verdict({ certificate, edition }: Omit<CertifiedProps, 'isDemo'>) {
  // By its own kind alone: what checks other kinds is not loaded with it.
  const fault = useMemo(() => collectibleFault(certificate, sha256OfWords) ?? signedFault(certificate), [certificate]);
  const { editionId, fingerprint } = certificate.edition;
  const levels = certificate.path.length;
  const isOfIt = editionId === edition.editionId && fingerprint === edition.fingerprint;
  if (fault || !isOfIt)
    return (
      <Note tone="bad">
        {`这台设备算出来的和证书上的不一样：${fault ? faultWords(fault.place) : '它不是这一份的证书'}。藏品没有因此变动，把证书文件存下来，交给店家客服核对。`}
      </Note>
    );
  return (
    <Note tone="ok" icon="shield">
      {`这台设备算过：${levels > 0 ? `从这一份往上 ${levels} 级，一级一级` : '当天只有这一份，它直接'}接到 ${showDay(certificate.day)} 封账的哈希，都接得上。签名用核对页或命令核对。`}
    </Note>
  );
}
