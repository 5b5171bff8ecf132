// Loaded before a deployment (node --require): what it would send to the platform goes to the stand-in on this machine.
const http = require('node:http');
const https = require('node:https');

const port = Number(process.env.STAND_IN_PORT);

https.request = (first, second, third) => {
  const isUrl = typeof first === 'string' || first instanceof URL;
  const url = isUrl ? new URL(first) : undefined;
  const given = isUrl ? (typeof second === 'function' ? {} : (second ?? {})) : first;
  const callback = typeof second === 'function' ? second : third;
  const host = url?.hostname ?? given.hostname ?? String(given.host).split(':')[0];
  const path = url ? `${url.pathname}${url.search}` : (given.path ?? '/');
  const { method = 'GET', headers = {} } = given;
  const asked = http.request(
    { host: '127.0.0.1', port, method, path, headers: { ...headers, 'x-stands-for': host } },
    callback,
  );
  return asked;
};
https.get = (...args) => {
  const asked = https.request(...args);
  asked.end();
  return asked;
};
