// The page of what waits to be sent: its list, forms that need no network, and all of it in a file that a passphrase shuts.
const head = document.querySelector('script[data-after]').dataset;
const STEP = 50;
const KEPT = 100;
const SHOWN = 160;
const ROUNDS = 600000;
const SHORTEST = 12;
const MAGIC = 'MUSOYA1\n';
const encoder = new TextEncoder();

const value = (words, name) => (words.champs.find(([it]) => it === name) || [])[1] || '';
const weight = (bytes) => `${bytes < 1000 ? bytes : (bytes < 1e6 ? bytes / 1000 : bytes / 1e6).toLocaleString('fr', { maximumFractionDigits: 1 })} ${bytes < 1000 ? 'octets' : bytes < 1e6 ? 'ko' : 'Mo'}`;
// What an experience says is in the names of its steps.
const STEPS = ['fait', 'avec', 'resultats', 'aide', 'frein', 'appris', 'conseil'];
const said = (words) => value(words, 'texte') || STEPS.map((it) => value(words, it)).find(Boolean) || value(words, 'precision') || '';

// The number of a topic, whatever else stands in its address.
const number = (path) => path.match(/\/(\d+)-/)?.[1];

class Board {
  constructor(page, box, asks) {
    this.page = page;
    this.box = box;
    this.asks = asks;
    this.words = page.dataset;
    this.limit = STEP;
    this.rows = new Map();
    this.find('[data-send]').onclick = () => this.send();
    this.find('[data-more]').onclick = () => {
      this.limit += STEP;
      this.show();
    };
    for (const form of page.querySelectorAll('[data-compose] form')) form.onsubmit = (event) => this.compose(event);
    for (const form of page.querySelectorAll('[data-file-form]')) form.onsubmit = (event) => this.file(event);
    box.hear(() => this.soon());
  }

  find(selector) {
    return this.page.querySelector(selector);
  }

  isBeingChanged() {
    return Boolean(this.find('[data-entries] form:not([hidden])'));
  }

  say(sentence) {
    this.find('[data-said]').textContent = sentence;
  }

  soon() {
    clearTimeout(this.waiting);
    if (this.page.isConnected) this.waiting = setTimeout(() => this.show().catch(() => {}), 100);
  }

  // Hers and nobody's; the oldest that waits first, then what arrived.
  async entries() {
    const owners = [await this.box.mine(), await this.box.nobodys()].filter(Boolean);
    const found = [];
    for (const owner of owners) for (const entry of await this.box.all(owner.qui)) found.push({ owner, entry });
    const arrived = found.filter(({ entry }) => entry.etat === 'recu').reverse();
    for (const { entry } of arrived.splice(KEPT)) await this.box.drop(entry.id);
    return [...found.filter(({ entry }) => entry.etat !== 'recu'), ...arrived];
  }

  // One look at a time, or a row would be made twice; whoever asks during one is shown the next.
  show() {
    this.next ||= Promise.resolve(this.looking)
      .catch(() => {})
      .then(() => {
        this.next = undefined;
        this.looking = this.look();
        return this.looking;
      });
    return this.next;
  }

  async look() {
    // What she is changing or listening to stays as it is.
    if (this.isBeingChanged()) return;
    const found = await this.entries();
    const total = found.reduce((sum, { entry }) => sum + entry.poids, 0);
    const waits = found.some(({ entry }) => !['recu', 'finir', 'autre'].includes(entry.etat));
    this.find('[data-total]').textContent = this.words.sum.replace('{count}', found.length).replace('{weight}', weight(total));
    this.find('[data-taking]').hidden = false;
    this.find('[data-waiting]').hidden = !found.length;
    this.find('[data-send]').hidden = !waits;
    this.find('[data-none]').hidden = Boolean(found.length);
    this.find('[data-more]').hidden = found.length <= this.limit;
    await this.list(found.slice(0, this.limit));
    const underWay = new Set(found.filter(({ entry }) => entry.etat === 'route').map(({ owner }) => owner));
    if (!this.landing && underWay.size) {
      this.landing = true;
      Promise.all([...underWay].map((it) => this.box.landed(it))).catch(() => {}).finally(() => (this.landing = false));
    }
    const own = new Set(found.map(({ entry }) => entry.id));
    const everything = await this.box.within('readonly', ({ entries }) => this.box.done(entries.getAllKeys()));
    this.find('[data-closed]').hidden = everything.every((id) => own.has(id));
  }

