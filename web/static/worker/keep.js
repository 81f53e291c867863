/* The worker: what holds nobody's words works without network, and after an exit every address answers the cover.

The server writes in front of this: VERSION, FILES and PAGES (addresses). Kept are these, and exercise sheets and packs that were opened;
never what has anybody's words, no fragment, no redirect, nothing that says no-store. Whatever goes wrong here is left to the
network. The cache "left" holds one mark: since when this browser is left, and "told" once the server knows. */
'use strict';
const SHELL = 'shell ' + VERSION, SHEETS = 'sheets ' + VERSION, LEFT = 'left', COVER = '/cover';
const SHEET = /^\/(exercises\/[\w-]+\/sheet|packs\/[\w-]+)$/;
const CHANGES = ['/language', '/you/look'];
const PATIENCE = 4000;

const kept = (path, cacheName) => caches.match(path, { cacheName, ignoreVary: true }).catch(() => undefined);
const good = answer => answer.type === 'basic' && answer.status === 200 && !answer.redirected && !/no-store/.test(answer.headers.get('Cache-Control'));

/* A page that points to files which are not kept would be broken without network: it belongs to another version. */
const whole = text => (text.match(/[\w-]+\.[0-9a-f]{16}\.\w+/g) || []).every(file => FILES.includes('/static/' + file));

const put = async (name, path, answer) => {
  if (!good(answer) || !FILES.includes(path) && !whole(await answer.clone().text())) throw new Error(path);
  await (await caches.open(name)).put(path, answer);
};
const get = async (name, path) => put(name, path, await fetch(path, FILES.includes(path) ? {} : { cache: 'no-cache' }));

/* A sheet names files by their content: it comes again with the new ones, or goes. */
const sheets = async () => {
  for (const name of await caches.keys()) {
    if (!name.startsWith('sheets ') || name === SHEETS) continue;
    for (const { url } of await (await caches.open(name)).keys()) await get(SHEETS, new URL(url).pathname).catch(() => {});
  }
};

addEventListener('install', event => event.waitUntil(Promise.all([...FILES, ...PAGES].map(path => get(SHELL, path))).then(sheets)));
addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (![SHELL, SHEETS, LEFT].includes(name)) await caches.delete(name);
  await clients.claim();
})()));
addEventListener('message', event => { if (event.data === 'go on') skipWaiting(); });

/* Another language, or light: what is kept comes again in it. */
const again = async () => {
  for (const name of [SHELL, SHEETS]) for (const { url } of await (await caches.open(name)).keys()) {
    const { pathname } = new URL(url);
    if (!FILES.includes(pathname)) await get(name, pathname).catch(() => {});
  }
};

const left = async () => (await kept('/' + LEFT, LEFT))?.text();

/* Let the server end the sign-in, if the page that was left could not. */
const tell = async () => {
  const since = await left();
  if (!since || since.endsWith('told')) return true;
  const answer = await fetch('/exit', { method: 'POST', body: new URLSearchParams({ wiped: 'yes' }), signal: AbortSignal.timeout(PATIENCE) });
  if (answer.ok && await left()) await (await caches.open(LEFT)).put('/' + LEFT, new Response(since + ' told'));
  return answer.ok;
};
addEventListener('sync', event => event.waitUntil(tell()));

const cover = async () => await kept(COVER, SHELL) || new Response('', { headers: { 'Content-Type': 'text/html' } });

const page = async (event, path) => {
  const { request } = event, since = await left().catch(() => '');
  if (since && !since.endsWith('told')) {
    const told = tell().catch(() => false);
    event.waitUntil(told);
    if (path === COVER || !await told) return cover();
  }
  const may = request.method === 'GET' && (PAGES.includes(path) || SHEET.test(path));
  const old = since ? await cover() : may && await kept(path);
  try {
    const asked = fetch(request);
    const answer = await (old ? Promise.race([asked, new Promise((yes, no) => setTimeout(no, PATIENCE))]) : asked);
    if (CHANGES.includes(path)) event.waitUntil(again());
    if (may && good(answer)) event.waitUntil(put(SHEET.test(path) ? SHEETS : SHELL, path, answer.clone()).catch(() => {}));
    return answer;
  } catch {
    return old || await kept('/offline', SHELL) || Response.error();
  }
};

addEventListener('fetch', event => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (FILES.includes(pathname)) event.respondWith(kept(pathname, SHELL).then(found => found || fetch(request)));
  else if (request.mode === 'navigate') event.respondWith(page(event, pathname).catch(() => fetch(request)));
});
