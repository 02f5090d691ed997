// The worker between the pages and the network. The server writes BUILD, URGENT, SHELL, PAGES and ASSETS before it
// (`/sw.js`).
const HERE = `shell-${BUILD}`;
const LIBRARY = 'library';
const KEPT = 'kept';
const MISSING = '/hors-ligne';
const PATIENCE = 3000;
// For so long the network is waited for where what is kept is of today (docs/decisions/0042).
const SOON = 300;
const DAY = 24 * 60 * 60 * 1000;
const DAYS = 30 * DAY;
const PAGE_BYTES = 6e6;
const MEDIA = 80;
const MEDIA_BYTES = 12e6;
const MEDIUM = 1e6;
let leaving = false;
// By the page that was shown before the network answered: whether that answered otherwise.
const newer = new Map();

// A network that is not ours answers 200 with its own page to everything; our server signs each answer.
const isOurs = (answer) => answer.headers.has('x-musoya');
const isHtml = (answer) => (answer.headers.get('content-type') || '').startsWith('text/html');
const built = (answer) => answer.headers.get('x-musoya');
const caching = (answer) => answer.headers.get('cache-control') || 'no-store';
const without = (address) => address.split('#')[0];
const any = { ignoreVary: true };

// What is for one person alone stands apart, as long as the site says that it is she who reads (docs/decisions/0034).
const whose = (answer) => answer.headers.get('x-pour');
const apart = (who) => `prive-${who}`;
const privates = async () => (await caches.keys()).filter((name) => name.startsWith(apart('')));

// Somebody else reads, or nobody in particular: what was hers goes.
async function belong(who) {
  for (const name of await privates()) if (name !== apart(who)) await caches.delete(name);
}

// What is on this phone of an address, kept on purpose or because it was seen; or for want of anything else, of a build on trial.
const held = (address, cacheName, more) => caches.match(address, { ...any, cacheName, ...more });
async function hers(address) {
  const [name] = await privates();
  const page = name && (await held(address, name));
  return page && Date.now() - page.headers.get('x-kept') < DAYS && page;
}
const stored = async (address) =>
  (await hers(address)) || (await held(address, KEPT, { ignoreSearch: address.includes('/fichiers/') })) || (await held(address, LIBRARY)) || held(address, TRIAL);

// Where an address is kept: what she keeps on purpose is kept as it is now.
async function shelf(address) {
  return caches.open((await held(address, KEPT)) ? KEPT : LIBRARY);
}

async function ours(request) {
  const answer = await fetch(request);
  if (!isOurs(answer)) throw new TypeError('not ours');
  return answer;
}

// All of the shell or nothing of it: a half is worse than none.
async function install() {
  const shell = await caches.open(HERE);
  const { css, more, icons, scripts, pocket: drawing } = ASSETS;
  const wanted = [...SHELL, css, more, icons, ...Object.values(scripts), (await copied()) && drawing].filter(Boolean);
  try {
    await Promise.all(
      wanted.map(async (address) => {
        // A built file that an older shell has is the same file: its name is its content.
        const named = address.startsWith('/pkg/');
        const old = named && (await caches.match(address, any));
        const answer = old || (await ours(new Request(address, { cache: named ? 'default' : 'no-cache', credentials: 'omit' })));
        if (!answer.ok) throw new TypeError(address);
        await shell.put(address, answer);
      }),
    );
  } catch (cause) {
    await caches.delete(HERE);
    throw cause;
  }
}

// The browser may have thrown some of it away.
async function mend(answer) {
  if (!leaving && built(answer) === BUILD && !(await held(MISSING, HERE))) await install();
}

async function activate() {
  const urgent = await isUrgent();
  (await builds()).urgent = URGENT;
  await note();
  await self.clients.claim();
  await tidy();
  // What she reads already was fetched before this worker was there; of somebody who is signed in, as everybody reads it.
  for (const client of await self.clients.matchAll({ type: 'window' })) {
    if (urgent) client.postMessage('urgent');
    const request = new Request(without(client.url), { credentials: 'omit', headers: { accept: 'text/html' } });
    await ours(request).then((answer) => keep(request.url, answer), () => {});
  }
}

