import { resolve } from 'node:path';
import { defineConfig } from '@tarojs/cli';
import { ProvidePlugin } from 'webpack';
import devConfig from './dev';
import prodConfig from './prod';

const root = resolve(__dirname, '..');
/** Also compiled by Babel: our own shared code, and packages that ship private methods, which old phones cannot read. */
const compiled = [resolve(root, 'shared'), resolve(root, 'node_modules/@tanstack')];

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
    plugins: [resolve(__dirname, 'ariaAttributes.cjs')],
    defineConstants: {
      CLOUD_ENVIRONMENT: JSON.stringify(process.env.CLOUD_ENVIRONMENT ?? ''),
      CALL_ADDRESS: JSON.stringify(process.env.CALL_ADDRESS ?? ''),
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
      esnextModules: ['nutui-react', '@nutui'],
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
        chain.optimization.splitChunks({
          chunks: 'all',
          cacheGroups: {
            default: false,
            charts: {
              name: 'charts',
              test: /node_modules[\\/](@antv|gl-matrix|fecha|d3-\w+)[\\/]/,
              priority: 20,
              chunks: 'async',
            },
            vendors: { name: 'vendors', test: /node_modules/, priority: 10, chunks: 'initial' },
            common: { name: 'common', minChunks: 2, priority: 5, reuseExistingChunk: true },
          },
        });
      },
    },
  };
  return merge({}, base, process.env.NODE_ENV === 'development' ? devConfig : prodConfig);
});
