declare module '*.css';

/** Set at build time (config/index.ts). */
declare const CLOUD_ENVIRONMENT: string;
declare const CALL_ADDRESS: string;

declare namespace NodeJS {
  interface ProcessEnv {
    TARO_ENV: 'weapp' | 'h5';
  }
}
