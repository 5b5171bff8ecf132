/** The page that checks certificates, for anybody and without signing in: of a browser alone. */
const PAGE = 'packages/check/certificate/index';

/** Where that page is: of this very shop in a browser, of the H5 that the build names in WeChat; null where none is. */
export function checkAddress(): string | null {
  if (process.env.TARO_ENV === 'h5') return `${location.origin}${location.pathname}#/${PAGE}`;
  return H5_ADDRESS ? `${H5_ADDRESS}/#/${PAGE}` : null;
}
