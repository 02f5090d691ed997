// The forms of the site and the outbox: what is sent is kept on the phone first, and stays there when no answer of ours comes.
const { me = '' } = document.querySelector('script[data-after]').dataset;
const box = self.outbox;
const PASSES = 'passes';
// Which request of somebody new was ended in this tab: it goes once she is in.
const FINISHES = 'finit';
// These are answered with a page that says more than where it is.
const TOLD = ['message', 'erreur'];
// A store that does not open within so many milliseconds is kept shut by another tab.
const SHUT = 6000;
const PAUSES = [30, 60, 120, 300];
// Whoever keeps nothing here leaves no empty box either.
const MARK = 'envois';
// Whose things go once she signed out: hers, where others' stay.
const LEAVES = 'part';
// What is being typed is locked for her like what waits, so that neither a reload nor a phone that ran out of power takes it; of so many
// forms.
const TYPED = 'texte';
const TYPED_MOST = 20;
const TYPED_AFTER = 1000;

function remembered(value) {
  try {
    if (value) localStorage.setItem(MARK, value);
    return localStorage.getItem(MARK);
  } catch {
    return null;
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = box.random(16);
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (it) => it.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

// Hers whose page this is, and nobody else's whose key may still be here; a page that came from this phone is hers who has the key.
async function hers() {
  const kept = await box.mine();
  return !me || kept?.qui === me ? kept : box.learn();
}

// Keeps something in the outbox of its author. With the network there is a place for it on the phone, or it is not kept at all.
async function keep({ id = newId(), sort, ou, sujet, champs, fichiers = [], mien, etat = 'ici', le = Date.now() }) {
  const owner = mien ? await hers() : await box.nobodys();
  if (!owner) throw new Error('nobody');
  const isNew = owner.pris && !champs.some(([name]) => name === 'pris');
  const stamped = isNew ? [...champs, ['pris', owner.pris]] : champs;
  const pieces = [];
  const files = [];
  let weight = 0;
  for (const [number, { champ, file }] of fichiers.entries()) {
    for (let at = 0; at < file.size; at += box.PIECE) {
      const bytes = await file.slice(at, at + box.PIECE).arrayBuffer();
      pieces.push([[id, number, at / box.PIECE], await box.shut(owner.cle, bytes)]);
    }
    files.push({ champ, nom: file.name || champ, genre: file.type, octets: file.size });
    weight += file.size;
  }
  const words = { sort, ou, sujet, champs: stamped, fichiers: files };
  const locked = await box.shutWords(owner.cle, words);
  const order = await box.within('readwrite', async ({ keys, entries, pieces: store }) => {
    const order = ((await box.done(keys.get('rang'))) || 0) + 1;
    keys.put(order, 'rang');
    for (const [key, piece] of pieces) store.put(piece, key);
    const entry = { id, qui: owner.qui, etat, le, rang: order, poids: weight + locked.box.byteLength, ...locked };
    await box.done(entries.put(entry));
    return order;
  });
  // From the first thing on, the phone is asked not to make room with it.
  if (order === 1) navigator.storage?.persist?.().catch(() => {});
  box.changed();
  return id;
}

// A file of an entry, whole.
async function file(owner, id, number, { nom, genre, octets }) {
  const parts = [];
  for (let piece = 0; piece * box.PIECE < octets; piece += 1) {
    const kept = await box.within('readonly', ({ pieces }) => box.done(pieces.get([id, number, piece])));
    parts.push(await box.unshut(owner.cle, kept));
  }
  return new File(parts, nom, { type: genre });
}

// A page that was closed, or a worker that the browser stopped, sends no more and says nothing: once it is nobody's turn, this is seen,
// and what it left is sent. Where nothing was left nothing is sent: what was only just tried in vain waits for its own time.
async function landed(owner) {
  if (!navigator.locks) return;
  const left = await navigator.locks.request('envois', async () => {
    const found = (await box.all(owner.qui)).filter(({ etat }) => etat === 'route');
    for (const { id } of found) await box.write(owner, id, { etat: 'ici' });
    return found.length;
  });
  if (!left) return;
  box.changed();
  await box.send();
}

Object.assign(box, { file, keep, landed });

// Lets the form go its ordinary way.
function pass(form, button) {
  form.dataset[PASSES] = '';
  form.requestSubmit(button?.form === form ? button : undefined);
  delete form.dataset[PASSES];
}

function busy(form, is) {
  if (is) form.dataset.busy = '';
  else delete form.dataset.busy;
  for (const button of form.querySelectorAll('button[type=submit]')) button.disabled = is;
  document.documentElement.toggleAttribute('aria-busy', is);
}

const progress = (form) => {
  const panel = form.querySelector('[data-progress]');
  if (!panel) return undefined;
  return (part) => {
    panel.hidden = false;
    panel.querySelector('button').hidden = true;
    panel.querySelector('progress').value = part;
    panel.querySelector('[data-said]').textContent = panel.dataset.sent.replace('{percent}', Math.floor(100 * part));
  };
};

// In the place of the form, which is not to be sent a second time.
function sayKept(form) {
  const notice = document.querySelector('[data-kept-notice]').content.cloneNode(true);
  const said = notice.firstElementChild;
  said.tabIndex = -1;
  form.before(notice);
  form.hidden = true;
  said.focus();
}

const place = (form) => new URL(form.getAttribute('action') || '', location.href).pathname;
const typed = (form) => [...form.querySelectorAll('textarea[name], input[type=text][name], input:not([type])[name]')];
// What the server knows of a field: what its page brought, or what it kept since.
const bases = new WeakMap();
const nothingNew = (form) => typed(form).forEach((field) => bases.set(field, field.value));
const pauses = new WeakMap();

async function keepTyped(form) {
  const owner = await box.mine();
  if (owner?.qui !== me || !form.isConnected || !pauses.has(form)) return;
  const words = typed(form).flatMap((field) => (field.value === bases.get(field) ? [] : [[field.name, field.value, bases.get(field)]]));
  const locked = words.length && (await box.shutWords(owner.cle, words));
  await box.within('readwrite', async ({ keys }) => {
    const key = [TYPED, me, place(form)];
    if (!locked) return keys.delete(key);
    const mine = IDBKeyRange.bound([TYPED, me], [TYPED, me, []]);
    const [names, all] = await Promise.all([box.done(keys.getAllKeys(mine)), box.done(keys.getAll(mine))]);
    const turn = 1 + Math.max(0, ...all.map((it) => it.tour));
    for (const [at, { tour }] of all.entries()) if (tour <= turn - TYPED_MOST) keys.delete(names[at]);
    keys.put({ ...locked, tour: turn }, key);
  });
}

function forgetTyped(form) {
  clearTimeout(pauses.get(form));
  pauses.delete(form);
  nothingNew(form);
  if (me) box.within('readwrite', async ({ keys }) => keys.delete([TYPED, me, place(form)])).catch(() => {});
}

// Where the server knows something else by now, both are there: its words in the field, and hers above it.
async function putBack(form) {
  const owner = await box.mine();
  // Until her key is here, this is asked again.
  if (owner?.qui !== me || 'typed' in form.dataset) return;
  form.dataset.typed = '';
  nothingNew(form);
  const kept = await box.within('readonly', ({ keys }) => box.done(keys.get([TYPED, me, place(form)])));
  if (!kept) return;
  const others = [];
  for (const [name, value, base] of await box.read(owner, kept)) {
    const field = typed(form).find((it) => it.name === name);
    if (field?.value === base) field.value = value;
    else if (field?.value !== value) others.push(value);
    field?.dispatchEvent(new Event('input', { bubbles: true }));
  }
  const notice = document.querySelector('[data-typed-notice]').content.cloneNode(true);
  const quote = notice.querySelector('blockquote');
  quote.textContent = others.join('\n\n');
  quote.hidden = !others.length;
  form.prepend(notice);
}

addEventListener('input', ({ target }) => {
  const { form } = target;
  if (!me || !form?.matches('form[data-outbox][data-typed]')) return;
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => keepTyped(form).catch(() => {}), TYPED_AFTER));
});
addEventListener('saved', ({ target }) => forgetTyped(target));
document.addEventListener('visibilitychange', () => {
  const forms = document.hidden ? document.querySelectorAll('form[data-outbox][data-typed]') : [];
  for (const form of forms) keepTyped(form).catch(() => {});
});

