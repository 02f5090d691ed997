// The worker between the pages and the network. The server writes BUILD, SHELL, CLOSED and PAGES before these lines.
const HERE = `shell-${BUILD}`;
const LIBRARY = 'library';
const KEPT = 'kept';
const MISSING = '/hors-ligne';
const PATIENCE = 3000;
const DAYS = 30 * 24 * 60 * 60 * 1000;
const PAGE_BYTES = 6e6;
const MEDIA = 80;
const MEDIA_BYTES = 12e6;
const MEDIUM = 1e6;
let leaving = false;
const closed = CLOSED.map((pattern) => new RegExp(`^${pattern}$`));

// A network that is not ours answers 200 with its own page to everything; our server signs each answer.
const isOurs = (answer) => answer.headers.has('x-musoya');
const isHtml = (answer) => (answer.headers.get('content-type') || '').startsWith('text/html');
const built = (answer) => answer.headers.get('x-musoya');
const caching = (answer) => answer.headers.get('cache-control') || 'no-store';
const without = (address) => address.split('#')[0];
const any = { ignoreVary: true };

// What is on this phone of an address, kept on purpose or because it was seen.
async function stored(address) {
  const own = (await caches.has(KEPT)) && (await (await caches.open(KEPT)).match(address, { ignoreVary: true, ignoreSearch: address.includes('/fichiers/') }));
  return own || (await caches.open(LIBRARY)).match(address, any);
}

async function ours(request) {
  const answer = await fetch(request);
  if (!isOurs(answer)) throw new TypeError('not ours');
  return answer;
}

// All of the shell or nothing of it: a half is worse than none.
async function install() {
  const shell = await caches.open(HERE);
  const wanted = (await caches.has(DIRECTORY)) ? [...SHELL, POCKET] : SHELL;
  try {
    await Promise.all(
      wanted.map(async (address) => {
        const answer = await ours(new Request(address, { cache: address.startsWith('/pkg/') ? 'default' : 'no-cache', credentials: 'omit' }));
        if (!answer.ok) throw new TypeError(address);
        await shell.put(address, answer);
      }),
    );
  } catch (cause) {
    await caches.delete(HERE);
    throw cause;
  }
}

async function activate() {
  await self.clients.claim();
  await tidy();
  // What she reads already was fetched before this worker was there.
  for (const { url } of await self.clients.matchAll({ type: 'window' })) {
    const request = new Request(without(url), { headers: { accept: 'text/html' } });
    await ours(request).then((answer) => keep(request.url, answer), () => {});
  }
}

// Old pages go, then the oldest of too many; a shell goes with the last page that was made for it.
async function tidy() {
  const library = await caches.open(LIBRARY);
  const now = Date.now();
  const entries = [];
  for (const request of await library.keys()) {
    const { headers } = (await library.match(request, any)) || {};
    if (!headers) continue;
    const at = Number(headers.get('x-kept'));
    // A clock that was set by years makes every age wrong; then the page goes.
    if (Math.abs(now - at) > DAYS) await library.delete(request);
    else entries.push({ request, at, bytes: Number(headers.get('x-bytes')), page: headers.has('x-title'), build: headers.get('x-musoya') });
  }
  entries.sort((one, other) => other.at - one.at);
  const builds = new Set([BUILD]);
  if (await caches.has(KEPT)) {
    for (const answer of await (await caches.open(KEPT)).matchAll()) builds.add(built(answer));
  }
  for (const [page, count, bytes] of [[true, PAGES, PAGE_BYTES], [false, MEDIA, MEDIA_BYTES]]) {
    let [number, weight] = [0, 0];
    for (const it of entries.filter((it) => it.page === page)) {
      number += 1;
      weight += it.bytes;
      if (number > count || weight > bytes) await library.delete(it.request);
      else if (page) builds.add(it.build);
    }
  }
  for (const name of await caches.keys()) {
    // The shell of a worker that waits belongs to no page yet.
    const waits = self.registration.installing || self.registration.waiting;
    if (name.startsWith('shell-') && !builds.has(name.slice(6)) && !waits) await caches.delete(name);
  }
}

