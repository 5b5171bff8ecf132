import type { Chunk, ChunkGraph, Module } from 'webpack';

/** The page on which most visits begin; client/index.html asks for its chunks at once. */
const FIRST_PAGE = 'pages/home/index';
/** Pages that need a module before it is fetched once for all of them; below it, each brings its own copy. */
const PAGES_TO_SHARE = 4;

const isOfFirstPage = (chunk: Chunk): boolean =>
  [...chunk.groupsIterable].some((group) => group.origins.some(({ request }) => request?.endsWith(FIRST_PAGE)));

/**
 * How the scripts and styles of H5 are cut: a visit fetches what its first page needs and nothing else. `vendors` is
 * what starts the client; `shared` what the first page has in common with others; `later` what the other pages share.
 */
export const h5Chunks = {
  chunks: 'all',
  cacheGroups: {
    default: false,
    vendors: { name: 'vendors', test: /node_modules/, priority: 10, chunks: 'initial' },
    common: { name: 'common', minChunks: 2, priority: 5, reuseExistingChunk: true, chunks: 'initial' },
    shared: {
      name: 'shared',
      test: (module: Module, { chunkGraph }: { chunkGraph: ChunkGraph }) =>
        [...chunkGraph.getModuleChunksIterable(module)].some(isOfFirstPage),
      minChunks: 2,
      priority: 4,
      chunks: 'async',
      enforce: true,
    },
    later: { name: 'later', minChunks: PAGES_TO_SHARE, priority: 3, chunks: 'async', enforce: true },
  },
} as const;