  // A row stays where it is while its entry is as it was: a finger that is on its way to it still finds it.
  async list(found) {
    const before = this.rows;
    const state = ({ entry }) => `${entry.id} ${entry.tour}`;
    const all = new Map(await Promise.all(found.map(async (it) => [state(it), before.get(state(it)) || (await this.row(it))])));
    // She may have begun to change one meanwhile.
    if (this.isBeingChanged()) return;
    this.rows = all;
    const rows = [...all.values()];
    for (const [index, { entry }] of found.entries()) rows[index].querySelector('[data-age]').textContent = [this.age(entry.le), weight(entry.poids)].filter(Boolean).join(' · ');
    for (const [name, item] of before) if (!this.rows.has(name)) for (const { src } of item.querySelectorAll('audio[src]')) URL.revokeObjectURL(src);
    const list = this.find('[data-entries]');
    for (const item of [...list.children]) if (!rows.includes(item)) item.remove();
    for (const [index, item] of rows.entries()) if (list.children[index] !== item) list.insertBefore(item, list.children[index] || null);
  }

  async row({ owner, entry }) {
    const { box, words: sentences } = this;
    const words = await box.read(owner, entry);
    const item = this.find('[data-entry]').content.cloneNode(true).firstElementChild;
    const part = (name) => item.querySelector(`[data-${name}]`);
    for (const kind of item.querySelectorAll('[data-kind]')) if (kind.dataset.kind !== words.sort) kind.remove();
    part('about').textContent = value(words, 'titre') || words.sujet || '';
    part('about').hidden = !part('about').textContent;
    const states = { ici: sentences.here, finir: sentences.unfinished, route: sentences.underWay, refus: sentences.refused, autre: sentences.choose, recu: sentences.received };
    part('state').textContent = entry.connexion ? sentences.signIn : states[entry.etat].replace('{number}', words.numero);
    item.dataset.etat = entry.etat;
    const text = said(words);
    part('text').textContent = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
    const why = [...(words.phrases || []), entry.fichier && sentences.file].filter(Boolean);
    if (words.mots) part('text').textContent = `${sentences.words} ${words.mots}`;
    part('why').textContent = why.join(' ');
    part('why').hidden = !why.length;
    if (words.lieu) {
      part('see').href = words.lieu;
      part('see').hidden = false;
    }
    if (entry.etat === 'autre') this.asks(this, item, { owner, entry }, words);
    if (entry.etat === 'finir') {
      part('finish').href = `${words.ou}#${entry.id}`;
      part('finish').hidden = false;
    }
    const sound = words.fichiers.findIndex(({ genre, champ }) => genre.startsWith('audio/') || champ === 'voix');
    part('listen').hidden = sound < 0 || entry.etat === 'recu';
    part('listen').onclick = async () => {
      const player = item.querySelector('audio');
      player.src = URL.createObjectURL(await box.file(owner, entry.id, sound, words.fichiers[sound]));
      player.hidden = false;
      player.play();
    };
    part('change').hidden = ['recu', 'finir', 'autre'].includes(entry.etat) || (entry.etat === 'route' && !words.phrases);
    part('change').onclick = () => {
      part('edit').hidden = false;
      part('edit').querySelector('textarea').value = text;
      part('edit').querySelector('textarea').focus();
    };
    part('edit').onsubmit = (event) => {
      event.preventDefault();
      this.change(owner, entry, text, part('edit').querySelector('textarea').value);
      part('edit').hidden = true;
    };
    const drop = part('drop-entry');
    drop.onclick = async () => {
      // What arrived is on the site; anything else is asked for twice.
      if (entry.etat === 'recu' || drop.dataset.asked) return box.drop(entry.id);
      drop.dataset.asked = '1';
      drop.querySelector('span').textContent = sentences.sure;
    };
    return item;
  }

