import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './sources';

// On H5 every page's sheet lies in one document: a class that two sheets define takes its form from whichever page was
// opened last. Only the sheets of the whole client may share a name.
const isOfAll = (path: string) => path.startsWith('client/styles/');

function sheetsBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sheetsBelow(path);
    return entry.name.endsWith('.css') ? [path] : [];
  });
}

/** The classes that a sheet defines by themselves, not within another: '.face', '.face:active', not '.card .face'. */
function ownClasses(sheet: string): string[] {
  const rules = sheet.replace(/\/\*[\s\S]*?\*\//g, '').match(/[^{}]+(?=\{)/g) ?? [];
  return rules
    .flatMap((rule) => rule.split(','))
    .flatMap((selector) => /^\.([\w-]+)(::?[\w-]+)?$/.exec(selector.trim())?.[1] ?? []);
}

/** What two pages' sheets, or one of theirs and one of all, both define. */
function shared(sheets: ReadonlyMap<string, string>): string[] {
  const where = new Map<string, string[]>();
  for (const [path, text] of sheets) {
    for (const name of new Set(ownClasses(text))) where.set(name, [...(where.get(name) ?? []), path]);
  }
  return [...where]
    .filter(([, paths]) => paths.filter((path) => !isOfAll(path)).length > 0 && paths.length > 1)
    .map(([name, paths]) => `.${name}: ${paths.join(', ')}`);
}

it('no class has two forms', () => {
  const sheets = new Map(sheetsBelow('client').map((path) => [path, readFileSync(join(root, path), 'utf8')]));
  expect(sheets.size).toBeGreaterThan(20);
  expect(shared(sheets)).toEqual([]);
});

it('a class of two sheets is found', () => {
  const sheets = new Map([
    ['client/packages/a/a.css', '/* .note { } */ .pick { width: 1px; } .card .one { top: 0; }'],
    ['client/components/b.css', '@media print { .one { top: 1px; } } .row,\n.pick::after { width: 2px; }'],
    ['client/styles/c.css', '.row { top: 0; }'],
    ['client/styles/d.css', '.row2 { top: 0; } .both { top: 0; }'],
    ['client/styles/e.css', '.both { top: 1px; }'],
  ]);
  expect(shared(sheets)).toEqual([
    '.pick: client/packages/a/a.css, client/components/b.css',
    '.row: client/components/b.css, client/styles/c.css',
  ]);
});

/** The classes that a screen names whole; of one that is put together, such as `tag-${tone}`, nothing is known here. */
function namedClasses(screen: string): string[] {
  const texts = [...screen.matchAll(/className=(?:"([^"]*)"|\{`([^`]*)`\})/g)].map((one) => one[1] ?? one[2] ?? '');
  const whole = texts.flatMap((text) => text.replace(/\$\{[^}]*\}/g, '$').split(/\s+/));
  return whole.filter((name) => /^[a-z][\w-]*$/.test(name));
}

const formless = (screen: string, forms: ReadonlySet<string>): string[] =>
  namedClasses(screen).filter((name) => !forms.has(name));

it('a class that a screen names has a form', () => {
  const sheets = sheetsBelow('client').map((path) => readFileSync(join(root, path), 'utf8'));
  const forms = new Set(sheets.flatMap((text) => [...text.matchAll(/\.([a-z][\w-]*)/g)].map(([, name]) => name!)));
  const screens = readdirSync(join(root, 'client'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.tsx'),
  );
  expect(screens.length).toBeGreaterThan(100);
  const found = screens.flatMap((path) =>
    formless(readFileSync(join(root, 'client', path), 'utf8'), forms).map((name) => `${path}: ${name}`),
  );
  expect(found).toEqual([]);
});

it('a class without a form is found', () => {
  const part = (name: string) => ['$', `{${name}}`].join('');
  const screen = `<View className="cap pb12" /><View className={\`tag tag-${part('tone')} gone ${part('isOn')}\`} />`;
  expect(formless(screen, new Set(['cap', 'tag']))).toEqual(['pb12', 'gone']);
});
