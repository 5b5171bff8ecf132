import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '../../localcloud/engine';
import { parseEjson } from '../../localcloud/engine/value/ejson';
import { openStorage } from '../../localcloud/storage';
import { createWire, type WireReply, type WireRequest } from '../../localcloud/wire';

/** Requests captured from wx-server-sdk, with the answers that it worked with, in their order. */
interface Sample {
  /** When it was answered, in milliseconds since 1970. */
  at: number;
  request: WireRequest;
  reply: Omit<WireReply, 'requestId'>;
}
const samples = readFileSync(join(__dirname, 'wire-samples.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Sample);

/** Ids that differ from run to run: the captured one -> ours. */
const ids = new Map<string, string>();
const translated = <T>(value: T): T => {
  let text = JSON.stringify(value);
  for (const [captured, own] of ids) text = text.replaceAll(captured, own);
  return JSON.parse(text) as T;
};

/** Documents within answers are compared by what they say, not by the order of their fields; dates within a second. */
function comparable(reply: object): unknown {
  return JSON.parse(JSON.stringify(reply), (_key, value) => {
    if (typeof value !== 'string' || !value.startsWith('{')) return value;
    return JSON.parse(JSON.stringify(parseEjson(value, 0)), (_name, field) =>
      typeof field === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(field) ? `about ${field.slice(0, 16)}` : field,
    );
  });
}

function learn(sample: Sample, reply: WireReply): void {
  const insertedBefore = (sample.reply.data as { insertedIds?: string[] } | undefined)?.insertedIds ?? [];
  const insertedNow = (reply.data as { insertedIds?: string[] } | undefined)?.insertedIds ?? [];
  insertedBefore.forEach((id, i) => {
    if (/^[0-9a-f]{32}$/.test(id)) ids.set(id, insertedNow[i] ?? id);
  });
  if (typeof sample.reply.transactionId === 'string') ids.set(sample.reply.transactionId, String(reply.transactionId));
}

let now = 0;
const engine = openEngine({ dataDir: null, schema: { collections: {} }, now: () => now });
const storage = openStorage({ dataDir: null, envId: 'local-env', baseUrl: () => 'http://127.0.0.1:4599/cos' });
const wire = createWire({ engine, storage, extra: {} });
afterAll(() => engine.close());

test.each(samples.map((sample, i) => [`${i} ${sample.request.action}`, sample] as const))(
  '%s',
  async (_name, sample) => {
    now = sample.at;
    const request = translated(sample.request);
    if (request.action === 'storage.batchGetDownloadUrl') await storage.put('a/图.txt', Buffer.from('x'));
    const { requestId, ...reply } = await wire.handle(structuredClone(request), { invocationId: null });
    expect(requestId).toMatch(/^\d+_[0-9a-f]{12}$/);
    learn(sample, { requestId, ...reply });
    const expected = translated(sample.reply);
    if (request.action === 'storage.getUploadMetadata') {
      const { url, fileId } = reply.data as { url: string; fileId: string };
      expect({ url, fileId }).toEqual({
        url: (expected.data as { url: string }).url,
        fileId: (expected.data as { fileId: string }).fileId,
      });
      return;
    }
    expect(comparable(reply)).toEqual(comparable(expected));
  },
);