  async change(owner, entry, before, after) {
    await this.box.write(owner, entry.id, { etat: 'ici', connexion: false, fichier: false, apres: 0 }, (words) => {
      const at = words.champs.findIndex(([, it]) => it === before && before);
      if (at < 0) words.champs.push(['texte', after]);
      else words.champs[at][1] = after;
      return { ...words, phrases: undefined };
    });
    this.box.changed();
  }

  // The clock of the phone may have been set in between: then nothing is said.
  age(since) {
    const minutes = Math.floor((Date.now() - since) / 60000);
    if (minutes < 0 || minutes > 366 * 24 * 60) return '';
    const hours = Math.floor(minutes / 60);
    const { now, minutes: some, hours: more, days } = this.words;
    if (minutes < 1) return now;
    if (hours < 1) return some.replace('{count}', minutes);
    return hours < 48 ? more.replace('{count}', hours) : days.replace('{count}', Math.floor(hours / 24));
  }

  async send() {
    this.say(this.words.sending);
    const found = await this.entries();
    const waiting = found.filter(({ entry }) => !['recu', 'autre', 'finir'].includes(entry.etat));
    const refused = waiting.filter(({ entry }) => entry.etat === 'refus' || entry.apres);
    for (const { owner, entry } of refused) await this.box.write(owner, entry.id, { etat: 'ici', apres: 0 });
    const { failed } = await this.box.send(undefined, undefined, true);
    const left = (await this.entries()).some(({ entry }) => !['recu', 'finir'].includes(entry.etat));
    this.say(failed ? this.words[failed === '429' ? 'many' : 'network'] : left ? '' : this.words.sent);
  }

  // Fills the lists of places with what the phone knows.
  async places() {
    const { box } = this;
    const owner = await box.mine();
    const topics = new Map(owner?.lieux ? await box.read(owner, owner.lieux) : []);
    const organizations = new Map();
    const library = self.caches ? await caches.open('library') : { keys: () => [] };
    // What each title ends with, as this page's own does.
    const endings = document.title.slice(this.find('h1').textContent.length);
    for (const request of await library.keys()) {
      const { pathname } = new URL(request.url);
      const topic = /^\/forum\/[^/]+\/\d+-[^/]+$/.test(pathname);
      const organization = /^\/annuaire\/[^/]+$/.test(pathname) && !['/annuaire/qui-fait-quoi', '/annuaire/reseau'].includes(pathname);
      if (!topic && !organization) continue;
      const answer = await library.match(request, { ignoreVary: true });
      const title = answer?.headers.get('x-title');
      if (!title) continue;
      const name = new DOMParser().parseFromString(decodeURIComponent(title), 'text/html').body.textContent.replace(endings, '');
      if (organization) organizations.set(`${pathname}/message`, name);
      else if (![...topics.keys()].some((it) => number(it) === number(pathname))) topics.set(`${pathname}/repondre`, name);
    }
    const [directory] = self.caches ? [await caches.match('/annuaire.json', { cacheName: 'directory' })] : [];
    const kept = directory ? (await directory.json()).organizations : [];
    // Any organisation can be asked; the address of its message names it.
    const joined = new Map([...organizations].map(([address, name]) => [address.split('/')[2], name]));
    for (const { slug, name, accepts_messages: reachable } of kept) {
      joined.set(slug, name);
      if (reachable) organizations.set(`/annuaire/${slug}/message`, name);
    }
    const asked = decodeURIComponent(location.hash.slice(1));
    const spaces = (owner?.espaces || []).map(([slug, name]) => [slug, name]);
    const lists = {
      reponse: [...topics],
      sujet: spaces.map(([slug, name]) => [`/forum/${slug}/nouveau`, name]),
      fiche: spaces.map(([slug, name]) => [`/forum/${slug}/experience`, name]),
      message: [...organizations],
      demande: [...joined],
      erreur: [...joined].map(([slug, name]) => [`/annuaire/${slug}/erreur`, name]),
      // One message of a topic, from the page in the place of its form.
      signalement: owner ? [...topics].filter(([it]) => asked.includes('/signaler?') && number(it) === number(asked)).map(([, name]) => [asked, name]) : [],
    };
    this.find('[data-signed-out]').hidden = Boolean(owner);
    for (const it of this.page.querySelectorAll('[data-visitor]')) it.hidden = Boolean(owner);
    for (const [kind, list] of Object.entries(lists)) {
      const fold = this.find(`[data-compose=${kind}]`);
      const select = fold.querySelector('[data-place]');
      const chosen = select.value || asked;
      select.replaceChildren(...list.map(([address, name]) => new Option(name, address, false, address === chosen)));
      fold.hidden = !list.length && !(kind === 'reponse' && owner);
      if (list.some(([address]) => address === asked)) fold.open = true;
      const none = fold.querySelector('[data-no-place]');
      if (none) none.hidden = Boolean(list.length);
    }
    this.find('[data-composing]').hidden = false;
  }