// Old pages go, then the oldest of too many; a shell goes with the last page that was made for it.
async function tidy() {
  const now = Date.now();
  const entries = [];
  for (const name of [LIBRARY, ...(await privates())]) {
    const library = await caches.open(name);
    for (const request of await library.keys()) {
      const { headers } = (await library.match(request, any)) || {};
      if (!headers) continue;
      const at = Number(headers.get('x-kept'));
      const leave = () => library.delete(request);
      // A clock that was set by years makes every age wrong; then the page goes.
      if (Math.abs(now - at) > DAYS) await leave();
      else entries.push({ leave, at, bytes: Number(headers.get('x-bytes')), page: headers.has('x-title'), build: headers.get('x-musoya') });
    }
  }
  entries.sort((one, other) => other.at - one.at);
  const builds = new Set([BUILD, await last()]);
  if (await caches.has(KEPT)) {
    for (const answer of await (await caches.open(KEPT)).matchAll()) builds.add(built(answer));
  }
  for (const [page, count, bytes] of [[true, PAGES, PAGE_BYTES], [false, MEDIA, MEDIA_BYTES]]) {
    let [number, weight] = [0, 0];
    for (const it of entries.filter((it) => it.page === page)) {
      number += 1;
      weight += it.bytes;
      if (number > count || weight > bytes) await it.leave();
      else if (page) builds.add(it.build);
    }
  }
  for (const name of await caches.keys()) {
    // The shell of a worker that waits belongs to no page yet.
    const waits = self.registration.installing || self.registration.waiting;
    if (name.startsWith('shell-') && !builds.has(name.slice(6)) && !waits) await caches.delete(name);
  }
}

