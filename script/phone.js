// Keeps the site on the phone: gives the browser the worker once the page is shown, and asks before a new version takes over.
const words = document.querySelector('script[data-after]').dataset;
const workers = navigator.serviceWorker;
let reloads = false;

function offer(worker) {
  const bar = document.createElement('div');
  const notice = document.createElement('div');
  const inside = document.createElement('div');
  const text = document.createElement('strong');
  const line = document.createElement('p');
  const button = document.createElement('button');
  bar.className = 'wrap';
  notice.className = 'alert alert-info';
  notice.setAttribute('role', 'status');
  text.textContent = words.version;
  button.className = 'btn btn-primary';
  button.type = 'button';
  button.textContent = words.take;
  button.onclick = () => {
    // This tab only: another one may hold what somebody is writing.
    reloads = true;
    worker.postMessage('take over');
  };
  // A worker that does not wait for her is on its way, or was replaced.
  worker.addEventListener('statechange', () => bar.remove());
  line.append(button);
  inside.append(text, line);
  notice.append(inside);
  bar.append(notice);
  document.getElementById('contenu').before(bar);
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
}

// Pages are put in place without a reload; one of them is installed under another name, and on some there is something to keep or to share.
function name() {
  const keep = document.querySelector('[data-keep]');
  if (keep) import(keep.dataset.keep);
  const share = document.querySelector('[data-share]');
  if (share) import(share.dataset.share);
  const link = document.querySelector('link[rel=manifest]');
  const other = document.querySelector('#contenu [data-manifest]');
  const href = other ? other.dataset.manifest : words.manifest;
  if (link && link.getAttribute('href') !== href) link.setAttribute('href', href);
}

name();
new MutationObserver(name).observe(document.body, { childList: true });
// What is written is kept until it was sent.
if (words.keeper) import(words.outbox).then(() => import(words.keeper)).catch(() => {});
// A browser without workers, or that forbids them here, shows every page as before.
if (workers) start().catch(() => {});
