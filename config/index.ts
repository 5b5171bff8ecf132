import { resolve } from 'node:path';
import { defineConfig } from '@tarojs/cli';
import CompressionPlugin from 'compression-webpack-plugin';
import { ProvidePlugin } from 'webpack';
import { h5Chunks } from './chunks';
import devConfig from './dev';
import prodConfig from './prod';

const root = resolve(__dirname, '..');
/** Packages of newer syntax than old phones read: class fields, private methods, `?.`. A test over the build names them. */
const NEWER = ['@tanstack', '@noble', 'chart.js', '@kurkle', 'uqr'];
const NEWER_IN_ROUTER = ['query-string', 'filter-obj', 'split-on-first', 'decode-uri-component'];
/** Also compiled by Babel, besides the client: our own shared code, and packages of newer syntax. */
const compiled = [
  resolve(root, 'shared'),
  ...[...NEWER, ...NEWER_IN_ROUTER].map((name) => resolve(root, 'node_modules', name)),
];

/** Modules of shared/ do nothing by being there: of a door, only what is asked for comes along. */
// biome-ignore lint/suspicious/noExplicitAny: the chain's type is not exported by Taro
const withoutEffects = (chain: any): void => {
  chain.module.rule('pure').include.add(resolve(root, 'shared')).end().sideEffects(false);
};

/** What is served with a hash in its name, packed beside itself: a server answers with what the browser reads. */
const PACKED = /\.(js|css|svg)$/;
const packedBy = (algorithm: 'brotliCompress' | 'gzip', end: string) =>
  new CompressionPlugin({ algorithm, filename: `[path][base].${end}`, test: PACKED, threshold: 1024 });

/** The client's build (docs: DESIGN "client"). `taro build --type weapp` and `--type h5`, into dist/weapp and dist/h5. */
export default defineConfig<'webpack5'>(async (merge) => {
  const base = {
    projectName: 'minghe-mall',
    designWidth: 375,
    deviceRatio: { 375: 2, 640: 1.17, 750: 1, 828: 0.905 },
    sourceRoot: 'client',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: 'react' as const,
    compiler: { type: 'webpack5' as const, prebundle: { enable: false } },
    cache: { enable: false },
    alias: { '@shared': resolve(root, 'shared') },
    plugins: [
      // Knows HTML tags that a library may write: without it they are blank in WeChat. A browser knows them itself.
      ...(process.env.TARO_ENV === 'weapp' ? ['@tarojs/plugin-html'] : []),
      resolve(__dirname, 'ariaAttributes.cjs'),
    ],
    defineConstants: {
      CLOUD_ENVIRONMENT: JSON.stringify(process.env.CLOUD_ENVIRONMENT ?? ''),
      CALL_ADDRESS: JSON.stringify(process.env.CALL_ADDRESS ?? ''),
      H5_ADDRESS: JSON.stringify((process.env.H5_ADDRESS ?? '').replace(/\/$/, '')),
      PICTURE_ADDRESS: JSON.stringify((process.env.PICTURE_ADDRESS ?? '').replace(/\/$/, '')),
    },
    // Sizes are px on purpose: the type scale follows the reader's font size, never the width of the screen.
    mini: {
      optimizeMainPackage: { enable: true },
      compile: { include: compiled },
      postcss: { pxtransform: { enable: false, config: {} }, cssModules: { enable: false, config: {} } },
      miniCssExtractPluginOption: { ignoreOrder: true },
      // biome-ignore lint/suspicious/noExplicitAny: the chain's type is not exported by Taro
      webpackChain(chain: any) {
        withoutEffects(chain);
        // react-query waits for ever, in silence, where AbortController is missing: the mini-program has none.
        chain
          .plugin('abort-controller')
          .use(ProvidePlugin, [
            { AbortController: [resolve(root, 'client/gateway/abortController.ts'), 'AbortController'] },
          ]);
      },
    },
    h5: {
      publicPath: './',
      staticDirectory: 'static',
      router: { mode: 'hash' as const },
      compile: { include: compiled },
      output: { filename: 'js/[name].[contenthash:8].js', chunkFilename: 'js/[name].[contenthash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[contenthash:8].css',
        chunkFilename: 'css/[name].[contenthash:8].css',
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        pxtransform: { enable: false, config: {} },
        cssModules: { enable: false, config: {} },
      },
      // biome-ignore lint/suspicious/noExplicitAny: the chain's type is not exported by Taro
      webpackChain(chain: any) {
        withoutEffects(chain);
        chain.optimization.splitChunks(h5Chunks);
        if (process.env.NODE_ENV === 'development') return;
        chain.plugin('brotli').use(packedBy('brotliCompress', 'br'));
        chain.plugin('gzip').use(packedBy('gzip', 'gz'));
      },
    },
  };
  return merge({}, base, process.env.NODE_ENV === 'development' ? devConfig : prodConfig);
});
