// Sending a file in pieces (tus 1.0.0): it goes on after a cut, after a pause, and after the page was closed. Without this
// script, or without room for it, the same form sends the file in one.
const PIECE = 256 * 1024;
const PAUSES = [1, 3, 10, 30, 60];
// The field that names a file that came in pieces.
const SENT = 'fichier_envoye';
const HEAD = { 'Tus-Resumable': '1.0.0' };
const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

class Refused extends Error {}

async function ask(method, url, headers, body) {
  const answer = await fetch(url, { method, body, headers: { ...HEAD, ...headers } });
  // A network that is not ours answers everything with its own page; our server signs each answer.
  if (!answer.headers.has('x-musoya')) throw new Error('not ours');
  // A busy server, a lock or an offset that moved are worth another try; anything else is an answer.
  if (answer.status >= 400 && answer.status < 500 && ![409, 423].includes(answer.status)) {
    throw new Refused(answer.status);
  }
  if (!answer.ok) throw new Error(answer.status);
  return answer;
}

const kept = {
  key: (form, file) => `envoi ${new URL(form.action).pathname} ${file.name} ${file.size} ${file.lastModified}`,
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      value ? localStorage.setItem(key, value) : localStorage.removeItem(key);
    } catch {
      // A phone without room for it forgets where it stopped, and that is all.
    }
  },
};

const text64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

async function begin(file) {
  const answer = await ask('POST', '/envois', {
    'Upload-Length': String(file.size),
    'Upload-Metadata': `filename ${text64(file.name)}`,
  });
  return new URL(answer.headers.get('Location'), location.href).pathname;
}

async function offsetOf(url) {
  const answer = await ask('HEAD', url);
  return Number(answer.headers.get('Upload-Offset'));
}

async function send(form, file, submitter) {
  const panel = form.querySelector('[data-progress]');
  const bar = panel.querySelector('progress');
  const said = panel.querySelector('[data-said]');
  const button = panel.querySelector('button');
  const key = kept.key(form, file);
  const words = panel.dataset;
  let paused = false;
  let wake = () => {};
  const say = (sentence) => (said.textContent = sentence);
  said.setAttribute('role', 'status');
  button.textContent = words.pause;
  panel.hidden = button.hidden = false;
  form.querySelectorAll('.actions button').forEach((it) => (it.disabled = true));
  button.onclick = () => {
    paused = !paused;
    button.textContent = paused ? words.resume : words.pause;
    if (!paused) wake();
  };
  window.addEventListener('online', () => wake());

  let url = kept.get(key);
  let offset = null;
  let failures = 0;
  while (offset !== file.size) {
    if (paused) {
      say(words.paused);
      await new Promise((done) => (wake = done));
    }
    try {
      if (!url) {
        url = await begin(file);
        kept.set(key, url);
        offset = 0;
      }
      offset ??= await offsetOf(url);
      if (offset < file.size) {
        const piece = file.slice(offset, offset + PIECE);
        const head = { 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' };
        const answer = await ask('PATCH', url, head, piece);
        offset = Number(answer.headers.get('Upload-Offset'));
      }
      failures = 0;
      const part = file.size ? offset / file.size : 1;
      bar.value = part;
      say(words.sent.replace('{percent}', Math.floor(100 * part)));
    } catch (error) {
      if (error instanceof Refused) {
        // What the server forgot is begun anew, once; what it refuses is said.
        kept.set(key, null);
        if (url && error.message === '404' && failures === 0) {
          url = offset = null;
          failures = 1;
          continue;
        }
        throw error;
      }
      offset = null;
      say(words.waiting);
      const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
      failures += 1;
      await Promise.race([wait(pause), new Promise((done) => (wake = done))]);
    }
  }
  // Whether the server takes it up the next page says; until then the phone remembers it. A voice is short: nothing of it stays here.
  if (form.dataset.upload === 'voix') kept.set(key, null);
  else kept.set('envoi fini', key);
  // Whoever keeps the file until it has arrived learns where it is now.
  const waits = [];
  form.dispatchEvent(new CustomEvent('arrived', { detail: { url, waits } }));
  await Promise.all(waits);
  form.querySelector(`input[name=${SENT}]`)?.remove();
  const fields = { [SENT]: url.split('/').pop() };
  // A form that is sent by a script does not say which button was pressed.
  if (submitter?.name) fields[submitter.name] = submitter.value;
  for (const [name, value] of Object.entries(fields)) {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }
  form.querySelector('input[type=file]').disabled = true;
  button.hidden = true;
  say(words.done);
  form.submit();
}

// After a form was answered, its file is forgotten here unless it is offered again.
function settle() {
  const key = kept.get('envoi fini');
  kept.set('envoi fini', null);
  const answered = location.search.includes('enregistre') || location.pathname.endsWith('/fichier');
  if (key && answered && !document.querySelector(`input[name=${SENT}]`)) kept.set(key, null);
}

settle();
document.addEventListener(
  'submit',
  (event) => {
    const form = event.target;
    const file = form.matches('form[data-upload]') && form.querySelector('input[type=file]')?.files[0];
    if (!file) return;
    event.preventDefault();
    event.stopPropagation();
    send(form, file, event.submitter).catch((error) => {
      const panel = form.querySelector('[data-progress]');
      const said = panel.querySelector('[data-said]');
      panel.querySelector('button').hidden = true;
      said.setAttribute('role', 'alert');
      const { large, full, failed } = panel.dataset;
      said.textContent = { 413: large, 429: large, 422: full }[error.message] ?? failed;
      form.querySelectorAll('.actions button').forEach((it) => (it.disabled = false));
    });
  },
  true,
);
