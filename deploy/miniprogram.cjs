// Speaks with miniprogram-ci in a process of its own: its compile processes outlive its answer, so that ours ends them.
//   node deploy/miniprogram.cjs REQUEST.json ANSWER.json
const { readFileSync, writeFileSync } = require('node:fs');

const [, , requestFile, answerFile] = process.argv;
const request = JSON.parse(readFileSync(requestFile, 'utf8'));

// miniprogram-ci loads its compiler from here, and reads the package limits from the network unless it is given them.
const ci = require('miniprogram-ci');

/** Limits of packages in MB: what the platform answers today, so that compiling needs no network. */
const LIMITS = {
  platform: true,
  appType: 0,
  isSandbox: false,
  released: false,
  setting: {
    MaxCodeSize: 2,
    MaxSubpackageSubCodeSize: 2,
    MaxSubpackageFullCodeSize: 30,
    NavigateMiniprogramLimit: 10,
    MaxSubPackageLimit: 100,
    MinTabbarCount: 2,
    MaxTabbarCount: 5,
    MaxTabbarIconSize: 40,
  },
};

const answerWith = (answer) => {
  writeFileSync(answerFile, JSON.stringify(answer));
  process.exit(0);
};

async function perform() {
  const { kind, appId, projectPath, privateKeyPath, setting, version, desc, qrFile } = request;
  const project = new ci.Project({
    appid: appId,
    type: 'miniProgram',
    projectPath,
    privateKeyPath,
    ignores: ['node_modules/**/*'],
  });
  const common = { project, setting, desc, onProgressUpdate: () => {} };
  if (kind === 'compile') {
    project.attr = async () => LIMITS;
    const files = await ci.getCompiledResult({ ...common, version: '0.0.0' });
    return Object.fromEntries(Object.entries(files).map(([path, content]) => [path, Buffer.byteLength(content)]));
  }
  if (kind === 'upload') return (await ci.upload({ ...common, version, robot: 1 })).subPackageInfo ?? [];
  await ci.preview({ ...common, version, robot: 1, qrcodeFormat: 'image', qrcodeOutputDest: qrFile });
  return { qrFile };
}

perform().then(
  (value) => answerWith({ ok: true, value }),
  (error) => answerWith({ ok: false, message: String(error?.message ?? error), code: error?.code ?? null }),
);
