// Keeps the site on the phone: gives the browser the worker once the page is shown, and asks before a new version takes over.
const words = document.querySelector('script[data-after]').dataset;
const workers = navigator.serviceWorker;
let reloads = false;
let renews = false;

// A script that could not be had is said by the page (`script/quick-exit.js`).
const missed = (cause) => cause instanceof TypeError && dispatchEvent(new Event('missed'));

// A sentence above the page, and what she can do about it.
function say(sentence, action, tag) {
  const bar = document.createElement('div');
  const notice = document.createElement('div');
  const inside = document.createElement('div');
  const text = document.createElement('strong');
  const line = document.createElement('p');
  const button = document.createElement(tag);
  bar.className = 'wrap';
  notice.className = 'alert alert-info';
  notice.setAttribute('role', 'status');
  text.textContent = sentence;
  button.className = 'btn btn-primary';
  button.textContent = action;
  line.append(button);
  inside.append(text, line);
  notice.append(inside);
  bar.append(notice);
  document.getElementById('contenu').before(bar);
  return { bar, button };
}

function offer(worker) {
  const { bar, button } = say(words.version, words.take, 'button');
  button.type = 'button';
  button.onclick = () => {
    // This tab only: another one may hold what somebody is writing.
    reloads = true;
    worker.postMessage('take over');
  };
  // A worker that does not wait for her is on its way, or was replaced.
  worker.addEventListener('statechange', () => bar.remove());
}

// She reads what the phone had, because the network was slow; what it brought since is another page.
function newer() {
  const main = document.getElementById('contenu');
  const { bar, button } = say(words.newer, words.show, 'a');
  button.href = location.pathname + location.search;
  new MutationObserver(() => main.isConnected || bar.remove()).observe(document.body, { childList: true });
}

// What she wrote, chose or hears on this page, and no server has yet.
function isBegun() {
  const isChanged = (field) => {
    if (field.type === 'hidden') return false;
    if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked;
    if (field.type === 'file') return field.files.length > 0;
    if (field.options) return field.selectedIndex !== Math.max(0, [...field.options].findIndex((it) => it.defaultSelected));
    return field.value !== field.defaultValue;
  };
  const isHeard = ({ paused, ended }) => !paused && !ended;
  return (
    document.documentElement.hasAttribute('aria-busy') ||
    [...document.querySelectorAll('[data-recorder]')].some(({ recorder }) => recorder?.recorder) ||
    [...document.querySelectorAll('audio, video')].some(isHeard) ||
    [...document.querySelectorAll('main :is(input, textarea, select)')].some(isChanged)
  );
}

// A hole was mended, and the new worker is there already: this page goes too, once nothing is begun on it.
function renew() {
  if (!isBegun()) location.reload();
  else if (!renews) say(words.urgent, words.again, 'button').button.onclick = () => location.reload();
  renews = true;
}

// Says to the worker that this page started: its scripts run, and the WASM where the page has any.
async function started() {
  const { documentElement: page } = document;
  const starts = document.querySelector('script[data-glue]');
  if (starts && !('ready' in page.dataset)) {
    await new Promise((ready) => new MutationObserver(ready).observe(page, { attributeFilter: ['data-ready'] }));
  }
  const { active } = await workers.ready;
  active.postMessage({ started: words.build });
}

async function start() {
  const registration = await workers.register('/sw.js');
  // The first worker replaces nothing.
  const follow = (worker) => {
    if (worker && worker.state === 'installed' && workers.controller) offer(worker);
  };
  follow(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const coming = registration.installing;
    coming.addEventListener('statechange', () => follow(coming));
  });
  workers.addEventListener('controllerchange', () => {
    if (reloads) location.reload();
  });
  workers.addEventListener('message', ({ data }) => {
    if (data === 'newer') newer();
    if (data === 'urgent') renew();
  });
  await started();
}

// How many bytes this page asked of the network itself are added to those of today; what the worker asked for, it counts.
function weigh(list) {
  const day = new Date().toDateString();
  const more = list.getEntries().reduce((sum, { workerStart, transferSize }) => sum + (workerStart ? 0 : transferSize), 0);
  try {
    const before = JSON.parse(localStorage.getItem('octets') || '{}');
    if (more) localStorage.setItem('octets', JSON.stringify({ day, bytes: (before.day === day ? before.bytes : 0) + more }));
  } catch {
    // A browser that keeps nothing counts nothing.
  }
}

for (const type of ['navigation', 'resource']) new PerformanceObserver(weigh).observe({ type, buffered: true });

// Pages are put in place without a reload; one of them is installed under another name, and on some there is something to keep or to share.
function name() {
  if (renews) renew();
  const keep = document.querySelector('[data-keep]');
  if (keep) import(keep.dataset.keep).catch(missed);
  const share = document.querySelector('[data-share]');
  if (share) import(share.dataset.share).catch(missed);
  const takes = document.querySelector('[data-takes]');
  if (takes && self.caches) caches.has('partage').then((is) => is && import(takes.dataset.script), () => {});
  const link = document.querySelector('link[rel=manifest]');
  const other = document.querySelector('#contenu [data-manifest]');
  const href = other ? other.dataset.manifest : words.manifest;
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href);
}

// A form that nothing keeps goes nowhere without a network: its page stays, her words in it, and says so. Signing out is the phone's matter
// too, and is asked of the worker whatever comes.
addEventListener('submit', (event) => {
  const { target: form } = event;
  if (navigator.onLine || event.defaultPrevented || form.getAttribute('method') !== 'post' || form.getAttribute('action') === '/deconnexion') return;
  event.preventDefault();
  const notice = document.querySelector('[data-not-sent]');
  notice.hidden = false;
  notice.scrollIntoView();
});

name();
new MutationObserver(name).observe(document.body, { childList: true });
// What is written is kept until it was sent.
if (words.keeper) import(words.outbox).then(() => import(words.keeper)).catch(missed);
// A browser without workers, or that forbids them here, shows every page as before.
if (workers) start().catch(() => {});
