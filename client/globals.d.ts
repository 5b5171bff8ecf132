declare module '*.css';

/** Set at build time (config/index.ts). */
declare const CLOUD_ENVIRONMENT: string;
declare const CALL_ADDRESS: string;
/** The address of the environment's storage; '' where pictures are shown by their ids. */
declare const PICTURE_ADDRESS: string;

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
  }
}