  async compose(event) {
    event.preventDefault();
    const form = event.target;
    const select = form.querySelector('[data-place]');
    if (!select.value) return;
    const champs = [];
    const fichiers = [];
    for (const [name, field] of new FormData(form)) {
      if (typeof field === 'string') {
        if (field) champs.push([name, field]);
      } else if (field.size) fichiers.push({ champ: name, file: field });
    }
    if (!fichiers.length && !champs.some(([name]) => name !== 'genre')) return form.querySelector('textarea').focus();
    const { compose: sort } = form.closest('[data-compose]').dataset;
    const sujet = select.selectedOptions[0].textContent;
    const mien = Boolean(await this.box.mine());
    const joins = sort === 'demande';
    if (joins) champs.push(['organisation', select.value]);
    const [path, query] = select.value.split('?');
    champs.push(...new URLSearchParams(query));
    const ou = joins ? '/rejoindre/demande' : path;
    // Somebody new has a passphrase to choose yet.
    const etat = joins && !mien ? 'finir' : 'ici';
    try {
      await this.box.keep({ sort, ou, sujet, champs, fichiers, mien, etat });
    } catch {
      this.find('[data-cannot]').hidden = false;
      this.find('[data-cannot]').scrollIntoView();
      return;
    }
    form.dispatchEvent(new Event('kept'));
    form.reset();
    form.closest('details').open = false;
    await this.show();
    this.find('[data-entries]').scrollIntoView();
    await this.send();
  }

  // A file is a sign, salt and rounds, then parts that are each shut: a length and what is shut. A part is an entry, or a piece of a file.
  async file(event) {
    event.preventDefault();
    const form = event.target;
    const tell = (sentence) => (this.find('[data-file-said]').textContent = sentence);
    const passphrase = form.querySelector('input[type=password]').value;
    if (passphrase.length < SHORTEST) return tell(this.words.fileShort);
    try {
      if (form.dataset.fileForm === 'garder') {
        await this.save(passphrase);
        tell(this.words.fileSaved);
      } else {
        tell(await this.load(form.querySelector('input[type=file]').files[0], passphrase));
        await this.show();
      }
      form.reset();
    } catch {
      tell(this.words.fileWrong);
    }
  }

