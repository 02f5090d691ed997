// The outbox of this phone, for pages and for the worker: what is written is kept here, locked, until the server says that it has it.
// Each thing has an id that was made here, and the server does it once however often it comes; nothing here believes the clock. What only
// pages do with it, they do themselves (`script/outbox-forms.js`).
self.outbox ||= (() => {
  const PIECE = 256 * 1024;
  // How many forms, and about how many bytes, go in one request.
  const MOST = 25;
  const HEAVY = 64000;
  // A recording is looked at before it is answered for; so many bytes of text are sooner done.
  const LONG = 8000;
  const SILENCE = 60000;
  const NOBODY = '';
  const TUS = { 'Tus-Resumable': '1.0.0' };
  const heard = new Set();
  const channel = self.BroadcastChannel && new BroadcastChannel('envois');
  const text = new TextEncoder();

  class Unreachable extends Error {}
  class Refused extends Error {}

  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  let opened;
  function base() {
    opened ??= new Promise((resolve, reject) => {
      const opening = indexedDB.open('envois', 1);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('cles');
        opening.result.createObjectStore('envois', { keyPath: 'id' }).createIndex('qui', 'qui');
        opening.result.createObjectStore('morceaux');
      };
      opening.onerror = opening.onblocked = () => reject(opening.error || new Error('blocked'));
      opening.onsuccess = () => {
        const close = () => {
          opening.result.close();
          opened = undefined;
        };
        // Who leaves fast takes all of it away, whatever is open.
        opening.result.onversionchange = opening.result.onclose = close;
        resolve(opening.result);
      };
    });
    opened.catch(() => (opened = undefined));
    return opened;
  }

  // All or nothing; only what the database answers may be waited for in it.
  async function within(mode, act) {
    const transaction = (await base()).transaction(['cles', 'envois', 'morceaux'], mode, { durability: 'strict' });
    const ended = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = transaction.onerror = () => reject(transaction.error || new Error('abort'));
    });
    const store = (name) => transaction.objectStore(name);
    const acted = act({ keys: store('cles'), entries: store('envois'), pieces: store('morceaux') });
    const [result] = await Promise.all([acted, ended]);
    return result;
  }

  const random = (count) => crypto.getRandomValues(new Uint8Array(count));
  async function shut(key, bytes) {
    const iv = random(12);
    return { iv, box: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, bytes) };
  }
  const unshut = (key, { iv, box }) => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, box);
  const shutWords = (key, value) => shut(key, text.encode(JSON.stringify(value)));
  const unshutWords = async (key, it) => JSON.parse(new TextDecoder().decode(await unshut(key, it)));

  function changed() {
    channel?.postMessage('');
    for (const tell of heard) tell();
  }
  if (channel) channel.onmessage = () => heard.forEach((tell) => tell());

  // Whose outbox this phone can open: hers who signed in last, and that of nobody in particular.
  const mine = () => within('readonly', ({ keys }) => done(keys.get('moi')));
  async function nobodys() {
    const kept = await within('readonly', ({ keys }) => done(keys.get('personne')));
    if (kept) return kept;
    const cle = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    // Whoever made one first made the only one: what another key shuts nobody opens again.
    return within('readwrite', async ({ keys }) => {
      const first = await done(keys.get('personne'));
      if (!first) keys.put({ qui: NOBODY, cle }, 'personne');
      return first || { qui: NOBODY, cle };
    });
  }
  const forgetMine = () => within('readwrite', ({ keys }) => done(keys.delete('moi')));

  async function ours(address, options) {
    const controller = new AbortController();
    const late = setTimeout(() => controller.abort(), SILENCE);
    try {
      const answer = await fetch(address, { cache: 'no-store', ...options, signal: controller.signal });
      // A network that is not ours answers everything with a page of its own; and what was too much at once is asked again later.
      if (!answer.headers.has('x-musoya') || answer.status === 429 || answer.status >= 500) throw new Unreachable(answer.status);
      return answer;
    } catch (cause) {
      throw cause instanceof Unreachable ? cause : new Unreachable(cause);
    } finally {
      clearTimeout(late);
    }
  }

  // Asks who is signed in: her key comes with her, and goes with her.
  async function learn() {
    const answer = await ours('/envois/cle');
    if (!answer.ok) throw new Unreachable(answer.status);
    const { qui, cle, pris, espaces } = await answer.json();
    if (!qui) {
      await forgetMine();
      return null;
    }
    const bytes = Uint8Array.from(cle.match(/../g), (it) => parseInt(it, 16));
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
    await within('readwrite', async ({ keys }) => {
      const before = await done(keys.get('moi'));
      const lieux = before?.qui === qui ? before.lieux : undefined;
      await done(keys.put({ qui, cle: key, pris, espaces, lieux }, 'moi'));
    });
    return mine();
  }

  const all = async (qui) => {
    const entries = await within('readonly', ({ entries }) => done(entries.index('qui').getAll(qui)));
    return entries.sort((one, other) => one.rang - other.rang);
  };
  const read = (owner, entry) => unshutWords(owner.cle, entry);

  // Writes anew what is known of an entry; what was removed meanwhile stays removed.
  // Reading, locking and keeping are three steps: where somebody else wrote in between, they are done again.
  async function write(owner, id, state, change = (it) => it) {
    let written = false;
    while (!written) {
      const entry = await within('readonly', ({ entries }) => done(entries.get(id)));
      if (!entry) return;
      const locked = await shutWords(owner.cle, change(await read(owner, entry)));
      const turn = (entry.tour || 0) + 1;
      written = await within('readwrite', async ({ entries, pieces }) => {
        const now = await done(entries.get(id));
        if (now && (now.tour || 0) + 1 !== turn) return false;
        if (now && state.etat === 'recu') pieces.delete(IDBKeyRange.bound([id], [id, []]));
        if (now) await done(entries.put({ ...entry, ...state, ...locked, tour: turn }));
        return true;
      });
    }
  }

  async function drop(id) {
    await within('readwrite', async ({ entries, pieces }) => {
      pieces.delete(IDBKeyRange.bound([id], [id, []]));
      await done(entries.delete(id));
    });
    changed();
  }

  async function ask(method, address, headers, body) {
    const answer = await ours(address, { method, headers: { ...TUS, ...headers }, body });
    if (answer.ok || [404, 409, 423].includes(answer.status)) return answer;
    throw new Refused(answer.status);
  }

  // Sends a file in pieces, from where it stopped; gives the id under which the server has it.
  async function upload(owner, entry, words, number, told) {
    const it = words.fichiers[number];
    const keepPlace = (place) => {
      it.place = place;
      return write(owner, entry.id, { etat: 'route' }, (kept) => {
        kept.fichiers[number].place = place;
        return kept;
      });
    };
    let offset = null;
    while (offset !== it.octets) {
      if (!it.place) {
        const name = btoa(String.fromCharCode(...text.encode(it.nom)));
        const begun = await ask('POST', '/envois', { 'Upload-Length': it.octets, 'Upload-Metadata': `filename ${name}` });
        await keepPlace(new URL(begun.headers.get('location'), self.location.origin).pathname);
        offset = 0;
      } else if (offset === null) {
        const answer = await ask('HEAD', it.place);
        // It was taken with its form, or waited too long.
        if (answer.status === 404) {
          await keepPlace(undefined);
          continue;
        }
        offset = Number(answer.headers.get('upload-offset'));
      }
      told?.(it.octets ? offset / it.octets : 1);
      if (offset >= it.octets) break;
      const piece = Math.floor(offset / PIECE);
      const kept = await within('readonly', ({ pieces }) => done(pieces.get([entry.id, number, piece])));
      const body = (await unshut(owner.cle, kept)).slice(offset - piece * PIECE);
      const answer = await ask('PATCH', it.place, { 'Upload-Offset': offset, 'Content-Type': 'application/offset+octet-stream' }, body);
      offset = answer.ok ? Number(answer.headers.get('upload-offset')) : null;
    }
    return it.place.split('/').pop();
  }

  // A moment that is further away than it was said to be was said by another clock.
  const isDue = ({ apres, secondes }) => {
    const left = (apres || 0) - Date.now();
    return left <= 0 || left > secondes * 1000;
  };

  async function settle(owner, outcome) {
    const { id, etat, numero, ou, mots, phrases, secondes, choix } = outcome;
    const state = { etat: ['recu', 'autre', 'refus'].includes(etat) ? etat : 'ici', connexion: etat === 'connexion', fichier: outcome.fichier };
    if (secondes) Object.assign(state, { secondes, apres: Date.now() + secondes * 1000 });
    await write(owner, id, state, (words) => {
      // What the server took or lost is sent anew with the next try.
      if (['fichier', 'refus', 'autre'].includes(etat)) words.fichiers.forEach((it) => delete it.place);
      return { ...words, numero, lieu: ou, mots: mots || words.mots, phrases, choix };
    });
  }

  async function deliver(owner, group) {
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ qui: owner.qui, envois: group.map(({ parcel }) => parcel) });
    // What nobody in particular wrote goes without a name, whoever is signed in.
    const credentials = owner.qui === NOBODY ? 'omit' : 'same-origin';
    const answer = await ours('/envois/lot', { method: 'POST', headers, body, credentials });
    if (!answer.ok) throw new Unreachable(answer.status);
    const told = await answer.json();
    if (told.qui !== owner.qui) {
      await learn();
      throw new Refused('connexion');
    }
    if (told.pris) {
      await within('readwrite', async ({ keys }) => {
        const kept = await done(keys.get('moi'));
        if (kept?.qui === owner.qui) await done(keys.put({ ...kept, pris: told.pris }, 'moi'));
      });
    }
    return told.envois;
  }

  // What did not arrive is on its way no more.
  async function land(owner) {
    for (const it of await all(owner.qui)) if (it.etat === 'route') await write(owner, it.id, { etat: 'ici' });
    changed();
  }

  // Sends what waits, or these alone; says what became of each. Where no answer comes, all of it stays.
  async function round(ids, told, outcomes) {
    for (const owner of [await mine(), await nobodys()]) {
      if (!owner) continue;
      const isWanted = (it) => (ids ? ids.includes(it.id) : ['ici', 'route'].includes(it.etat) && isDue(it));
      const waiting = (await all(owner.qui)).filter((it) => it.etat !== 'recu' && isWanted(it));
      try {
        while (waiting.length) {
          const group = [];
          let bytes = 0;
          while (waiting.length && group.length < MOST && bytes < HEAVY) {
            const entry = waiting.shift();
            const words = await read(owner, entry);
            const enclosed = [];
            try {
              for (const number of words.fichiers.keys()) {
                enclosed.push({ champ: words.fichiers[number].champ, id: await upload(owner, entry, words, number, told) });
              }
            } catch (cause) {
              if (!(cause instanceof Refused)) throw cause;
              const outcome = { id: entry.id, etat: ['401', '403'].includes(cause.message) ? 'connexion' : 'refus', fichier: true };
              outcomes.set(entry.id, outcome);
              await settle(owner, outcome);
              continue;
            }
            // Where nobody looks on, there is nobody to be shown what is like it.
            const champs = ids ? words.champs : [...words.champs, ['quand_meme', '1']];
            const parcel = { id: entry.id, ou: words.ou, champs, fichiers: enclosed };
            group.push({ entry, parcel });
            bytes += JSON.stringify(parcel).length + LONG * enclosed.length;
          }
          if (!group.length) break;
          const under = ({ entry }) => write(owner, entry.id, { etat: 'route' });
          await Promise.all(group.map(under));
          changed();
          for (const outcome of await deliver(owner, group)) {
            outcomes.set(outcome.id, outcome);
            outcomes.waits ||= outcome.etat === 'attendre';
            await settle(owner, outcome);
          }
          changed();
        }
      } finally {
        await land(owner);
      }
    }
  }

  // One tab at a time; where a browser cannot promise that, the server does each once all the same.
  async function send(ids, told, waits = Boolean(ids)) {
    const outcomes = new Map();
    const work = async (turn) => {
      if (turn === null) return;
      try {
        await round(ids, told, outcomes);
      } catch (cause) {
        if (!(cause instanceof Unreachable || cause instanceof Refused)) throw cause;
        outcomes.failed = cause.message;
        // She is signed in no more: what waits opens when she is again.
        if (cause.message === 'connexion') ids?.forEach((id) => outcomes.set(id, { id, etat: 'connexion' }));
        await later();
      }
      changed();
    };
    // Whoever waits for something of hers waits for her turn; anybody else leaves it to the one who sends.
    if (navigator.locks) await navigator.locks.request('envois', { ifAvailable: !waits }, work);
    else await work();
    return outcomes;
  }

  // The browser wakes the worker when there is a network, where it can.
  async function later() {
    try {
      const registration = self.registration || (await navigator.serviceWorker?.getRegistration());
      await registration?.sync?.register('envois');
    } catch {
      // Then it goes when a page is opened.
    }
  }

  const hear = (tell) => heard.add(tell);
  return { NOBODY, PIECE, all, changed, done, drop, forgetMine, hear, later, learn, mine, nobodys, ours, random, read, send, shut, shutWords, unshut, within, write };
})();
