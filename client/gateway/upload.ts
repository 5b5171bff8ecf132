import { Refused } from './refused';
import { useSession } from './session';

/** A file that was picked on this device and is not stored yet. */
interface Picked {
  /** Of the device, for as long as the client runs. */
  readonly path: string;
  readonly bytes: number;
}

/** What a picture is uploaded for. */
export type PictureKind = 'goods' | 'shop' | 'clearance';

/** Stores a picked file and answers its file id, which is what an action takes. Throws Refused where it did not arrive. */
export const uploadPicture = ({ path }: Picked, kind: PictureKind): Promise<string> =>
  process.env.TARO_ENV === 'h5' ? byDoor(path, kind) : byWechat(path, kind);

async function byDoor(path: string, kind: PictureKind): Promise<string> {
  const { token } = useSession.getState();
  const body = await (await fetch(path)).blob();
  const answer = await fetch(`${CALL_ADDRESS}/upload/${kind}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body,
  }).catch(() => {
    throw new Refused('network/offline');
  });
  const reply = (await answer.json()) as { ok?: boolean; value?: { fileId: string } };
  if (!reply.ok || !reply.value) throw new Refused('internal');
  return reply.value.fileId;
}

async function byWechat(filePath: string, kind: PictureKind): Promise<string> {
  const cloudPath = `${kind}/${Date.now().toString(36)}${Math.random().toString(36).slice(2)}${/\.\w+$/.exec(filePath)?.[0] ?? ''}`;
  const { fileID } = await wx.cloud.uploadFile({ cloudPath, filePath });
  return fileID;
}
