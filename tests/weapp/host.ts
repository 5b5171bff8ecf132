import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ActionName, OutputOf, RefusalName } from '@shared/contract';
import { actionNamed } from '@shared/contract';

const DIST = join(__dirname, '../../dist/weapp');

/** That an action is refused, with the figures of its code. */
export class Refusal {
  constructor(
    readonly code: RefusalName,
    readonly details: Readonly<Record<string, string | number>> = {},
  ) {}
}

/** What the functions answer in a test. Each value is held against the contract when it is asked for. */
export type Answers = { [Name in ActionName]?: (input: Record<string, unknown>) => OutputOf<Name> | Refusal };

/** One call that the client made. */
export interface Call {
  readonly function: string;
  readonly action: string;
  readonly input: Record<string, unknown>;
}

/** A compiled page, attached, with what it called and where it went. */
export interface RunningPage {
  readonly dom: HTMLElement;
  readonly calls: readonly Call[];
  readonly visited: readonly string[];
  /** Tags that the page wrote and the mini-program has no template for: they are blank on a phone. */
  readonly blank: readonly string[];
  /** Adds an element with a text to the page, as a library does that writes HTML. */
  write(tag: string, text: string): void;
  /** Waits until the page shows a text. Rejects when it does not. */
  until(text: string): Promise<void>;
  /** Taps the element with this name for screen readers, or else the innermost with these words. */
  tap(name: string): Promise<void>;
  /** Types into the field of this name. */
  type(name: string, value: string): Promise<void>;
  /** Takes a picture by WeChat's own button of this name: where it lies on the phone. */
  chooseAvatar(name: string, avatarUrl: string): Promise<void>;
  /** Everything that the page has handed to its template, attributes that the simulator does not show included. */
  handed(): string;
  /** The running app is shown again, by a card or a code: its parameters. */
  show(query: Record<string, string>): void;
  /** Waits for a call of an action. Rejects when none comes. */
  called(action: ActionName): Promise<Call>;
}

type Loose = Record<string, unknown>;
type Answered = (answer: Loose) => void;
interface SimulatedPage {
  dom: HTMLElement;
  instance: Record<string, (...parts: unknown[]) => unknown> & { data: { root?: Loose } };
  attach(parent: HTMLElement): void;
}

const QUIET = [
  'onNetworkStatusChange',
  'onThemeChange',
  'offThemeChange',
  'showToast',
  'hideKeyboard',
  'pageScrollTo',
  'nextTick',
  'offWindowResize',
  'onWindowResize',
  'canIUse',
];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const TURNS_TO_WAIT = 400;
const oneTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

