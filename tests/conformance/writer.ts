// A process that writes until it is killed, saying of each write that it was acknowledged, on its standard output:
//   node writer.js FOLDER ROUND
import { writeSync } from 'node:fs';
import { openEngine } from '../../localcloud/engine';

const [folder, round] = process.argv.slice(2);
const engine = openEngine({
  dataDir: folder!,
  now: Date.now,
  schema: {
    collections: {
      rows: { indexes: [{ name: 'key', fields: [{ field: 'key', order: 1 }], unique: true }] },
      accounts: {},
      pages: {},
    },
  },
});
const accounts = ['A', 'B', 'C', 'D', 'E'];
const say = (what: string): void => void writeSync(1, `${what}\n`);

async function begin(): Promise<void> {
  if (engine.count('accounts') === 0) {
    await engine.insert(
      'accounts',
      accounts.map((_id) => ({ _id, money: 1000 })),
    );
    await engine.insert(
      'pages',
      Array.from({ length: 20 }, (_unused, i) => ({ _id: `p${i}`, day: 0 })),
    );
  }
  say('ready');
}

async function insert(lane: number): Promise<void> {
  for (let n = 0; ; n++) {
    const _id = `${round}-${lane}-${n}`;
    await engine.insert('rows', [{ _id, key: _id, text: 'x'.repeat(n % 200), at: new Date() }]);
    say(`row ${_id}`);
    if (n % 7 === 3) {
      say(`going ${_id}`);
      await engine.remove('rows', { _id });
      say(`gone ${_id}`);
    }
  }
}

/** Moves money and counts the moves in one transaction: the sum never changes, whatever is lost or kept. */
async function transfer(): Promise<void> {
  for (let n = 0; ; n++) {
    const id = engine.transactions.begin(null);
    const from = accounts[n % 5]!;
    const to = accounts[(n * 2 + 1) % 5]!;
    if (from === to) continue;
    engine.transactions.update(id, 'accounts', from, { $inc: { money: -1 } });
    engine.transactions.update(id, 'accounts', to, { $inc: { money: 1 } });
    engine.transactions.insert(id, 'rows', [{ _id: `move-${round}-${n}`, key: `move-${round}-${n}` }]);
    await engine.transactions.commit(id);
    say(`row move-${round}-${n}`);
  }
}

/** Moves all pages on by a day with one update: they are never on different days. */
async function turn(): Promise<void> {
  let day = Number(engine.get('pages', 'p0')!.day);
  for (;;) {
    day += 1;
    await engine.update('pages', {}, { $set: { day, text: 'y'.repeat(500) } });
    say(`day ${day}`);
  }
}

await begin();
await Promise.all([insert(0), insert(1), insert(2), transfer(), turn()]);
