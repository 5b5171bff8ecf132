import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { fileTypeOf } from '@shared/format';
import { HttpRefusal, readBody, sendJson } from '../http';
import type { FileStorage } from '../storage';
import { addressOf, type CallDoor, type Reply, tokenOf } from './callDoor';

/** Beyond what any kind of file may have: the function says how much that is. */
const BODY_LIMIT = 8 * 1024 * 1024;

/** The actions that say who may upload files of a kind, and where to; an administrator's where none is named. */
const PLACING: Readonly<Record<string, string>> = {
  afterSales: 'afterSales.placePicture',
  review: 'reviews.placePicture',
  service: 'messages.placePicture',
  licence: 'merchant.placePicture',
  avatar: 'account.placePicture',
};

/**
 * The H5 client's door for files: the bytes of one file in a POST, under a session; the answer is its file id. What the
 * file is, is seen in it; who may upload it and where it goes is said by the function, as to the mini-program.
 */
export class UploadDoor {
  readonly #call: CallDoor;
  readonly #storage: FileStorage;

  constructor(call: CallDoor, storage: FileStorage) {
    this.#call = call;
    this.#storage = storage;
  }

  /** @param kind what the file is for: the contract's kinds of pictures. */
  async handle(request: IncomingMessage, response: ServerResponse, kind: string): Promise<void> {
    if (request.method !== 'POST') throw new HttpRefusal(405, 'call/malformed', 'POST the bytes of one file');
    const token = tokenOf(request);
    // Nobody's bytes are read before it is known that somebody sends them.
    if (token === undefined) throw new HttpRefusal(401, 'session/expired', 'sign in first');
    const content = await readBody(request, BODY_LIMIT).catch((error: unknown) => {
      if (!(error instanceof HttpRefusal) || error.status !== 413) throw error;
      throw new HttpRefusal(413, 'picture/tooLarge', 'the file is too large', { mostBytes: BODY_LIMIT });
    });
    sendJson(response, 200, await this.#take(content, kind, token, addressOf(request)));
  }

  async #take(content: Buffer, kind: string, token: string, address: string | undefined): Promise<Reply> {
    const type = fileTypeOf(content);
    if (type === null) return { ok: false, code: 'picture/type', message: 'neither a picture nor a PDF', details: {} };
    const digest = createHash('sha256').update(content).digest('hex');
    const placed = await this.#call.call(
      PLACING[kind] ?? 'admin.placePicture',
      { kind, type, bytes: content.length, digest },
      token,
      address,
    );
    if (!placed.ok) return placed;
    const { cloudPath } = placed.value as { cloudPath: string };
    return { ok: true, value: { fileId: await this.#storage.put(cloudPath, content) } };
  }
}
