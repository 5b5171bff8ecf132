declare module '*.css';

/** Set at build time (config/index.ts). */
declare const CLOUD_ENVIRONMENT: string;
declare const CALL_ADDRESS: string;
/** The address of the environment's storage; '' where pictures are shown by their ids. */
declare const PICTURE_ADDRESS: string;

/** Where the H5 of this shop is, without a slash at its end; '' where none is told. */
declare const H5_ADDRESS: string;

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
  }
}
