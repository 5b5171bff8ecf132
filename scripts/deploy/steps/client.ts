import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow } from '../check/files';
import type { MiniProgramRequest } from '../libraries';
import { type Deployment, DeployStop, type Step, Tally } from './step';

/** The variable that names the file of the upload key. */
const KEY = 'WX_UPLOAD_KEY_FILE';
const QR_FILE = 'dist/preview.png';

function requestOf({ root, config, given }: Deployment): Omit<MiniProgramRequest, 'kind'> {
  const privateKeyPath = given.environment[KEY];
  if (!privateKeyPath || !existsSync(privateKeyPath))
    throw new DeployStop(
      `${KEY} must name the file of the upload key (公众平台 → 开发管理 → 开发设置 → 小程序代码上传), which stays out of this folder. This machine's address must be on the list there too, or the list be switched off.`,
    );
  const weapp = join(root, 'dist/weapp');
  if (!existsSync(join(weapp, 'app.json'))) throw new DeployStop('dist/weapp is not built: npm run deploy -- check');
  if (!filesBelow(weapp, ['.js']).some((file) => readFileSync(join(weapp, file), 'utf8').includes(config.environment)))
    throw new DeployStop(
      `dist/weapp was not built for the environment ${config.environment}: npm run deploy -- check builds it so`,
    );
  const desc = config.description || `version ${config.version}`;
  return { appId: config.appId, projectPath: root, privateKeyPath, version: config.version, desc };
}

/** Uploads the mini-program as a version to be tried and submitted, and makes the QR of a preview. */
export const client: Step = {
  name: 'client',
  title: 'Mini-program',
  plan: ({ config }) => [
    `upload of dist/weapp as version ${config.version} of ${config.appId}`,
    `preview, its QR in ${QR_FILE}`,
    `with the upload key that ${KEY} names`,
  ],
  run: async (deployment) => {
    const { root, config, log, miniProgram } = deployment;
    const tally = new Tally(log);
    const request = requestOf(deployment);
    try {
      await miniProgram({ kind: 'upload', ...request });
      // The platform keeps one upload of a robot: the next replaces it, so this changes and never adds.
      tally.changed(`version ${config.version} is uploaded: 公众平台 → 版本管理`);
      await miniProgram({ kind: 'preview', ...request, qrFile: join(root, QR_FILE) });
      log(`  The QR of the preview is in ${QR_FILE}, for 25 minutes.`);
    } catch (error) {
      throw new DeployStop(`The mini-program was not uploaded: ${explain((error as Error).message)}`);
    }
    return tally.done;
  },
};

function explain(message: string): string {
  if (/invalid ip|-10008/i.test(message))
    return `${message}. This machine's address is not on the list: 公众平台 → 开发管理 → 开发设置 → 小程序代码上传 → IP 白名单.`;
  if (/private key|-10006|-10007|sign/i.test(message))
    return `${message}. The upload key is not the one of this AppID: make it anew where ${KEY} is explained.`;
  return message;
}
