import { type AnyCertificate, type CertificateFault, certificateFault, sha256OfWords } from '@shared/proofs';

/** What came of a text that was given as a certificate. */
export type Read =
  | { readonly is: 'holds'; readonly certificate: AnyCertificate }
  | { readonly is: 'fails'; readonly fault: CertificateFault }
  /** It is none, or it could not be checked here: in words. */
  | { readonly is: 'refused'; readonly words: string };

/** More is no certificate: one is some 10 KB. */
export const MOST_BYTES = 1_000_000;

const refused = (words: string): Read => ({ is: 'refused', words });

/** Fetched as the page opens: from then on no network is needed. An old engine could not work it out. */
const signatures = () => import('./signature');

/** Whether this engine has whole numbers of any size: a signature is checked exactly, or not at all. */
const isExact = (): boolean => typeof BigInt === 'function';

/** Has what checks signatures fetched, so that a certificate is checked without a network afterwards. */
export const prepare = (): Promise<boolean> =>
  isExact()
    ? signatures().then(
        () => true,
        () => false,
      )
    : Promise.resolve(true);

/** Checks a text as a certificate of any kind, on this device alone. */
export async function readCertificate(text: string): Promise<Read> {
  if (text.length > MOST_BYTES) return refused('太大了，不是证书，没有读。一张证书只有十几 KB。');
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    return refused(
      text.trim() === ''
        ? '里面是空的，没有可核对的。'
        : '这不是证书文件（读不出 JSON）。选从证书页存下的 .json 文件；粘贴的话，要从头到尾整段粘贴。',
    );
  }
  if (typeof file !== 'object' || file === null || !('kind' in file) || !('signature' in file))
    return refused('这是别的文件，不是证书。余额证明用 npm run verify -- --proof 核对。');
  if (!isExact()) return refused('这台设备的浏览器太旧，算不了签名，没有核对。换一台手机或电脑，或用命令核对。');
  const engine = await signatures().catch(() => null);
  if (!engine) return refused('核对签名的程序没有取到，没有核对。联网后再试一次。');
  const fault = certificateFault(file, sha256OfWords, engine.isSignedBy);
  return fault ? { is: 'fails', fault } : { is: 'holds', certificate: file as AnyCertificate };
}
