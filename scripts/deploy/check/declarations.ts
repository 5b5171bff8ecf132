import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';
import { filesBelow } from './files';

/** Calls and buttons that the platform answers only where the privacy guide has an entry for them, and its name there. */
const GUARDED: Readonly<Record<string, string>> = {
  getPhoneNumber: '手机号',
  getRealtimePhoneNumber: '手机号',
  setClipboardData: '剪切板',
  getClipboardData: '剪切板',
  chooseImage: '选中的照片或视频信息',
  chooseMedia: '选中的照片或视频信息',
  chooseVideo: '选中的照片或视频信息',
  chooseMessageFile: '选中的文件',
  saveImageToPhotosAlbum: '相册（仅写入）权限',
  saveVideoToPhotosAlbum: '相册（仅写入）权限',
  chooseAddress: '通讯地址',
  chooseInvoiceTitle: '发票信息',
  chooseLicensePlate: '车牌号',
  getLocation: '位置信息',
  getFuzzyLocation: '位置信息',
  chooseLocation: '位置信息',
  choosePoi: '位置信息',
  startLocationUpdate: '位置信息',
  getUserProfile: '微信昵称、头像',
  chooseAvatar: '微信昵称、头像',
  getWeRunData: '微信运动步数',
  startRecord: '麦克风',
  getRecorderManager: '麦克风',
  createCameraContext: '摄像头',
  openBluetoothAdapter: '蓝牙',
  addPhoneContact: '通讯录（仅写入）权限',
  addPhoneCalendar: '日历（仅写入）权限',
  startAccelerometer: '加速传感器',
  startCompass: '磁场传感器',
  startGyroscope: '陀螺仪传感器',
};

/** Of these, calls about places, which WeChat answers only where the mini-program's configuration names them. */
const OF_PLACES = [
  'chooseAddress',
  'chooseLocation',
  'choosePoi',
  'getFuzzyLocation',
  'getLocation',
  'startLocationUpdate',
];

/** What is declared: the guarded call, its entry in the guide, what it is for. */
type Privacy = Readonly<Record<string, { readonly entry: string; readonly why: string }>>;

/** The declared entries of config/privacy.json. */
export const readPrivacy = (root: string): Privacy =>
  (JSON.parse(readFileSync(join(root, 'config/privacy.json'), 'utf8')) as { entries: Privacy }).entries;

const NAMES = Object.keys(GUARDED).join('|');
const CALLS = new RegExp(
  `(?:\\b(?:wx|Taro)\\s*\\.\\s*(${NAMES})\\b)|(?:openType=\\{?["'](${NAMES})["'])|(?:import\\s*\\{[^}]*\\b(${NAMES})\\b[^}]*\\}\\s*from '@tarojs/taro')`,
  'g',
);

/** The guarded calls of a client's sources, each with the places where it stands. */
export function guardedCalls(folder: string, shown: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const file of filesBelow(folder, ['.ts', '.tsx'])) {
    if (file.includes('.test.') || file.endsWith('.d.ts')) continue;
    const text = readFileSync(join(folder, file), 'utf8');
    for (const match of text.matchAll(CALLS)) {
      const name = (match[1] ?? match[2] ?? match[3])!;
      const line = text.slice(0, match.index).split('\n').length;
      found.set(name, [...(found.get(name) ?? []), `${shown}/${file}:${line}`]);
    }
  }
  return found;
}

/** Calls whose entry in the privacy guide is not declared: on a phone they would fail with errno 112. */
export const checkDeclarations = (folder: string, privacy: Privacy, shown = 'client'): Fault[] =>
  [...guardedCalls(folder, shown)]
    .filter(([name]) => !Object.hasOwn(privacy, name))
    .map(([name, places]) => ({
      place: places[0]!,
      what: `${name} needs the entry "${GUARDED[name]}" of the privacy guide: declare it in config/privacy.json`,
    }));

/** Calls about places that `requiredPrivateInfos` of the built app.json lacks, and those that it names for nothing. */
export function checkPlaces(folder: string, declared: readonly string[], place: string): Fault[] {
  const called = [...guardedCalls(folder, 'client')].filter(([name]) => OF_PLACES.includes(name));
  const missing = called.filter(([name]) => !declared.includes(name));
  const idle = declared.filter((name) => !called.some(([one]) => one === name));
  return [
    ...missing.map(([name, places]) => ({
      place: places[0]!,
      what: `${name} is not in requiredPrivateInfos of ${place}`,
    })),
    ...idle.map((name) => ({ place, what: `requiredPrivateInfos names ${name}, which nothing calls` })),
  ];
}
