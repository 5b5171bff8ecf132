const called: { action: string; input: unknown }[] = [];
jest.mock('./call', () => ({
  call: async (action: string, input: unknown) => {
    called.push({ action, input });
    return { cloudPath: 'goods/U1/abc.jpg' };
  },
}));

import { Refused } from './refused';
import { wechatUpload } from './wechatUpload';

let head: number[];
let sent: { cloudPath: string; filePath: string }[];
let fails: boolean;

beforeEach(() => {
  [head, sent, fails] = [[0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0, 0, 0, 0, 0], [], false];
  called.length = 0;
  type Told<T> = { success: (value: T) => void; fail: (error: { errMsg: string }) => void };
  Object.assign(globalThis, {
    CLOUD_ENVIRONMENT: '',
    wx: {
      getFileSystemManager: () => ({
        readFile: ({ success, length }: Told<{ data: ArrayBuffer }> & { length: number }) =>
          success({ data: Uint8Array.from(head.slice(0, length)).buffer as ArrayBuffer }),
        getFileInfo: ({ success, digestAlgorithm }: Told<object> & { digestAlgorithm: string }) =>
          success({ size: 9000, digest: digestAlgorithm.repeat(10) }),
      }),
      cloud: {
        init: () => {},
        uploadFile: ({
          success,
          fail,
          ...what
        }: Told<{ fileID: string }> & { cloudPath: string; filePath: string }) => {
          sent.push(what);
          queueMicrotask(() =>
            fails ? fail({ errMsg: 'uploadFile:fail' }) : success({ fileID: `cloud://e.b/${what.cloudPath}` }),
          );
          return { onProgressUpdate: (tell: (at: { progress: number }) => void) => tell({ progress: 40 }) };
        },
      },
    },
  });
});

const upload = (onProgress: (part: number) => void = () => {}) =>
  wechatUpload({ path: 'wxfile://1', bytes: 9000 }, 'goods', onProgress);

test('the function says where a file goes, the phone sends it there, and its id comes back', async () => {
  const parts: number[] = [];
  expect(await upload((part) => parts.push(part))).toBe('cloud://e.b/goods/U1/abc.jpg');
  const input = { kind: 'goods', type: 'jpg', bytes: 9000, digest: 'sha1'.repeat(10) };
  expect([called, sent, parts]).toEqual([
    [{ action: 'admin.placePicture', input }],
    [{ cloudPath: 'goods/U1/abc.jpg', filePath: 'wxfile://1' }],
    [0.4],
  ]);
});

test('what is no picture by its first bytes is never sent', async () => {
  head = [...Buffer.from('GIF89a000000')];
  await expect(upload()).rejects.toMatchObject({ code: 'picture/type' });
  expect([called, sent]).toEqual([[], []]);
});

test('a file that did not arrive is told as such', async () => {
  fails = true;
  const refused = await upload().catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused).toMatchObject({ code: 'network/offline', message: 'uploadFile:fail' });
});