async function put(address, answer, body, more) {
  if (leaving) return;
  const headers = new Headers(answer.headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
  for (const [name, value] of Object.entries({ 'x-kept': Date.now(), ...more })) headers.set(name, value);
  // What she keeps on purpose is kept as it is now.
  const own = (await caches.has(KEPT)) && (await caches.open(KEPT));
  await (own && (await own.match(address, any)) ? own : await caches.open(LIBRARY)).put(address, new Response(body, { headers }));
}

// Keeps a page that everybody may read. What is for one person alone is sent `no-store`.
async function keep(address, answer) {
  const url = new URL(answer.url || address);
  // What was taken off the site goes from here too.
  if (answer.status === 404 || answer.status === 410) {
    for (const name of [LIBRARY, KEPT]) if (await caches.has(name)) await (await caches.open(name)).delete(address, any);
  }
  const open = !SHELL.includes(url.pathname) && !closed.some((pattern) => pattern.test(url.pathname));
  if (answer.status !== 200 || answer.redirected || !isHtml(answer) || caching(answer).includes('no-store') || !open) return;
  const text = await answer.clone().text();
  const title = /<title>([^<]*)/.exec(text.slice(0, 20000));
  await put(without(address), answer, text, { 'x-title': encodeURIComponent(title ? title[1] : url.pathname), 'x-bytes': text.length });
  await tidy();
}

// A page whose shell is gone would be opened without its style and its code.
async function kept(address) {
  const shell = await caches.open(HERE);
  const own = await shell.match(address, any);
  const page = await stored(address);
  if (page && (!isHtml(page) || (await caches.has(`shell-${built(page)}`)))) return page;
  return own;
}

async function page(event) {
  const { request } = event;
  const address = without(request.url);
  const opens = request.mode === 'navigate';
  // Followed here, because an answer that leads elsewhere does not show who sent it.
  const answered = ours(opens ? new Request(request, { redirect: 'follow' }) : request);
  // It is kept also when it comes too late to be shown.
  event.waitUntil(answered.then((answer) => keep(address, answer).then(() => renew(answer))).catch(() => {}));
  const fresh = answered.then((answer) => (opens && answer.redirected ? Response.redirect(answer.url, 302) : answer));
  const first = await Promise.race([fresh.catch(() => null), new Promise((late) => setTimeout(late, PATIENCE))]);
  if (first) return first;
  const old = (await drawn(address)) || (await kept(address));
  if (old) return old;
  return fresh.catch(async () => {
    const missing = await (await caches.open(HERE)).match(MISSING, any);
    if (!missing) return Response.error();
    return new Response(await missing.text(), { status: 503, headers: { 'content-type': 'text/html; charset=utf-8', 'x-musoya': BUILD, 'content-security-policy': missing.headers.get('content-security-policy') } });
  });
}

// Built files have their content in their names. One that is missing is an error, never a page.
async function asset(event) {
  const { request } = event;
  const old = await caches.match(request.url, any);
  if (old) return old;
  const answer = await ours(request).catch(() => null);
  if (!answer || !answer.ok || isHtml(answer)) return Response.error();
  const copy = answer.clone();
  event.waitUntil(caches.open(HERE).then((shell) => shell.put(request.url, copy)).catch(() => {}));
  return answer;
}

async function medium(event) {
  const { request } = event;
  const range = request.headers.get('range');
  const old = await stored(request.url);
  if (old) return part(old, range);
  // From the first byte on is the whole, which alone can be kept.
  const whole = !range || range === 'bytes=0-';
  const answer = await fetch(whole && range ? new Request(request.url) : request);
  const bytes = Number(answer.headers.get('content-length'));
  if (!whole || !isOurs(answer) || answer.status !== 200 || !bytes) return answer;
  if (bytes <= MEDIUM && caching(answer).startsWith('public, max-age')) {
    const copy = answer.clone();
    event.waitUntil(copy.blob().then((blob) => put(request.url, copy, blob, { 'x-bytes': blob.size })).then(tidy).catch(() => {}));
  }
  if (!range) return answer;
  const headers = new Headers(answer.headers);
  headers.set('content-range', `bytes 0-${bytes - 1}/${bytes}`);
  return new Response(answer.body, { status: 206, headers });
}

// The part of a kept file that a player asks for.
async function part(answer, range) {
  const found = /^bytes=(\d*)-(\d*)$/.exec(range || '');
  if (!found || !(found[1] || found[2])) return answer;
  const blob = await answer.blob();
  const start = found[1] ? Number(found[1]) : Math.max(blob.size - Number(found[2]), 0);
  const end = found[1] && found[2] ? Math.min(Number(found[2]) + 1, blob.size) : blob.size;
  if (start >= end) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${blob.size}` } });
  const headers = new Headers(answer.headers);
  headers.set('content-range', `bytes ${start}-${end - 1}/${blob.size}`);
  headers.set('content-length', end - start);
  return new Response(blob.slice(start, end), { status: 206, headers });
}

async function forget() {
  leaving = true;
  await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  indexedDB.deleteDatabase('envois');
  for (const it of await self.registration.getNotifications()) it.close();
  await self.registration.unregister();
}

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
// What waits goes when there is a network again.
self.addEventListener('sync', (event) => {
  if (event.tag === 'envois' && self.outbox) event.waitUntil(self.outbox.send().then(({ failed }) => failed && Promise.reject(new Error('again'))));
});
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin || request.method !== 'GET') return;
  // Who leaves fast leaves nothing here, also where no network answers.
  if (pathname === '/quitter') event.waitUntil(forget());
  else if (pathname.startsWith('/pkg/') || pathname === '/favicon.svg') event.respondWith(asset(event));
  else if (/^\/(fichiers|logo|audio)\//.test(pathname) && request.mode !== 'navigate') event.respondWith(medium(event));
  else if (request.mode === 'navigate' || request.headers.get('accept') === 'text/html') event.respondWith(page(event));
});