const inTime = (it) => Promise.race([it, new Promise((_, late) => setTimeout(late, SHUT))]);

// No room on the phone, or none for us: then there is the network, or her words stay in the form.
async function withoutBox(form, button) {
  const reached = await box.ours('/envois/cle').then(
    () => true,
    () => false,
  );
  busy(form, false);
  if (reached) return pass(form, button);
  const notice = document.querySelector('[data-not-sent]');
  notice.hidden = false;
  notice.scrollIntoView();
}

function go(address) {
  const here = location.href.split('#')[0];
  location.assign(address);
  // A place on the page that is open already shows nothing new.
  if (new URL(address, here).href.split('#')[0] === here) location.reload();
}

// What somebody new asks stands in the outbox without her passphrase, which no phone keeps: she ends it when there is a network.
async function halfway(form, button) {
  busy(form, true);
  const reached = await box.ours('/envois/cle').then(
    () => true,
    () => false,
  );
  busy(form, false);
  if (reached) return pass(form, button);
  const fields = [...form.querySelectorAll('select, textarea, input[type=text], input:checked')];
  const champs = fields.filter(({ value }) => value).map(({ name, value }) => [name, value]);
  try {
    remembered('1');
    await keep({ id: unfinished(), sort: form.dataset.outbox, ou: form.getAttribute('action'), sujet: chosen(form), champs, etat: 'finir' });
  } catch {
    return withoutBox(form, button);
  }
  sayKept(form);
}