/** What WeChat gives a mini-program, as far as our screens ask for it. */
function fakeWechat(
  answers: Answers,
  calls: Call[],
  visited: string[],
  storage: Map<string, unknown>,
  node: Loose | null,
): Loose {
  let mayUseAlbum = false;
  const known: Loose = {
    getStorageSync: (key: string) => storage.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void storage.set(key, value),
    removeStorageSync: (key: string) => void storage.delete(key),
    getWindowInfo: () => ({ statusBarHeight: 44, windowWidth: 390, windowHeight: 844, pixelRatio: 2 }),
    getAppBaseInfo: () => ({ theme: 'light', fontSizeSetting: 16, SDKVersion: '3.5.8' }),
    getSystemInfoSync: () => ({ platform: 'devtools', windowWidth: 390, SDKVersion: '3.5.8' }),
    getMenuButtonBoundingClientRect: () => ({ top: 50, height: 32, width: 87, left: 295, right: 382, bottom: 82 }),
    navigateTo: ({ url, success }: { url: string; success?: (answer: Loose) => void }) => {
      visited.push(url);
      success?.({ errMsg: 'navigateTo:ok' });
    },
    switchTab: ({ url, success }: { url: string; success?: (answer: Loose) => void }) => {
      visited.push(url);
      success?.({ errMsg: 'switchTab:ok' });
    },
    // As WeChat answers it: a code of the list, names as its own picker has them.
    chooseAddress: ({ success }: { success?: (answer: Loose) => void }) =>
      success?.({
        errMsg: 'chooseAddress:ok',
        userName: '林小满',
        telNumber: '+86 138-0000-0001',
        provinceName: '广东省',
        cityName: '东莞市',
        countyName: '东莞市',
        nationalCode: '441900',
        detailInfo: '南城街道鸿福路 1 号',
      }),
    scanCode: ({ success }: { success?: (answer: Loose) => void }) =>
      success?.({ errMsg: 'scanCode:ok', result: '/packages/wallet/pay/index?payment=T1' }),
    requestMerchantTransfer: ({ mchId, appId, package: of, success }: Loose & { success?: Answered }) => {
      visited.push(`transfer ${mchId},${appId},${of}`);
      success?.({ errMsg: 'requestMerchantTransfer:ok' });
    },
    // Every file is a PNG.
    getFileSystemManager: () => ({
      readFile: ({ length, success }: { length: number; success: Answered }) =>
        success({ data: Uint8Array.from([...PNG, ...Array(64).fill(0)].slice(0, length)).buffer }),
      getFileInfo: ({ success }: { success: Answered }) => success({ size: 9_000, digest: 'a'.repeat(40) }),
    }),
    // The member takes the first of the templates that the window shows, and no other.
    requestSubscribeMessage: ({ tmplIds, success }: { tmplIds: string[]; success?: (answer: Loose) => void }) =>
      success?.({
        errMsg: 'requestSubscribeMessage:ok',
        ...Object.fromEntries(tmplIds.map((id, at) => [id, at === 0 ? 'accept' : 'reject'])),
      }),
    createSelectorQuery: () => {
      const query: Loose = {};
      for (const name of ['select', 'selectAll', 'in', 'fields', 'boundingClientRect']) query[name] = () => query;
      query.exec = (done?: (found: unknown[]) => void) => done?.([node]);
      return query;
    },
    canvasToTempFilePath: ({ success }: { success?: (answer: Loose) => void }) =>
      success?.({ errMsg: 'canvasToTempFilePath:ok', tempFilePath: 'wxfile://tmp/drawn.png' }),
    // The album is not allowed until the member allows it in the settings.
    saveImageToPhotosAlbum: ({ filePath, success, fail }: Loose & { success?: Answered; fail?: Answered }) => {
      if (!mayUseAlbum) return fail?.({ errMsg: 'saveImageToPhotosAlbum:fail auth deny' });
      visited.push(`album ${filePath}`);
      return success?.({ errMsg: 'saveImageToPhotosAlbum:ok' });
    },
    openSetting: ({ success }: { success?: Answered }) => {
      mayUseAlbum = true;
      success?.({ errMsg: 'openSetting:ok', authSetting: { 'scope.writePhotosAlbum': true } });
    },
    cloud: {
      init: () => undefined,
      getTempFileURL: async ({ fileList }: { fileList: string[] }) => ({
        fileList: fileList.map((fileID) => ({
          fileID,
          tempFileURL: `https://cdn/${fileID.split('/').pop()}`,
          status: 0,
        })),
      }),
      callFunction: async ({ name, data }: { name: string; data: { action: ActionName; input: Loose } }) => {
        calls.push({ function: name, action: data.action, input: data.input });
        const contract = actionNamed(data.action);
        const answer = answers[data.action] as ((input: Loose) => unknown) | undefined;
        if (!contract || !answer) {
          return { result: { ok: false, code: 'identity/signInFirst', message: `no ${data.action}`, details: {} } };
        }
        const answered = answer(contract.input.parse(data.input) as Loose);
        if (answered instanceof Refusal) return { result: { ok: false, message: '', ...answered } };
        return { result: { ok: true, value: contract.output.parse(answered) } };
      },
      uploadFile: ({ cloudPath, success }: Loose & { success: Answered }) => {
        success({ fileID: `cloud://env.bucket/${cloudPath}` });
        return { onProgressUpdate: () => undefined };
      },
    },
  };
  // Taro wraps what it finds here; these are asked for, and need do nothing in a test.
  for (const name of QUIET) known[name] = () => undefined;
  return known;
}

/**
 * Starts the compiled mini-program on one page. One page a test file: the simulator keeps what it loaded. `node` is what
 * the page finds when it asks for one of its elements.
 */