async function put(address, answer, body, more, place) {
  if (leaving) return;
  const headers = new Headers(answer.headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
  for (const [name, value] of Object.entries({ 'x-kept': Date.now(), ...more })) headers.set(name, value);
  await (place || (await shelf(address))).put(address, new Response(body, { headers }));
}

// Keeps a page that everybody may read, or she who reads. What is for one person alone is sent `no-store`.
async function keep(address, answer) {
  const url = new URL(answer.url || address);
  // What was taken off the site goes from here too.
  if (answer.status === 404 || answer.status === 410) {
    for (const name of [LIBRARY, KEPT, ...(await privates())]) if (await caches.has(name)) await (await caches.open(name)).delete(address, any);
  }
  const open = !SHELL.includes(url.pathname) && !answer.headers.has('x-passe');
  const who = whose(answer);
  if (answer.status !== 200 || answer.redirected || !isHtml(answer) || (!who && caching(answer).includes('no-store')) || !open) return;
  // A form that is opened from here, perhaps often, is another one each time: its page makes its id.
  const text = (await answer.clone().text()).replace(/(name="(?:envoi|formulaire)" value=")[^"]*/g, '$1');
  const title = /<title>([^<]*)/.exec(text.slice(0, 20000));
  const build = built(answer);
  if (await isBroken(build)) return;
  const trial = await isOnTrial(build);
  if (who && trial) return;
  const place = who ? await caches.open(apart(who)) : trial && (await caches.open(TRIAL));
  await put(without(address), answer, text, { 'x-title': encodeURIComponent(title ? title[1] : url.pathname), 'x-bytes': text.length }, place);
  await tidy();
}

// The pages of our own build, or of the last that started where ours does not.
const here = async (address) => held(address, (await isBroken(BUILD)) ? `shell-${await last()}` : HERE);

// A page whose shell is gone would be opened without its style and its code.
async function kept(address) {
  const own = await here(address);
  const page = await stored(address);
  if (page && (!isHtml(page) || (await caches.has(`shell-${built(page)}`)))) return page;
  return own;
}

// What may be shown before the network answered: of this build, of today, and not older than what was sent last.
async function current(address) {
  const page = await (await shelf(address)).match(address, any);
  const at = page && built(page) === BUILD && (await hasStarted(BUILD)) && Number(page.headers.get('x-kept'));
  const age = Date.now() - at;
  return at > ((await builds()).since || 0) && age >= 0 && age < DAY && page;
}

// A page that is made here, as strict as one of the server's.
function made(text, like, status = 200) {
  const policy = 'content-security-policy';
  return new Response(text, { status, headers: { 'content-type': 'text/html; charset=utf-8', 'x-musoya': built(like), [policy]: like.headers.get(policy) } });
}

async function page(event) {
  const { request } = event;
  const address = without(request.url);
  const opens = request.mode === 'navigate';
  if (opens && address.endsWith(AGAIN)) return again();
  // Followed here, because an answer that leads elsewhere does not show who sent it.
  const answered = ours(opens ? new Request(request, { redirect: 'follow' }) : request);
  // It is kept also when it comes too late to be shown.
  const keeping = answered.then(async (answer) => {
    // Its copy is made at once, before the page is given.
    await Promise.all([keep(address, answer), answer.ok && request.credentials !== 'omit' && belong(whose(answer))]);
    // Also what was kept of other pages is not what the network has.
    if (built(answer) !== BUILD) await doubt();
    await renew(answer);
    await mend(answer);
    return answer.headers.get('etag');
  });
  event.waitUntil(keeping.catch(() => {}));
  const fresh = answered.then((answer) => (opens && answer.redirected ? Response.redirect(answer.url, 302) : answer));
  const soon = opens && (await current(address));
  const first = await Promise.race([fresh.catch(() => null), new Promise((late) => setTimeout(late, soon ? SOON : PATIENCE))]);
  const given = (answer) => (opens ? chosen(request, answer) : answer);
  if (first) return given(first);
  if (soon) {
    newer.set(event.resultingClientId, keeping.then(async (tag) => {
      // It is for one person: whoever signed in elsewhere waits for the network from now on.
      if (!tag) await doubt();
      return tag !== soon.headers.get('etag');
    }, () => false));
    return soon;
  }
  const old = (await drawn(address)) || (await kept(address));
  if (old) return old;
  return fresh.then(given).catch(async () => {
    const missing = await here(MISSING);
    if (!missing) return Response.error();
    return made(await missing.text(), missing, 503);
  });
}

// Built files have their content in their names. One that is missing is an error, never a page.
async function asset(event) {
  const { request } = event;
  const old = await held(request.url, HERE);
  if (old) return old;
  // What an older shell has stays here when that goes.
  const answer = (await caches.match(request.url, any)) || (await ours(request).catch(() => null));
  if (!answer || !answer.ok || isHtml(answer)) return Response.error();
  const copy = answer.clone();
  event.waitUntil(caches.open(HERE).then((shell) => shell.put(request.url, copy)).catch(() => {}));
  return answer;
}

async function medium(event) {
  const { request } = event;
  const range = request.headers.get('range');
  const old = await stored(request.url);
  // What its author or a moderator may take back is asked of the network each time, which sends it again only if it changed.
  if (old && !caching(old).includes('no-cache')) return part(old, range);
  // From the first byte on is the whole, which alone can be kept.
  const whole = old || !range || range === 'bytes=0-';
  const asked = whole && (range || old) ? new Request(request.url, { headers: old ? { 'if-none-match': old.headers.get('etag') } : {} }) : request;
  const answer = await ours(asked).catch((cause) => old || Promise.reject(cause));
  if (answer === old || answer.status === 304) return part(old, range);
  if (!answer.ok) event.waitUntil(keep(request.url, answer));
  const bytes = Number(answer.headers.get('content-length'));
  if (!whole || answer.status !== 200 || !bytes) return answer;
  const who = whose(answer);
  if (bytes <= MEDIUM && (who || caching(answer).startsWith('public'))) {
    const copy = answer.clone();
    const keeping = async () => put(request.url, copy, await copy.blob(), { 'x-bytes': bytes }, who && (await caches.open(apart(who))));
    event.waitUntil(keeping().then(tidy).catch(() => {}));
  }
  if (!range) return answer;
  if (old) return part(answer, range);
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
  const clear = async () => Promise.all((await caches.keys()).map((name) => caches.delete(name)));
  await clear();
  indexedDB.deleteDatabase('envois');
  for (const it of await self.registration.getNotifications()) it.close();
  await self.registration.unregister();
  // What was being kept at that moment.
  await clear();
}

self.addEventListener('install', (event) => event.waitUntil(install().then(isUrgent).then((is) => is && self.skipWaiting())));
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
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && pathname === '/partager') event.respondWith(receive(request));
  // Whoever signs in, or wants other colours, sees no page of before; and whoever signs out leaves nothing of hers, whatever comes.
  if (request.method !== 'GET') return event.waitUntil(Promise.all([doubt(), pathname === '/deconnexion' && belong()]));
  // Who leaves fast leaves nothing here, also where no network answers.
  if (pathname === '/quitter') event.waitUntil(forget());
  else if (pathname.startsWith('/pkg/') || pathname === '/favicon.svg') event.respondWith(asset(event));
  else if (/^\/(fichiers|logo|audio|voix)\//.test(pathname) && request.mode !== 'navigate') event.respondWith(medium(event));
  // A fault of ours, or of what the phone keeps, leaves her no worse off than without us.
  else if (request.mode === 'navigate' || request.headers.get('accept') === 'text/html') event.respondWith(page(event).catch(() => fetch(request)));
});