// The organisation that is asked.
const chosen = (form) => form.querySelector('select')?.selectedOptions[0].textContent;

// Which of what waits this page is to end.
function unfinished() {
  return location.hash.slice(1) || undefined;
}

async function finish() {
  const form = document.querySelector('form[data-outbox=demande]:not([data-begun])');
  if (!form || !form.querySelector('[type=password]') || !unfinished()) return;
  form.dataset.begun = '';
  const owner = await box.nobodys();
  const entry = (await box.all(owner.qui)).find(({ id }) => id === unfinished());
  if (!entry) return;
  for (const [name, value] of (await box.read(owner, entry)).champs) {
    for (const field of form.querySelectorAll(`[name="${name}"]`)) {
      if (['radio', 'checkbox'].includes(field.type)) field.checked ||= field.value === value;
      else field.value = value;
    }
  }
  sessionStorage.setItem(FINISHES, entry.id);
  form.querySelector('[type=password]').focus();
}

// What stood in the form before she changed it.
function* before(form) {
  for (const it of form.elements) {
    const { name, type } = it;
    if (!name || ['hidden', 'submit', 'file'].includes(type)) continue;
    if (it.options) for (const { defaultSelected, value } of it.options) defaultSelected && (yield [`vu:${name}`, value]);
    else if (['radio', 'checkbox'].includes(type)) it.defaultChecked && (yield [`vu:${name}`, it.value]);
    else yield [`vu:${name}`, it.defaultValue];
  }
}

async function take(form, button) {
  if (form.querySelector('[type=password]')) return halfway(form, button);
  busy(form, true);
  const champs = [];
  const fichiers = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') champs.push([name, value]);
    else if (value.size) fichiers.push({ champ: name, file: value });
  }
  if (button?.name) champs.push([button.name, button.value]);
  if ('merge' in form.dataset) champs.push(...before(form));
  const field = (name) => form.querySelector(`input[type=hidden][name=${name}]`)?.value || undefined;
  const { outbox: sort } = form.dataset;
  const sujet = form.dataset.about || chosen(form);
  let id;
  try {
    remembered('1');
    await inTime(box.mine());
    const waiting = { id: field('envoi') || field('formulaire'), sort, ou: place(form), sujet, champs, fichiers, mien: Boolean(me) };
    id = await keep(waiting);
    forgetTyped(form);
  } catch {
    return withoutBox(form, button);
  }
  const outcome = (await box.send([id], progress(form))).get(id);
  if (outcome?.etat === 'recu' && !TOLD.includes(sort)) {
    await box.drop(id);
    form.dispatchEvent(new Event('kept'));
    return go(outcome.ou);
  }
  busy(form, false);
  // Somebody changed it meanwhile: she is asked which of the two stays.
  if (outcome?.etat === 'autre') return go('/envois');
  // The server has something to say to it: it says it better on its own page.
  if (['recu', 'page', 'refus'].includes(outcome?.etat) || outcome?.forme) {
    await box.drop(id);
    return pass(form, button);
  }
  form.dispatchEvent(new Event('kept'));
  forgetDrafts();
  if (outcome?.etat === 'connexion') return go(`/connexion?suite=${encodeURIComponent(location.pathname)}`);
  sayKept(form);
}

function forgetDrafts() {
  try {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith('brouillon:')) sessionStorage.removeItem(name);
  } catch {
    // Then there are none.
  }
}

