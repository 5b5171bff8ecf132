const keptHere = new Map<string, unknown>();
jest.mock('@tarojs/taro', () => ({
  __esModule: true,
  default: {
    getStorageSync: (key: string) => keptHere.get(key) ?? '',
    setStorageSync: (key: string, value: unknown) => void keptHere.set(key, value),
    removeStorageSync: (key: string) => void keptHere.delete(key),
  },
  useDidShow: () => undefined,
}));

/** The client as WeChat starts it: no address bar. */
async function opened() {
  jest.resetModules();
  const { noteVisit } = await import('./noteVisit');
  const { useSession } = await import('../../gateway/session');
  return {
    noteVisit,
    noted: () => useSession.getState().invitation,
    begin: () => useSession.getState().begin('token'),
  };
}
beforeEach(() => keptHere.clear());

test('cold: by the scene of a code, and kept for the next start', async () => {
  const { noteVisit, noted } = await opened();
  noteVisit({ query: { scene: 'invitation%3DWJBVPCM4' } });
  expect(noted()).toBe('WJBVPCM4');
  expect((await opened()).noted()).toBe('WJBVPCM4');
});

test('warm: a code that is scanned while the app runs counts, whatever page is shown; the newest one', async () => {
  const { noteVisit, noted } = await opened();
  noteVisit({ query: {} });
  expect(noted()).toBeNull();
  noteVisit({ query: { scene: 'invitation%3DWJBVPCM4' } });
  noteVisit({ query: { invitation: 'K7PQRS23' } });
  expect(noted()).toBe('K7PQRS23');
  // Shown again from the background, or opened by a card of goods.
  noteVisit({ query: { id: 'apple' } });
  noteVisit(undefined);
  expect(noted()).toBe('K7PQRS23');
});

test('what is no invite code is not kept', async () => {
  const { noteVisit, noted } = await opened();
  noteVisit({ query: { scene: 'invitation%3D%3Cb%3E' } });
  noteVisit({ query: { scene: '%E4%B8' } });
  expect(noted()).toBeNull();
});
