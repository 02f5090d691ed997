// Keeps on this phone what she asked for, the whole directory or documents, and shows what is kept and what it weighs.
const COPY = '/annuaire.json';
const SHELF = 'kept';
// Under this path stands what belongs to one thing that is kept; no page is there.
const INDEX = '/garde';
// From which part of what the browser allows on it is time to make room.
const FULL = 0.8;
const language = document.documentElement.lang;

const number = (value, digits) => new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);
// As the server writes it; a kilobyte has 1000 bytes.
function weight(bytes) {
  const [unit, name, digits] = bytes < 1e6 ? [1e3, 'ko', 0] : bytes < 1e9 ? [1e6, 'Mo', 1] : [1e9, 'Go', 0];
  return `${number(bytes / unit, digits)}\u00a0${name}`;
}
const day = (at) => new Date(at).toLocaleDateString(language, { day: 'numeric', month: 'long', year: 'numeric' });
const filled = (sentence, words) => sentence.replace(/\{(\w+)\}/g, (_, name) => words[name]);
// What went wrong, as one of the three sentences that the page brings.
const reason = (name) => (name === 'QuotaExceededError' ? 'full' : name === 'TypeError' ? 'network' : 'blocked');
const changed = () => document.dispatchEvent(new Event('kept'));

// Nothing is opened that is not there: a cache that is opened is made.
const opened = async (name) => ((await caches.has(name)) ? caches.open(name) : null);

// The browser is asked once not to throw away what is kept on purpose; it may say no.
async function persist() {
  if (navigator.storage && navigator.storage.persist) await navigator.storage.persist().catch(() => {});
}

async function copied() {
  const cache = await opened('directory');
  return cache ? cache.match(COPY) : undefined;
}

function renewed(worker) {
  return new Promise((done, refuse) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }) => (data ? refuse({ name: data }) : done());
    worker.postMessage('keep the directory', [channel.port2]);
  });
}

// Brings the words and the buttons from the page that has them; it is in the shell of the worker.
async function furnish(box) {
  const address = box.dataset.words;
  const answer = (await caches.match(address, { ignoreVary: true }).catch(() => undefined)) || (await fetch(address));
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const whole = page.querySelector('[data-keep][data-directory]');
  Object.assign(box.dataset, whole.dataset);
  box.append(...whole.childNodes);
}

// Who prepares for days without network can write on them too: her key is here from now on.
async function prepare() {
  const { me, outbox } = document.querySelector('script[data-after]').dataset;
  if (!me) return;
  await import(outbox);
  localStorage.setItem('envois', '1');
  if ((await self.outbox.mine())?.qui !== me) await self.outbox.learn();
}

async function directory(box) {
  if (box.dataset.words) await furnish(box);
  const [said, button, open, drop] = ['said', 'do', 'open', 'drop'].map((name) => box.querySelector(`[data-${name}]`));
  const first = button.textContent;
  const show = async (sentence) => {
    const copy = await copied();
    const read = (name) => Number(copy.headers.get(name));
    said.textContent = sentence || (copy ? filled(box.dataset.held, { count: read('x-count'), date: day(read('x-kept')), weight: weight(read('x-bytes')) }) : box.dataset.offer);
    button.textContent = copy ? box.dataset.renew : first;
    button.classList.toggle('btn-primary', !copy);
    button.disabled = false;
    open.hidden = !copy || location.pathname === '/annuaire';
    drop.hidden = !copy;
  };
  button.onclick = () => attempt(box, said, show, async () => {
    button.disabled = true;
    said.textContent = box.dataset.busy;
    await persist();
    await renewed((await navigator.serviceWorker.ready).active);
    await prepare().catch(() => {});
  });
  drop.onclick = () => attempt(box, said, show, () => caches.delete('directory'), box.dataset.gone);
  await attempt(box, said, show, () => {});
}

