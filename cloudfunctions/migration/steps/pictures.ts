import { filesThere, storeFile } from '../../_platform/files';
import { categories, goodsOnSale, orders } from '../../_store/collections';
import { forEach, type Pass, pass, type Step } from '../step';

/** What stands for a picture that is not there: one transparent point, so that the ground behind it is seen. */
const NOTHING_PATH = 'goods/none.png';
const NOTHING = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** How the demo's pictures were named: a path of the server that showed them. */
const OF_THE_DEMO = /^\/goods\/([\w-]+)\.webp$/;

const isFile = (picture: string): boolean => picture.startsWith('cloud://');

/** File ids of pictures that are named otherwise, of this environment. */
class FileIds {
  readonly #prefix: string;
  readonly #nothing: string;
  readonly #known = new Map<string, string>();

  constructor(nothing: string) {
    this.#nothing = nothing;
    this.#prefix = nothing.slice(0, -NOTHING_PATH.length);
  }

  /** Looks for what some pictures may be, all at once. */
  async learn(pictures: readonly string[]): Promise<void> {
    const wanted = new Map<string, string>();
    for (const picture of pictures) {
      const name = OF_THE_DEMO.exec(picture)?.[1];
      if (name && !this.#known.has(picture)) wanted.set(picture, `${this.#prefix}goods/demo/${name}.webp`);
    }
    if (wanted.size === 0) return;
    const there = await filesThere([...wanted.values()]);
    for (const [picture, fileId] of wanted) if (there.has(fileId)) this.#known.set(picture, fileId);
  }

  of(picture: string): string {
    return isFile(picture) ? picture : (this.#known.get(picture) ?? this.#nothing);
  }
}

/**
 * Pictures were paths of the place that serves the shop; now they are file ids. Those of the demo are found by their
 * names where they are stored (the local cloud and the deployment see to it before); any other has nothing to be found
 * by, and a transparent picture stands for it until somebody uploads one.
 */
export const pictures: Step = {
  to: 2,
  name: 'pictures',
  async passes(): Promise<readonly Pass[]> {
    const ids = new FileIds(await storeFile(NOTHING_PATH, NOTHING));
    return [
      pass(categories, { picture: true }, async (found) => {
        const older = found.filter(({ picture }) => !isFile(picture));
        await ids.learn(older.map(({ picture }) => picture));
        await forEach(older, ({ _id, picture }) => categories.change(_id, { picture: ids.of(picture) }));
      }),
      pass(goodsOnSale, { pictures: true }, async (found) => {
        const older = found.filter((goods) => !goods.pictures.every(isFile));
        await ids.learn(older.flatMap((goods) => goods.pictures));
        await forEach(older, (goods) =>
          goodsOnSale.change(goods._id, { pictures: [...new Set(goods.pictures.map((one) => ids.of(one)))] }),
        );
      }),
      pass(orders, { 'lines.picture': true }, async (found) => {
        const older = found.filter(({ lines }) => !lines.every(({ picture }) => isFile(picture)));
        await ids.learn(older.flatMap(({ lines }) => lines.map(({ picture }) => picture)));
        await forEach(older, ({ _id, lines }) =>
          orders.change(
            _id,
            Object.fromEntries(lines.map(({ picture }, at) => [`lines.${at}.picture`, ids.of(picture)])),
          ),
        );
      }),
    ];
  },
};
