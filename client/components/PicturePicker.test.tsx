/** @jest-environment jsdom */
import { act, createElement, type ReactNode, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';

// React 18 asks for it where updates are awaited.
(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

jest.mock('./PicturePicker.css', () => ({}));
jest.mock('@tarojs/components', () => {
  const plain =
    (tag: string) =>
    ({ className, children, onClick, ...props }: Record<string, unknown>) =>
      createElement(
        tag,
        { className, onClick, 'aria-label': props['aria-label'], src: props.src } as object,
        children as ReactNode,
      );
  return { View: plain('div'), Image: plain('img') };
});
const uploads: { path: string; arrive: (fileId: string) => void; fail: (error: Error) => void }[] = [];
let picked: { path: string; bytes: number }[] = [];
jest.mock('../copy/refusals', () => ({ refusalWords: ({ code }: { code: string }) => `words of ${code}` }));
jest.mock('../gateway', () => ({
  asRefused: (error: Error) => ({ code: error.message, details: {} }),
  pictureAddress: (picture: string) => picture,
  otherPictureAddress: async () => null,
  pickPictures: async (most: number) => picked.slice(0, most),
  uploadPicture: ({ path }: { path: string }, _kind: string, onProgress: (part: number) => void) => {
    onProgress(0.5);
    return new Promise<string>((arrive, fail) => uploads.push({ path, arrive, fail }));
  },
}));

import { PicturePicker } from './PicturePicker';

const shown: { pictures: readonly string[] } = { pictures: [] };

function Goods({ most }: { most: number }) {
  const [pictures, setPictures] = useState<readonly string[]>(['cloud://e.b/goods/1.png']);
  shown.pictures = pictures;
  return <PicturePicker kind="goods" what="商品图片" pictures={pictures} most={most} onChange={setPictures} />;
}

let root: Root;
const place = document.createElement('div');
const named = (label: string) => place.querySelector<HTMLElement>(`[aria-label="${label}"]`);
const tap = (label: string) => act(async () => named(label)!.click());

beforeEach(async () => {
  uploads.length = 0;
  root = createRoot(place);
  await act(async () => root.render(<Goods most={3} />));
});
afterEach(() => act(async () => root.unmount()));

test('adds what arrived, in its order, and offers no more than there is room for', async () => {
  picked = [2, 3, 4].map((nth) => ({ path: `blob:${nth}`, bytes: 9 }));
  await tap('加商品图片，已有 1 张，最多 3 张');
  expect(place.textContent).toContain('50%');
  expect(named('加商品图片，已有 3 张，最多 3 张')).toBeNull();
  // One after the other: the second leaves when the first is there.
  expect(uploads.map(({ path }) => path)).toEqual(['blob:2']);
  await act(async () => uploads[0]!.arrive('cloud://e.b/goods/2.png'));
  await act(async () => uploads[1]!.arrive('cloud://e.b/goods/3.png'));
  expect(shown.pictures).toEqual([1, 2, 3].map((nth) => `cloud://e.b/goods/${nth}.png`));
  await tap('删掉第 1 张商品图片');
  expect(shown.pictures).toEqual([2, 3].map((nth) => `cloud://e.b/goods/${nth}.png`));
  expect(place.textContent).toContain('2 / 3');
});

test('a picture that did not arrive says why, is sent again, or is taken away', async () => {
  picked = [2, 3].map((nth) => ({ path: `blob:${nth}`, bytes: 9 }));
  await tap('加商品图片，已有 1 张，最多 3 张');
  await act(async () => uploads[0]!.fail(new Error('network/offline')));
  expect(place.textContent).toContain('words of network/offline');
  await tap('没有传上去，再传一次');
  expect(place.textContent).not.toContain('words of');
  await act(async () => uploads[1]!.fail(new Error('picture/type')));
  expect(place.textContent).toContain('words of picture/type');
  await act(async () => uploads[2]!.arrive('cloud://e.b/goods/2.png'));
  await tap('不传这一张');
  expect(place.textContent).not.toContain('words of');
  expect(shown.pictures).toEqual(['cloud://e.b/goods/1.png', 'cloud://e.b/goods/2.png']);
});