// Does something and shows what came of it; what cannot be done is said, and what was kept stays.
async function attempt(box, said, show, deed, sentence) {
  let outcome = sentence;
  try {
    await deed();
  } catch ({ name }) {
    outcome = box.dataset[reason(name)];
  }
  try {
    await show(outcome);
  } catch {
    said.textContent = box.dataset.blocked;
  }
  box.hidden = false;
  changed();
}

// A page or a file that everybody may have, as it is kept; what another network answers in its place is none.
async function fetched(address) {
  const answer = await fetch(address, { credentials: 'omit', headers: address.startsWith('/fichiers/') ? {} : { accept: 'text/html' } });
  if (!answer.ok || answer.redirected || !answer.headers.has('x-musoya') || (answer.headers.get('cache-control') || 'no-store').includes('no-store')) throw new TypeError(address);
  const body = await answer.blob();
  const headers = new Headers(answer.headers);
  for (const name of ['content-encoding', 'content-length', 'vary']) headers.delete(name);
  headers.set('x-kept', Date.now());
  headers.set('x-bytes', body.size);
  return new Response(body, { headers });
}

// The files that a choice keeps of a page, as that page says itself.
function filesOf(text, choice) {
  const button = new DOMParser().parseFromString(text, 'text/html').querySelector(`[data-pages] [data-choice~="${choice}"]`);
  return button ? button.dataset.files.split(' ').filter(Boolean) : [];
}

// The page that she sees may be older than those that are kept: which files they need, each says by itself.
async function take(pages, choice, title, tell) {
  const shelf = await caches.open(SHELF);
  const fresh = new Map();
  const files = new Set();
  for (const page of pages) {
    const answer = await fetched(page);
    for (const file of filesOf(await answer.clone().text(), choice)) files.add(file);
    fresh.set(page, answer);
  }
  let [bytes, done] = [0, 0];
  const put = async (address, answer) => {
    bytes += Number(answer.headers.get('x-bytes'));
    await shelf.put(address, answer);
    done += 1;
    tell(Math.round((done / (files.size + pages.length)) * 100));
  };
  for (const file of files) await put(file, (await shelf.match(file)) || (await fetched(file)));
  for (const [page, answer] of fresh) await put(page, answer);
  // The worker kept the small ones too, because they were read.
  const library = await opened('library');
  for (const address of library ? files : []) await library.delete(address);
  await shelf.put(INDEX + pages[0], new Response(JSON.stringify({ title, pages, files: [...files], bytes, at: Date.now() })));
}

// Everything that was kept on purpose, the newest first.
async function items() {
  const shelf = await opened(SHELF);
  if (!shelf) return [];
  const index = (await shelf.keys()).filter(({ url }) => new URL(url).pathname.startsWith(`${INDEX}/`));
  const list = await Promise.all(index.map(async (request) => (await shelf.match(request)).json()));
  return list.sort((one, other) => other.at - one.at);
}

// Takes away what belongs to this thing alone; what was half kept goes too.
async function leave(page) {
  const shelf = await opened(SHELF);
  if (!shelf) return;
  await shelf.delete(INDEX + page);
  const needed = new Set((await items()).flatMap(({ pages, files }) => [...pages, ...files]));
  for (const request of await shelf.keys()) {
    const { pathname } = new URL(request.url);
    if (!needed.has(pathname) && !pathname.startsWith(`${INDEX}/`)) await shelf.delete(request);
  }
  if (!needed.size) await caches.delete(SHELF);
}

async function documents(box) {
  const [said, drop] = ['said', 'drop'].map((name) => box.querySelector(`[data-${name}]`));
  const buttons = [...box.querySelectorAll('[data-files]')];
  const pages = box.dataset.pages.split(' ');
  const show = async (sentence) => {
    const own = (await items()).find((it) => it.pages[0] === pages[0]);
    said.textContent = sentence || (own ? filled(box.dataset.held, { weight: weight(own.bytes) }) : box.dataset.offer);
    for (const button of buttons) {
      button.disabled = false;
      button.hidden = Boolean(own);
    }
    drop.hidden = !own;
  };
  for (const button of buttons) {
    button.onclick = () => attempt(box, said, show, async () => {
      for (const it of buttons) it.disabled = true;
      const tell = (percent) => {
        said.textContent = filled(box.dataset.busy, { percent });
      };
      tell(0);
      await persist();
      const choice = button.dataset.choice.split(' ').pop();
      await take(pages, choice, document.querySelector('h1').textContent, tell).catch(async (cause) => {
        await leave(pages[0]);
        throw cause;
      });
    });
  }
  drop.onclick = () => attempt(box, said, show, () => leave(pages[0]), box.dataset.gone);
  await attempt(box, said, show, () => {});
}