  async key(passphrase, salt, rounds) {
    const words = await crypto.subtle.importKey('raw', encoder.encode(passphrase), 'PBKDF2', false, ['deriveKey']);
    const how = { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds };
    return crypto.subtle.deriveKey(how, words, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
  }

  async save(passphrase) {
    const { box } = this;
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const key = await this.key(passphrase, salt, ROUNDS);
    const rounds = new Uint8Array(new Uint32Array([ROUNDS]).buffer);
    const parts = [MAGIC, salt, rounds];
    const add = async (bytes) => {
      const { iv, box: shut } = await box.shut(key, bytes);
      parts.push(new Uint8Array(new Uint32Array([shut.byteLength]).buffer), iv, new Uint8Array(shut));
    };
    for (const { owner, entry } of await this.entries()) {
      if (entry.etat === 'recu') continue;
      const words = await box.read(owner, entry);
      words.fichiers.forEach((it) => delete it.place);
      await add(encoder.encode(JSON.stringify({ id: entry.id, qui: owner.qui, etat: entry.etat, le: entry.le, words })));
      for (const [number, it] of words.fichiers.entries()) {
        const whole = await box.file(owner, entry.id, number, it);
        for (let at = 0; at < whole.size; at += box.PIECE) await add(await whole.slice(at, at + box.PIECE).arrayBuffer());
      }
    }
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(parts, { type: 'application/octet-stream' }));
    link.download = 'envois.musoya';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async load(file, passphrase) {
    const { box } = this;
    const bytes = async (at, length) => new Uint8Array(await file.slice(at, at + length).arrayBuffer());
    const number = async (at) => new DataView((await bytes(at, 4)).buffer).getUint32(0, true);
    let at = MAGIC.length;
    if ((await file.slice(0, at).text()) !== MAGIC) throw new Error('another file');
    const rounds = await number(at + 16);
    if (rounds > 10 * ROUNDS) throw new Error('another file');
    const key = await this.key(passphrase, await bytes(at, 16), rounds);
    at += 20;
    const next = async () => {
      const length = await number(at);
      const part = { iv: await bytes(at + 4, 12), box: await bytes(at + 16, length) };
      at += 16 + length;
      return box.unshut(key, part);
    };
    const owner = await box.mine();
    let foreign = false;
    while (at < file.size) {
      const { id, qui, etat, le, words } = JSON.parse(new TextDecoder().decode(await next()));
      const fichiers = [];
      for (const { champ, nom, genre, octets } of words.fichiers) {
        const pieces = [];
        for (let left = octets; left > 0; left -= box.PIECE) pieces.push(await next());
        fichiers.push({ champ, file: new File(pieces, nom, { type: genre }) });
      }
      if (qui !== box.NOBODY && qui !== owner?.qui) foreign = true;
      // What a passphrase is still missing from is finished on this phone; anything else is sent from here.
      else await box.keep({ ...words, id, le, etat: etat === 'finir' ? etat : 'ici', fichiers, mien: qui !== box.NOBODY });
    }
    return foreign ? this.words.fileOthers : this.words.fileLoaded;
  }
}

async function start() {
  for (const page of document.querySelectorAll('[data-outbox-page]:not([data-on])')) {
    page.dataset.on = '';
    try {
      await import(head.outbox);
      await import(head.keeper);
      const box = self.outbox;
      if (!self.indexedDB || !self.crypto?.subtle) throw new Error('nothing is kept here');
      localStorage.setItem('envois', '1');
      // With the network, whoever is signed in has her key from here on.
      if (head.me && (await box.mine())?.qui !== head.me) await box.learn().catch(() => {});
      const { ask } = await import(page.querySelector('[data-entry]').dataset.script);
      const board = new Board(page, box, ask);
      await board.show();
      await board.places();
    } catch {
      page.querySelector('[data-cannot]').hidden = false;
    }
  }
}

start();
// Pages are put in place without a reload.
new MutationObserver(start).observe(document.body, { childList: true });
