// A file that another application handed over: the page that asks what to do with it, and the forms that take it. The worker keeps it
// in a cache of its own; beside it stands whose it is and what she chose.
const SHELF = 'partage';
const FILE = '/partager';
const CHOICE = '/partager/choix';
const KINDS = /^(application\/pdf$|image\/|audio\/)/;
const head = document.querySelector('script[data-after]').dataset;

const opened = async () => (self.caches && (await caches.has(SHELF)) ? caches.open(SHELF) : null);
const forget = () => caches.delete(SHELF);

// Who holds this phone now, also where no network says it.
async function who() {
  if (head.me) return head.me;
  await import(head.outbox);
  const owner = await self.outbox.mine().catch(() => null);
  return owner ? owner.qui : '';
}

// What waits here, unless it is another's: then it goes.
async function waiting() {
  const shelf = await opened();
  const answer = shelf && (await shelf.match(FILE));
  if (!answer) return null;
  const kept = await shelf.match(CHOICE);
  const choice = kept ? await kept.json() : {};
  const me = await who();
  if (choice.me && choice.me !== me) {
    await forget();
    return null;
  }
  if (me && !choice.me) await choose({ me });
  const name = decodeURIComponent(answer.headers.get('x-name'));
  const type = answer.headers.get('content-type');
  const file = new File([await answer.blob()], name, { type });
  return { file, me, use: choice.use, count: Number(answer.headers.get('x-count')) };
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
  if (new URLSearchParams(location.search).has('plein')) return problem('full');
  if (!it) return new URLSearchParams(location.search).has('perdu') || problem('none');
  const { file, me, count } = it;
  if (!KINDS.test(file.type)) {
    await forget();
    return problem('wrong');
  }
  if (file.size > Number(dataset.mostDocument)) {
    await forget();
    return problem('heavy');
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
    await forget();
    part('file').hidden = true;
    part('said').textContent = dataset.gone;
  };
  part('file').hidden = false;
}

// Whether a field takes a file of this kind.
const takes = (input, file) => input.accept.split(',').some((kind) => file.type.startsWith(kind.replace('*', '')) || (kind.startsWith('.') && file.name.toLowerCase().endsWith(kind)));

async function fill(marks) {
  const it = await waiting();
  if (!it) return;
  const filled = [];
  const settle = async () => {
    await forget();
    // What she sends next shall not take it along once more.
    for (const { input, mark } of filled) {
      input.value = '';
      mark.hidden = true;
    }
  };
  for (const mark of marks) {
    const form = mark.closest('form');
    const input = [...form.querySelectorAll('input[type=file]')].find((field) => takes(field, it.file) && !field.files.length);
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
