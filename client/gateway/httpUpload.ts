import { valueFrom } from './call';
import { Refused } from './refused';
import { useSession } from './session';
import type { Upload } from './uploader';

/** A picture of 2 MB over a slow line. */
const TIMEOUT_MS = 120_000;

type Reply = Parameters<typeof valueFrom>[0];

/** H5: the bytes in one POST to the door for files, with the session's token. Only a request of this kind tells how far it is. */
export const httpUpload: Upload = async ({ path }, kind, onProgress) => {
  const content = await (await fetch(path)).blob();
  const { token } = useSession.getState();
  const reply = await new Promise<Reply>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${CALL_ADDRESS}/upload/${kind}`);
    if (token) request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.timeout = TIMEOUT_MS;
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(request.response as Reply);
    request.onerror = () => reject(new Refused('network/offline'));
    request.ontimeout = () => reject(new Refused('network/timeout'));
    request.send(content);
  });
  return (valueFrom(reply, 'an upload') as { fileId: string }).fileId;
};