// Before any other script may take it.
addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    const { submitter } = event;
    if (form.matches('form[data-outbox]') && !(PASSES in form.dataset) && (!submitter?.name || 'waits' in submitter.dataset)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!('busy' in form.dataset)) take(form, submitter);
    } else if (form.querySelector('[data-others]:enabled, [data-keeps] input:enabled:checked') && !(PASSES in form.dataset)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!form.querySelector('[data-keeps] input:enabled:checked')) sessionStorage.setItem(LEAVES, me);
      // Her key goes first: whatever comes after, nobody opens what is hers.
      box.forgetMine().finally(() => pass(form, submitter));
    }
  },
  true,
);
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) for (const form of document.querySelectorAll('form[data-busy]')) busy(form, false);
});

// The places that she could write to, for when there is no network.
async function remember() {
  const form = document.querySelector('form[data-outbox=reponse]');
  const owner = form && (await box.mine());
  if (!owner || owner.qui !== me) return;
  const here = place(form);
  const before = owner.lieux ? await box.read(owner, owner.lieux) : [];
  const places = [[here, form.dataset.about], ...before.filter(([it]) => it !== here)].slice(0, 60);
  const lieux = await box.shut(owner.cle, new TextEncoder().encode(JSON.stringify(places)));
  await box.within('readwrite', ({ keys }) => box.done(keys.put({ ...owner, lieux }, 'moi')));
}

async function look() {
  // The form of a page that comes from this phone has no id yet.
  for (const it of document.querySelectorAll('[name=envoi][value=""], [name=formulaire][value=""]')) it.value = newId();
  for (const form of me ? document.querySelectorAll('form[data-outbox]:not([data-typed])') : []) await putBack(form);
  await finish();
  const ended = me && sessionStorage.getItem(FINISHES);
  if (ended) {
    await box.drop(ended);
    sessionStorage.removeItem(FINISHES);
  }
  const keeps = document.querySelector('[data-keeps][hidden]');
  if (keeps && me && remembered()) {
    const waiting = (await box.all(me)).filter(({ etat }) => etat !== 'recu');
    keeps.hidden = !waiting.length;
    keeps.querySelector('input').disabled = !waiting.length;
  }
  // What others wrote on this phone stays, whatever becomes of hers.
  for (const others of me ? document.querySelectorAll('[data-others]:enabled') : []) {
    const count = ({ entries }) => Promise.all([entries.count(), entries.index('qui').count(me)].map(box.done));
    const [all, own] = remembered() ? await box.within('readonly', count) : [0, 0];
    others.disabled = all === own;
  }
  // She signed out, and something waits that is to be kept: everything else of hers goes.
  if (document.querySelector('[data-signed-out]') && !me) {
    const gone = sessionStorage.getItem(LEAVES);
    if (gone) for (const { id } of await box.all(gone)) await box.drop(id);
    if (gone) await box.within('readwrite', async ({ keys }) => keys.delete(IDBKeyRange.bound([TYPED, gone], [TYPED, gone, []])));
    localStorage.clear();
    sessionStorage.clear();
    indexedDB.deleteDatabase('voix');
    self.caches?.keys().then((names) => names.forEach((name) => /^(partage$|prive-)/.test(name) && caches.delete(name)), () => {});
    remembered('1');
  }
  if (me) await remember();
}

async function start() {
  if (!self.indexedDB || !self.crypto?.subtle) return;
  // What did not become a sign-out takes nothing away at the next one.
  if (me) sessionStorage.removeItem(LEAVES);
  const known = remembered() ? await box.mine() : null;
  if (me ? known?.qui !== me && (document.querySelector('form[data-outbox]') || remembered()) : known) {
    remembered('1');
    // Another person, or nobody, is signed in.
    await box.learn();
  }
  await look();
  if (remembered()) await attempt();
}

let failures = 0;
async function attempt() {
  const { failed, waits } = await box.send();
  if (!failed && !waits) {
    failures = 0;
    return;
  }
  setTimeout(() => attempt().catch(() => {}), PAUSES[Math.min(failures, PAUSES.length - 1)] * 1000);
  failures += 1;
}

addEventListener('online', () => remembered() && attempt().catch(() => {}));
// Pages are put in place without a reload.
new MutationObserver(() => look().catch(() => {})).observe(document.body, { childList: true });
start().catch(() => {});