export async function openPage(
  page: string,
  query: Record<string, string>,
  answers: Answers,
  isSignedIn = true,
  node: Loose | null = null,
): Promise<RunningPage> {
  if (!existsSync(join(DIST, 'app.js'))) throw new Error('dist/weapp is missing: npm run build:weapp');
  const calls: Call[] = [];
  const visited: string[] = [];
  const storage = new Map<string, unknown>(isSignedIn ? [['session.isSignedIn', 'yes']] : []);
  const blank = listenForBlank();
  const world = globalThis as unknown as Loose;
  const simulate = require('miniprogram-simulate');
  const component = world.Component as (options: Loose) => void;

  const stack: Loose[] = [];
  let app: Loose = {};
  world.wx = fakeWechat(answers, calls, visited, storage, node);
  world.App = (options: Loose) => {
    app = options;
  };
  world.getApp = () => app;
  world.getCurrentPages = () => stack;
  world.Page = ({ data, ...methods }: Loose) => component({ data, methods });
  for (const script of ['runtime', 'taro', 'vendors', 'common', 'app']) {
    const file = join(DIST, `${script}.js`);
    if (existsSync(file)) require(file);
  }
  (app.onLaunch as (options: Loose) => void)({ path: page, query, scene: 1001 });

  const id = simulate.load(join(DIST, page), { rootPath: DIST, compiler: 'official' });
  const simulated: SimulatedPage = simulate.render(id);
  const { instance } = simulated;
  (instance as unknown as Loose).route = page;
  stack.push(instance as unknown as Loose);
  const parent = window.document.createElement('div');
  window.document.body.append(parent);
  simulated.attach(parent);
  await Promise.resolve(instance.onLoad?.(query));
  instance.onShow?.();
  instance.onReady?.();

  const until = async (text: string) => {
    for (let turn = 0; turn < TURNS_TO_WAIT; turn += 1) {
      if (simulated.dom.textContent?.includes(text)) return;
      await oneTurn();
    }
    throw new Error(`the page never showed "${text}"; it shows: ${simulated.dom.textContent?.slice(0, 600)}`);
  };
  const called = async (action: ActionName) => {
    for (let turn = 0; turn < TURNS_TO_WAIT; turn += 1) {
      const call = calls.find((one) => one.action === action);
      if (call) return call;
      await oneTurn();
    }
    throw new Error(`${action} was not called; called were ${calls.map((one) => one.action)}`);
  };
  const send = async (node: Loose | undefined, type: string, detail: Loose, target = node): Promise<void> => {
    await instance.eh?.({
      type,
      target: { id: target?.sid, dataset: {} },
      currentTarget: { id: node?.sid, dataset: { sid: node?.sid } },
      detail,
      timeStamp: 1,
    });
  };
  const pathTo = (name: string): Loose[] => {
    const { root } = instance.data;
    const path = find(root, (one) => isLabelled(one, name)) ?? find(root, (one) => textOf(one) === name);
    if (!path) throw new Error(`nothing is called "${name}"`);
    return path;
  };
  const tap = async (name: string) => {
    const path = pathTo(name);
    // A tap bubbles: Taro runs what listens only when the outermost listener has heard of it.
    for (const node of path.filter(({ v }) => v === undefined)) await send(node, 'tap', {}, path[0]);
    // A thumb is slower than a drawing: the next tap meets what this one changed.
    await oneTurn();
  };
  const type = (name: string, value: string) => send(pathTo(name)[0], 'input', { value });
  const chooseAvatar = (name: string, avatarUrl: string) => send(pathTo(name)[0], 'chooseavatar', { avatarUrl });
  const document = taroDocument();
  const write = (tag: string, text: string) => {
    const element = document.createElement(tag);
    element.appendChild(document.createTextNode(text));
    document.getElementById(String(instance.$taroPath)).appendChild(element);
  };
  const show = (query: Record<string, string>) =>
    (app.onShow as (options: Loose) => void)({ path: page, query, scene: 1047 });
  const handed = () => JSON.stringify(instance.data);
  const { dom } = simulated;
  return { dom, calls, visited, blank, write, until, tap, type, chooseAvatar, called, show, handed };
}

interface TaroElement {
  appendChild(child: TaroElement): void;
}
interface TaroDocument {
  createElement(tag: string): TaroElement;
  createTextNode(text: string): TaroElement;
  getElementById(id: string): TaroElement;
}

/** Taro's own document, out of the modules of the build: pages write into it, and it tells WeChat what to draw. */
function taroDocument(): TaroDocument {
  type Require = ((id: string) => Loose) & { readonly m: Record<string, unknown> };
  const modules: Require[] = [];
  const { webpackJsonp } = (globalThis as unknown as { wx: { webpackJsonp: unknown[] } }).wx;
  webpackJsonp.push([['probe'], {}, (found: Require) => modules.push(found)]);
  const [load] = modules as [Require];
  for (const [id, module] of Object.entries(load.m)) {
    // Others are not started by the test: a module may do something when it is.
    if (!/createElement/.test(String(module))) continue;
    for (const value of Object.values(load(id))) {
      const document = value as Partial<TaroDocument> | null;
      if (document?.createElement && document.getElementById) return document as TaroDocument;
    }
  }
  throw new Error("Taro's document is not among the modules of dist/weapp");
}

/** WeChat's compiled templates only warn of a tag that they do not know, and draw nothing. */
function listenForBlank(): string[] {
  const blank: string[] = [];
  const { warn } = console;
  console.warn = (...said: unknown[]) => {
    const [, template] = /Template `(\S+)` not found/.exec(said.join(' ')) ?? [];
    if (template) blank.push(template);
    else warn(...said);
  };
  return blank;
}

const childrenOf = (node: Loose): Loose[] => (node.cn as Loose[]) ?? [];

/** Attributes of Taro's page tree lie under numbered aliases, so any of them may be the label; its text and its template are none. */
const isLabelled = (node: Loose, label: string): boolean =>
  Object.entries(node).some(([key, value]) => key !== 'v' && key !== 'nn' && value === label);

const textOf = (node: Loose): string => (node.v as string) ?? childrenOf(node).map(textOf).join('');

/** The innermost node of which something holds, and the nodes around it, from the inside out. */
function find(node: Loose | undefined, holds: (node: Loose) => boolean): Loose[] | undefined {
  if (!node) return undefined;
  for (const child of childrenOf(node)) {
    const found = find(child, holds);
    if (found) return [...found, node];
  }
  return holds(node) ? [node] : undefined;
}
