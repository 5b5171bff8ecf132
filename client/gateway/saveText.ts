/**
 * Hands a text over as a file: a browser saves it, WeChat sends it to a conversation of one's choice. Answers whether it
 * was handed over. In WeChat nothing of it stays with the mini-program.
 */
export function saveText(name: string, text: string): Promise<boolean> {
  if (process.env.TARO_ENV === 'h5') {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
    link.download = name;
    link.click();
    // Only the next turn has taken the file.
    setTimeout(() => URL.revokeObjectURL(link.href), 0);
    return Promise.resolve(true);
  }
  const filePath = `${wx.env.USER_DATA_PATH}/${name}`;
  const files = wx.getFileSystemManager();
  return new Promise((resolve) => {
    files.writeFile({
      filePath,
      data: text,
      encoding: 'utf8',
      fail: () => resolve(false),
      success: () =>
        wx.shareFileMessage({
          filePath,
          fileName: name,
          success: () => resolve(true),
          fail: () => resolve(false),
          complete: () => files.unlink({ filePath }),
        }),
    });
  });
}
