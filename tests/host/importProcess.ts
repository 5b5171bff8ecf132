import { type LocalCloudOptions, startLocalCloud } from '../../localcloud';

/** Where a process kills itself: while files are staged, before and after the one transaction, before the old are gone. */
export type KillPoint = 'staging' | 'exchanging' | 'exchanged' | 'taken' | 'exporting';

export interface KilledImport {
  options: LocalCloudOptions;
  file: string;
  at: KillPoint;
}

const die = (): Promise<never> => {
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => {});
};

// Imports or exports, and is killed in the middle of it: `node FILE KILLED_IMPORT_AS_JSON`.
const { options, file, at } = JSON.parse(process.argv[2]!) as KilledImport;
const cloud = await startLocalCloud(options);
const { engine, storage } = cloud;

const stage = storage.stage.bind(storage);
storage.stage = async () => {
  const staged = await stage();
  let files = 0;
  return {
    folder: staged.folder,
    discard: staged.discard,
    put: async (carried) => {
      await staged.put(carried);
      files += 1;
      if (at === 'staging' && files === 2) await die();
    },
    take: async () => {
      if (at === 'exchanged') await die();
      const taken = staged.take();
      if (at === 'taken') await die();
      await taken;
    },
  };
};
const replaceAll = engine.replaceAll;
engine.replaceAll = (content) => {
  const replaced = replaceAll(content);
  return at === 'exchanging' ? die() : replaced;
};
if (at === 'exporting') {
  const view = storage.view();
  storage.view = () => ({
    async *[Symbol.asyncIterator]() {
      for await (const carried of view) {
        yield carried;
        await die();
      }
    },
    close: () => view.close(),
  });
  await cloud.exportTo(file);
} else await cloud.importFrom(file);
process.exit(0);
