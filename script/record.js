// Recording in the page: the microphone's sound becomes the form's file, as if it had been chosen. Until it has arrived it is kept on
// this phone for who spoke, so that a reload, or a page that was closed, loses nothing; signing out and leaving fast forget it, and so does
// the next page with a recorder of anybody else.
const { me = '' } = document.querySelector('script[data-after]').dataset;
const KINDS = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];
const ENDINGS = { 'audio/mp4': 'm4a', 'audio/webm': 'webm', 'audio/ogg': 'ogg' };
const BITS = 24000;
const KEEP_EVERY = 5;
const FORGOTTEN_AFTER = 30 * 24 * 60 * 60 * 1000;

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// A phone without room for it, or that keeps nothing, records all the same; so does a page that does not know who speaks.
async function shelf(mode, act) {
  if (!me) return undefined;
  try {
    const opening = indexedDB.open('voix', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('voix');
    const base = await done(opening);
    try {
      return await done(act(base.transaction('voix', mode).objectStore('voix')));
    } finally {
      base.close();
    }
  } catch {
    return undefined;
  }
}

const place = (form) => new URL(form.getAttribute('action') || '', location.href).pathname;
const keep = (key, file, sent) => shelf('readwrite', (it) => it.put({ file, name: file.name, at: Date.now(), sent, qui: me }, key));
const forget = (key) => shelf('readwrite', (it) => it.delete(key));

// What somebody else said, and what waited too long, is gone before anything is offered.
async function sweep() {
  for (const key of (await shelf('readonly', (it) => it.getAllKeys())) || []) {
    const { at, qui } = await shelf('readonly', (it) => it.get(key));
    if (qui !== me || Date.now() - at > FORGOTTEN_AFTER) await forget(key);
  }
}
const swept = sweep().catch(() => {});

// What arrived and was taken by its form is wanted no more; what arrived while the form got lost is.
async function kept(key) {
  await swept;
  const it = await shelf('readonly', (shelf) => shelf.get(key));
  if (!it) return null;
  const gone = async () => {
    const answer = await fetch(it.sent, { method: 'HEAD', headers: { 'Tus-Resumable': '1.0.0' } });
    return answer.status === 404 && answer.headers.has('x-musoya');
  };
  if (it.sent && (await gone().catch(() => false))) {
    await forget(key);
    return null;
  }
  return new File([it.file], it.name, { type: it.file.type, lastModified: it.at });
}

// How strong the sound is, ten times a second.
function measure(stream, meter) {
  const Context = window.AudioContext || window.webkitAudioContext;
  if (!Context) return () => {};
  const context = new Context();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Uint8Array(analyser.fftSize);
  const ticking = setInterval(() => {
    analyser.getByteTimeDomainData(samples);
    meter.value = samples.reduce((peak, it) => Math.max(peak, Math.abs(it - 128)), 0) / 128;
  }, 100);
  meter.hidden = false;
  return () => {
    clearInterval(ticking);
    meter.hidden = true;
    context.close();
  };
}

class Recorder {
  constructor(panel) {
    this.form = panel.closest('form');
    this.words = panel.dataset;
    this.longest = Number(panel.dataset.minutes) * 60;
    this.field = this.form.querySelector('input[type=file]');
    const parts = ['[data-record]', '[data-time]', '[data-level]', 'audio', '[data-drop]'];
    [this.button, this.time, this.meter, this.player, this.drop] = parts.map((it) => panel.querySelector(it));
    this.begin = this.button.querySelector('span').textContent;
    this.button.onclick = () => (this.recorder ? this.recorder.stop() : this.record());
    this.drop.onclick = () => this.take(null);
    // Here one records; a file that is there already can be chosen.
    this.field.removeAttribute('capture');
    this.form.addEventListener('arrived', ({ detail }) => {
      if (this.file) detail.waits.push(keep(place(this.form), this.file, detail.url));
    });
    // The outbox has it now.
    this.form.addEventListener('kept', () => this.take(null));
    kept(place(this.form)).then((file) => {
      if (!file || this.recorder || this.field.files.length) return;
      this.take(file);
      this.time.textContent = this.words.kept;
    });
    panel.hidden = false;
  }

  say(word) {
    this.button.querySelector('span').textContent = word;
  }

  async record() {
    const type = KINDS.find((it) => MediaRecorder.isTypeSupported(it));
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.time.textContent = this.words.denied;
      return;
    }
    const bare = type.split(';')[0];
    const pieces = [];
    const file = () => new File(pieces, `${this.words.name}.${ENDINGS[bare]}`, { type: bare });
    const began = performance.now();
    const seconds = () => (performance.now() - began) / 1000;
    const silence = measure(stream, this.meter);
    const ticking = setInterval(() => {
      this.time.textContent = `${clock(seconds())} / ${clock(this.longest)}`;
      if (seconds() >= this.longest) this.recorder?.stop();
    }, 500);
    this.recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: BITS });
    this.recorder.ondataavailable = ({ data }) => {
      pieces.push(data);
      if (pieces.length % KEEP_EVERY === 0) keep(place(this.form), file());
    };
    this.recorder.onstop = () => {
      clearInterval(ticking);
      silence();
      stream.getTracks().forEach((it) => it.stop());
      this.recorder = null;
      this.time.textContent = clock(seconds());
      this.take(file());
      keep(place(this.form), this.file);
    };
    this.say(this.words.stop);
    this.recorder.start(1000);
  }

  // The file of the form from now on, to be listened to, done again, or thrown away.
  take(file) {
    this.file = file;
    const chosen = new DataTransfer();
    if (file) chosen.items.add(file);
    this.field.files = chosen.files;
    if (this.player.src) URL.revokeObjectURL(this.player.src);
    this.player.hidden = this.drop.hidden = !file;
    if (file) {
      this.player.src = URL.createObjectURL(file);
      this.say(this.words.again);
    } else {
      this.player.removeAttribute('src');
      this.time.textContent = '';
      this.say(this.begin);
      forget(place(this.form));
    }
  }
}

function offer() {
  if (!window.MediaRecorder || !navigator.mediaDevices || !KINDS.some((it) => MediaRecorder.isTypeSupported(it))) return;
  for (const panel of document.querySelectorAll('[data-recorder][hidden]')) {
    panel.recorder = new Recorder(panel);
  }
}

offer();
// Pages are put in place without a reload.
new MutationObserver(offer).observe(document.body, { childList: true, subtree: true });
