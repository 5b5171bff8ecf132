const FILE = 'cloud://env.bucket/goods/demo/1f34e.webp';

/** Loads the door anew, as built for a host. */
async function door(host: 'h5' | 'weapp', pictureHost = '') {
  jest.resetModules();
  process.env.TARO_ENV = host;
  const getTempFileURL = jest.fn(async ({ fileList }: { fileList: string[] }) => ({
    fileList: fileList.map((fileID) => ({ fileID, tempFileURL: fileID === FILE ? 'https://cdn/1.webp?sign=1' : '' })),
  }));
  Object.assign(globalThis, {
    CALL_ADDRESS: 'http://shop',
    CLOUD_ENVIRONMENT: 'env',
    PICTURE_ADDRESS: pictureHost,
    wx: { cloud: { init: () => {}, getTempFileURL } },
  });
  return import('./picture');
}

test.each([
  ['h5', '', 'http://shop/picture/env.bucket/goods/demo/1f34e.webp'],
  ['weapp', '', FILE],
  // Where the storage is named it makes the thumbnail.
  ['h5', 'https://cdn', 'https://cdn/goods/demo/1f34e.webp?imageMogr2/thumbnail/216x'],
  ['weapp', 'https://cdn', 'https://cdn/goods/demo/1f34e.webp?imageMogr2/thumbnail/216x'],
] as const)('a file id is shown on %s from %s', async (host, pictureHost, address) => {
  const { pictureAddress } = await door(host, pictureHost);
  expect(pictureAddress(FILE, 72)).toBe(address);
  // What was picked and is not stored yet is shown from where it lies.
  expect(pictureAddress('blob:http://shop/1', 72)).toBe('blob:http://shop/1');
});

test('what the mini-program could not show is tried at an address for a while, once there is one', async () => {
  const { otherPictureAddress } = await door('weapp');
  expect(await otherPictureAddress(FILE)).toBe('https://cdn/1.webp?sign=1');
  expect(await otherPictureAddress('cloud://env.bucket/goods/none.webp')).toBeNull();
  expect(await (await door('h5')).otherPictureAddress(FILE)).toBeNull();
});