function entry(box, { title, pages, bytes }) {
  const [item, row, name, note, drop] = ['li', 'div', 'a', 'small', 'button'].map((tag) => document.createElement(tag));
  row.className = 'list-item kept-item';
  name.href = pages[0];
  name.textContent = title;
  note.textContent = weight(bytes);
  drop.type = 'button';
  drop.className = 'btn btn-quiet';
  drop.textContent = box.dataset.drop;
  drop.setAttribute('aria-label', filled(box.dataset.label, { title }));
  drop.onclick = () => leave(pages[0]).then(changed);
  row.append(name, note, drop);
  item.append(row);
  return item;
}

// What was kept because she read it, which the worker thins out by itself.
const read = async () => (await caches.keys()).filter((name) => name === 'library' || name.startsWith('prive-'));
async function seen() {
  const answers = await Promise.all((await read()).map(async (name) => (await caches.open(name)).matchAll()));
  return answers.flat().reduce((sum, { headers }) => sum + (Number(headers.get('x-bytes')) || 0), 0);
}

async function shelf(box) {
  const [list, none, meter, said, full, clear] = ['ul', '[data-none]', 'meter', '[data-said]', '[data-full]', '[data-clear]'].map((name) => box.querySelector(name));
  const fill = async () => {
    try {
      const all = await items();
      const { usage, quota } = navigator.storage && navigator.storage.estimate ? await navigator.storage.estimate() : {};
      const isFull = Boolean(quota) && usage > quota * FULL;
      // What makes most room first, when there is little.
      if (isFull) all.sort((one, other) => other.bytes - one.bytes);
      list.replaceChildren(...all.map((it) => entry(box, it)));
      list.hidden = !all.length;
      none.hidden = Boolean(all.length);
      full.hidden = !isFull;
      const pages = await seen();
      clear.hidden = !pages;
      clear.querySelector('span').textContent = filled(box.dataset.clear, { weight: weight(pages) });
      meter.hidden = !quota;
      if (quota) {
        meter.value = usage / quota;
        said.textContent = filled(box.dataset.room, { used: weight(usage), most: weight(quota) });
      }
    } catch {
      said.textContent = box.dataset.blocked;
    }
    box.hidden = false;
  };
  clear.onclick = () => read().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(changed);
  document.addEventListener('kept', () => box.isConnected && fill());
  await fill();
}

// What came over the network since midnight: what the pages counted, and what the worker did.
async function today(box) {
  const day = new Date().toDateString();
  const kept = await (await opened('compteur'))?.match('/');
  const counted = [JSON.parse(localStorage.getItem('octets') || '{}'), kept ? await kept.json() : {}];
  const bytes = counted.reduce((sum, it) => sum + (it.day === day ? it.bytes : 0), 0);
  box.querySelector('[data-said]').textContent = filled(box.dataset.used, { weight: weight(bytes) });
  box.hidden = false;
}

function start() {
  // A browser without workers, or a page without https, keeps nothing: there is nothing to be offered.
  if (!navigator.serviceWorker || !self.caches) return;
  for (const box of document.querySelectorAll('[data-keep]:not([data-alive])')) {
    box.dataset.alive = '';
    const parts = { directory, shelf, today };
    const part = parts[Object.keys(parts).find((name) => name in box.dataset)] || documents;
    // What cannot be had is not offered.
    part(box).catch(() => {});
  }
}

start();
// Pages are put in place without a reload.
new MutationObserver(start).observe(document.body, { childList: true });
