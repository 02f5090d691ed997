// Files that another application handed over: the page that asks what to do with them, one after the other, and the forms that take
// them. The worker keeps them in a cache of their own; beside them stands whose they are and what she chose for the first.
const SHELF = 'partage';
const FILE = '/partager';
const CHOICE = '/partager/choix';
const KINDS = /^(application\/pdf$|image\/|audio\/)/;
const head = document.querySelector('script[data-after]').dataset;

const opened = async () => (self.caches && (await caches.has(SHELF)) ? caches.open(SHELF) : null);
const forgetAll = () => caches.delete(SHELF);

// Those that wait, first come first.
async function line(shelf) {
  return (await shelf.keys()).filter(({ url }) => new URL(url).pathname === FILE);
}

// What was chosen was chosen for the first. How many are left.
async function forget({ key }) {
  const shelf = await opened();
  if (!shelf) return 0;
  await shelf.delete(key);
  await choose({ use: undefined });
  const left = await line(shelf);
  if (!left.length) await forgetAll();
  return left.length;
}

// Who holds this phone now, also where no network says it.
async function who() {
  if (head.me) return head.me;
  await import(head.outbox);
  const owner = await self.outbox.mine().catch(() => null);
  return owner ? owner.qui : '';
}

// The first of what waits here, unless it is another's: then all of it goes.
async function waiting() {
  const shelf = await opened();
  const keys = shelf ? await line(shelf) : [];
  const [key] = keys;
  if (!key) return null;
  const answer = await shelf.match(key);
  const kept = await shelf.match(CHOICE);
  const choice = kept ? await kept.json() : {};
  const me = await who();
  if (choice.me && choice.me !== me) {
    await forgetAll();
    return null;
  }
  if (me && !choice.me) await choose({ me });
  const name = decodeURIComponent(answer.headers.get('x-name'));
  const type = answer.headers.get('content-type');
  const file = new File([await answer.blob()], name, { type });
  return { key, file, me, use: choice.use, count: keys.length };
}

async function choose(more) {
  const shelf = await opened();
  const kept = await shelf.match(CHOICE);
  const choice = { ...(kept ? await kept.json() : {}), ...more };
  await shelf.put(CHOICE, new Response(JSON.stringify(choice)));
}

function weight(bytes) {
  const [unit, name] = bytes < 1e6 ? [1e3, 'ko'] : [1e6, 'Mo'];
  return `${(bytes / unit).toLocaleString(document.documentElement.lang, { maximumFractionDigits: bytes < 1e6 ? 0 : 1 })}\u00a0${name}`;
}

async function ask(page) {
  const { dataset } = page;
  const part = (name) => page.querySelector(`[data-${name}]`);
  const problem = (name) => {
    page.querySelector(`[data-problem=${name}]`).hidden = false;
  };
  const it = await waiting();
  // What did not fit is said, and what came before it can still be placed.
  if (new URLSearchParams(location.search).has('plein')) problem('full');
  if (!it) return location.search || problem('none');
  const { file, me, count } = it;
  const refused = !KINDS.test(file.type) ? 'wrong' : file.size > Number(dataset.mostDocument) && 'heavy';
  if (refused) {
    const left = await forget(it);
    problem(refused);
    return left && ask(page);
  }
  part('name').textContent = dataset.weight.replace('{name}', file.name).replace('{weight}', weight(file.size));
  part('sign-in').hidden = Boolean(me);
  part('uses').hidden = !me;
  for (const use of page.querySelectorAll('[data-use]')) {
    const link = use.querySelector('a');
    link.onclick = async (event) => {
      // The form that takes it asks what she chose.
      event.preventDefault();
      await choose({ use: use.dataset.use });
      location.assign(link.href);
    };
  }
  const message = page.querySelector('[data-use=message]');
  message.hidden = file.type === 'application/pdf';
  const large = file.size > Number(dataset.mostMessage);
  if (large && !message.hidden) {
    message.hidden = true;
    part('said').textContent = dataset.large;
  }
  if (count > 1) part('said').textContent = dataset.first;
  part('drop').onclick = async () => {
    const left = await forget(it);
    part('file').hidden = true;
    part('said').textContent = dataset.gone;
    if (left) await ask(page);
  };
  part('file').hidden = false;
}

// Whether a field takes a file of this kind.
const takes = (input, file) => input.accept.split(',').some((kind) => file.type.startsWith(kind.replace('*', '')) || (kind.startsWith('.') && file.name.toLowerCase().endsWith(kind)));

// Another one waits for her to say what it is for: said once, where no folded form hides it.
function next(mark) {
  if (document.querySelector('[data-waits]')) return;
  const words = document.createElement('p');
  words.className = 'hint';
  words.dataset.waits = '';
  const link = document.createElement('a');
  Object.assign(link, { href: FILE, textContent: mark.dataset.next });
  words.append(link);
  (mark.closest('details') ?? mark.closest('form')).before(words);
}

async function fill(marks) {
  const it = await waiting();
  if (!it) return;
  const filled = [];
  const settle = async () => {
    const left = await forget(it);
    // What she sends next shall not take it along once more.
    for (const { input, mark } of filled) {
      input.value = '';
      mark.hidden = true;
      if (left) next(mark);
    }
  };
  for (const mark of marks) {
    const form = mark.closest('form');
    const input = [...form.querySelectorAll('input[type=file]')].find((field) => takes(field, it.file) && !field.files.length);
    if (!it.use) next(mark);
    if (!input || mark.dataset.takes !== it.use) continue;
    const chosen = new DataTransfer();
    chosen.items.add(it.file);
    input.files = chosen.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    mark.textContent = mark.dataset.put.replace('{name}', it.file.name);
    mark.hidden = false;
    filled.push({ input, mark });
    // It has arrived, or stands in the outbox.
    for (const event of ['arrived', 'kept']) form.addEventListener(event, settle, { once: true });
  }
  const fold = filled[0]?.mark.closest('details');
  if (fold) fold.open = true;
}

function start() {
  for (const page of document.querySelectorAll('[data-shared]:not([data-on])')) {
    page.dataset.on = '';
    ask(page).catch(() => {
      page.querySelector('[data-problem=none]').hidden = false;
    });
  }
  const marks = [...document.querySelectorAll('[data-takes]:not([data-on])')];
  for (const mark of marks) mark.dataset.on = '';
  if (marks.length) fill(marks).catch(() => {});
}

start();
// Pages are put in place without a reload.
new MutationObserver(start).observe(document.body, { childList: true });
