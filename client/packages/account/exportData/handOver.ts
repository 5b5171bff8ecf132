import Taro from '@tarojs/taro';

/** Gives a text to its owner as a file: a browser downloads it, WeChat sends it to a chat of the owner's choice. */
export async function handOver(name: string, text: string): Promise<void> {
  if (process.env.TARO_ENV === 'h5') {
    const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    URL.revokeObjectURL(address);
    return;
  }
  const path = `${Taro.env.USER_DATA_PATH}/${name}`;
  Taro.getFileSystemManager().writeFileSync(path, text, 'utf8');
  try {
    await Taro.shareFileMessage({ filePath: path, fileName: name });
  } finally {
    // Where it was sent it is kept there; what is not sent is not left behind either.
    Taro.getFileSystemManager().unlinkSync(path);
  }
}
