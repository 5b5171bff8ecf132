test('a browser without replaceAll gets one that does the same, and one that has it keeps its own', () => {
  const own = String.prototype.replaceAll;
  try {
    Reflect.deleteProperty(String.prototype, 'replaceAll');
    jest.isolateModules(() => require('./olderBrowsers'));
    expect(String.prototype.replaceAll).not.toBe(own);
    const samples: [text: string, what: string | RegExp, by: string][] = [
      ['a+b+c', '+', ' '],
      ['(1).*(2)', '.*', '$&$&'],
      ["it's (fine)*", /[!'()*]/g, '%'],
      ['nothing here', '$', '-'],
    ];
    for (const [text, what, by] of samples)
      expect(text.replaceAll(what, by)).toBe(Reflect.apply(own, text, [what, by]));
    expect(Object.keys(String.prototype)).toEqual([]);
  } finally {
    Object.defineProperty(String.prototype, 'replaceAll', { value: own, writable: true, configurable: true });
  }
  jest.isolateModules(() => require('./olderBrowsers'));
  expect(String.prototype.replaceAll).toBe(own);
});

test('so does one without Object.hasOwn', () => {
  const own = Object.hasOwn;
  try {
    Reflect.deleteProperty(Object, 'hasOwn');
    jest.isolateModules(() => require('./olderBrowsers'));
    expect(Object.hasOwn).not.toBe(own);
    const of = Object.assign(Object.create({ above: 1 }), { mine: 1 });
    expect(['mine', 'above', 'none'].map((name) => Object.hasOwn(of, name))).toEqual([true, false, false]);
  } finally {
    Object.defineProperty(Object, 'hasOwn', { value: own, writable: true, configurable: true });
  }
});
