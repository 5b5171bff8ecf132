import { Image } from '@tarojs/components';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { spokenPicture } from './Picture';
import './qr.css';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for who cannot see it. */
  readonly label: string;
  /** How large it is. */
  readonly className: string;
}

/** A text as a picture that a camera reads: dark squares alone, to be laid on white in both themes. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const source = useMemo(() => {
    const { data, size } = encode(text, { border: 1 });
    const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path fill="#13201B" d="${path}"/></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
  }, [text]);
  return <Image className={`qr ${className}`} src={source} mode="aspectFit" {...spokenPicture(label)} />;
}
