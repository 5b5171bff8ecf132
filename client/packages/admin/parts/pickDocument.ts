import { sha256 } from '@shared/proofs';
import Taro from '@tarojs/taro';

/** A document of this device, named by the hash of its bytes. */
export interface PickedDocument {
  readonly name: string;
  readonly sha256: string;
}

/** Lets somebody pick a document and hashes it here: it does not leave the device. Null when nothing was picked. */
export const pickDocument = (): Promise<PickedDocument | null> =>
  process.env.TARO_ENV === 'h5' ? fromBrowser() : fromWechat();

function fromBrowser(): Promise<PickedDocument | null> {
  const input = document.createElement('input');
  input.type = 'file';
  return new Promise((resolve, reject) => {
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (!file) return resolve(null);
      file.arrayBuffer().then((bytes) => resolve({ name: file.name, sha256: sha256(new Uint8Array(bytes)) }), reject);
    });
    input.click();
  });
}

async function fromWechat(): Promise<PickedDocument | null> {
  try {
    const { tempFiles } = await Taro.chooseMessageFile({ count: 1, type: 'file' });
    const file = tempFiles[0];
    if (!file) return null;
    const bytes = Taro.getFileSystemManager().readFileSync(file.path) as ArrayBuffer;
    return { name: file.name, sha256: sha256(new Uint8Array(bytes)) };
  } catch (error) {
    if (/cancel/i.test(String((error as { errMsg?: string }).errMsg))) return null;
    throw error;
  }
}
