// The whole directory, kept by her wish and drawn by the code that the server draws it with (docs/decisions/0035). ASSETS has the
// addresses of that code and of what its pages refer to.
const POCKET = ASSETS.pocket;
const DIRECTORY = 'directory';
const COPY = '/annuaire.json';
const DRAWN = /^\/(carte|annuaire(\/[^/]+(\/carte\.html)?)?)$/;
let pocket = null;
let taking = null;

const encoded = (text) => new TextEncoder().encode(text);

function hand(bytes) {
  const at = pocket.room(bytes.length);
  new Uint8Array(pocket.memory.buffer, at, bytes.length).set(bytes);
}

const written = () => new TextDecoder().decode(new Uint8Array(pocket.memory.buffer, pocket.written(), pocket.length()));

// Opens a copy for as long as the worker lives; how many organisations it holds.
async function open(copy) {
  const code = await (await caches.match(POCKET)).arrayBuffer();
  // It only counts and writes: whatever it could call outside is not there.
  const nothing = new Proxy({}, { get: () => () => { throw new TypeError('outside'); } });
  const { instance } = await WebAssembly.instantiate(code, new Proxy({}, { get: () => nothing }));
  pocket = instance.exports;
  hand(copy);
  const count = pocket.open();
  if (count < 0) throw new TypeError('no copy');
  return { count, bytes: code.byteLength + copy.length };
}

const copied = () => held(COPY, DIRECTORY);

// Her colours and her economy are in a cookie that no script reads, and in the page that she opened last.
async function display() {
  const library = await caches.open(LIBRARY);
  let last = null;
  for (const request of await library.keys()) {
    const page = await library.match(request, any);
    if (page && page.headers.has('x-title') && !(last && Number(last.headers.get('x-kept')) > Number(page.headers.get('x-kept')))) last = page;
  }
  const found = last && /<html[^>]*?(?: data-theme="(\w+)")?( data-economy[^>]*)?>/.exec(await last.text());
  return found ? `${found[1]}.${found[2] && 'economie'}` : '';
}

// The page at an address of the directory, from the copy; nothing if that does not hold it.
async function drawn(address) {
  const { pathname, searchParams, origin } = new URL(address);
  const copy = DRAWN.test(pathname) && (await copied());
  if (!copy) return null;
  try {
    if (!pocket) await open(new Uint8Array(await copy.arrayBuffer()));
    const frame = await held(MISSING, HERE);
    const style = /<style>([^<]*)/.exec(await frame.clone().text())[1];
    hand(encoded(JSON.stringify({ path: decodeURIComponent(pathname), query: [...searchParams], site: origin, display: await display(), assets: ASSETS, style })));
    return pocket.draw() ? made(written(), frame) : null;
  } catch {
    pocket = null;
    return null;
  }
}

async function take(whole) {
  const old = whole ? null : await copied();
  if (!(await caches.match(POCKET))) {
    const code = await ours(POCKET);
    if (!code.ok) throw new TypeError(POCKET);
    await (await caches.open(HERE)).put(POCKET, code);
  }
  const text = old ? await old.text() : '';
  const since = old ? `?depuis=${/^{"as_of":(\d+)/.exec(text)[1]}` : '';
  const answer = await ours(new Request(COPY + since, { cache: 'no-store', credentials: 'omit', headers: old ? { 'if-none-match': old.headers.get('etag') } : {} }));
  if (answer.status !== 304 && answer.status !== 200) throw new TypeError(COPY);
  let copy = answer.status === 304 ? text : await answer.text();
  if (old && answer.status === 200) {
    await open(encoded(text));
    hand(encoded(copy));
    // What was erased cannot be told as a difference.
    if (pocket.update() < 0) return take(true);
    copy = written();
  }
  const { count, bytes } = await open(encoded(copy));
  const headers = { 'content-type': 'application/json', etag: answer.headers.get('etag'), 'x-annuaire': answer.headers.get('x-annuaire'), 'x-kept': Date.parse(answer.headers.get('date')) || Date.now(), 'x-count': count, 'x-bytes': bytes };
  if (leaving) return null;
  await (await caches.open(DIRECTORY)).put(COPY, new Response(copy, { headers }));
  // What she read before may show what is hidden now.
  const library = await caches.open(LIBRARY);
  for (const request of await library.keys()) {
    if (/^\/(annuaire|carte)\b/.test(new URL(request.url).pathname)) await library.delete(request);
  }
  return null;
}

// Keeps the directory, or brings the copy up to date; one at a time.
function renewed() {
  taking = taking || take(false).catch(async (cause) => {
    pocket = null;
    if (!(await copied())) await caches.delete(DIRECTORY);
    throw cause;
  }).finally(() => {
    taking = null;
  });
  return taking;
}

// Each page says of which state of the directory it is.
async function renew(answer) {
  const copy = answer.headers.has('x-annuaire') && (await copied());
  if (copy && copy.headers.get('x-annuaire') !== answer.headers.get('x-annuaire')) await renewed();
}

self.addEventListener('message', (event) => {
  if (event.data !== 'keep the directory') return;
  const [port] = event.ports;
  event.waitUntil(renewed().then(() => port.postMessage(''), (cause) => port.postMessage(cause.name)));
});
