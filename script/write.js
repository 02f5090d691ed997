// Writing in the forum: four buttons above the text, what is typed is kept on the server now and then, and topics like the one that is
// begun are named below its title; an image is made small before it is sent. Everything that is sent is sent by the form itself.
const PAUSE = 700;
const PERIOD = 15000;
// The longest side of an image that is sent, in pixels, and from how many bytes on it is made smaller.
const SIDE = 1600;
const HEAVY = 300000;

// What each button puts around or before what is marked.
const MARKS = {
  bold: (text) => ['**', text || 'mot', '**'],
  link: (text) => [`[${text || 'mot'}](`, 'https://', ')'],
  list: (text) => ['', text.replace(/^/gm, '- '), ''],
  quote: (text) => ['', text.replace(/^/gm, '> '), ''],
};

function mark(field, name) {
  const whole = name === 'list' || name === 'quote';
  let { selectionStart: start, selectionEnd: end, value } = field;
  // A list and a quote are made of whole lines.
  if (whole) start = value.lastIndexOf('\n', start - 1) + 1;
  const [before, middle, after] = MARKS[name](value.slice(start, end));
  // Whatever was written before a list or a quote ends first.
  const gap = whole && start > 0 && value[start - 2] !== '\n' ? '\n' : '';
  field.setRangeText(gap + before + middle + after, start, end);
  const from = start + gap.length + before.length;
  field.focus();
  field.setSelectionRange(whole ? from + middle.length : from, from + middle.length);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

function tools(panel) {
  const field = panel.closest('form').querySelector('textarea[name=texte]');
  field.before(panel);
  panel.hidden = false;
  panel.addEventListener('click', ({ target }) => {
    const button = target.closest('[data-mark]');
    if (button) mark(field, button.dataset.mark);
  });
}

function keep(said) {
  const form = said.closest('form');
  const typed = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === 'string')).toString();
  const say = (sentence) => {
    said.textContent = sentence;
    said.hidden = false;
  };
  let kept = typed();
  let waiting;
  let sent = false;
  const save = async (keepalive) => {
    clearTimeout(waiting);
    waiting = undefined;
    const body = typed();
    if (sent || body === kept || !form.isConnected) return;
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    try {
      const answer = await fetch(said.dataset.unsent, { method: 'POST', headers, body, keepalive });
      // A network that is not ours answers everything with its own page, and keeps nothing.
      if (!answer.ok || !answer.headers.has('x-musoya')) throw new Error(answer.status);
      kept = body;
      // What this phone remembers of it is known to the server, unless she wrote on meanwhile (script/outbox-forms.js).
      if (typed() === body) form.dispatchEvent(new Event('saved', { bubbles: true }));
      const time = new Date().toLocaleTimeString('fr', { hour: '2-digit', minute: '2-digit' });
      say(said.dataset.kept.replace('{time}', time));
    } catch {
      say(said.dataset.failed);
      waiting = setTimeout(save, PERIOD);
    }
  };
  const image = form.querySelector('input[name=image]');
  image?.addEventListener('change', () => shrink(image));
  form.addEventListener('input', () => {
    sent = false;
    waiting ??= setTimeout(save, PERIOD);
  });
  // From here on the form itself keeps it; a form with a voice once that has arrived.
  for (const event of ['submit', 'arrived', 'kept']) {
    form.addEventListener(event, () => {
      clearTimeout(waiting);
      waiting = undefined;
      sent = true;
    });
  }
  document.addEventListener('visibilitychange', () => document.hidden && save(true));
}

// A photograph of some megabytes is made small before it is sent, and what the camera wrote into it stays on the phone. Where that is
// not possible it is sent as it is, and the server does it.
async function shrink(field) {
  const [file] = field.files;
  if (!file || file.size < HEAVY || !window.createImageBitmap) return;
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(image.width, image.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.width * scale);
    canvas.height = Math.round(image.height * scale);
    const drawing = canvas.getContext('2d');
    drawing.fillStyle = '#fff';
    drawing.fillRect(0, 0, canvas.width, canvas.height);
    drawing.drawImage(image, 0, 0, canvas.width, canvas.height);
    const small = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.8));
    if (!small || small.size >= file.size || field.files[0] !== file) return;
    const chosen = new DataTransfer();
    chosen.items.add(new File([small], 'image.jpg', { type: 'image/jpeg' }));
    field.files = chosen.files;
  } catch {
    // What the browser cannot read the workshop looks at.
  }
}

function similar(panel) {
  const title = panel.closest('form').querySelector('[name=titre]');
  const list = panel.querySelector('ul');
  let waiting;
  let asked;
  title.addEventListener('input', () => {
    clearTimeout(waiting);
    asked?.abort();
    waiting = setTimeout(async () => {
      const text = title.value.trim();
      asked = new AbortController();
      let near = [];
      if (text.length > 5) {
        const address = `${panel.dataset.similar}?titre=${encodeURIComponent(text)}`;
        // Without network there is nothing to say.
        near = await fetch(address, { signal: asked.signal }).then((it) => (it.ok ? it.json() : []), () => []);
      }
      list.replaceChildren(
        ...near.map(({ titre, adresse }) => {
          const link = document.createElement('a');
          link.href = adresse;
          // What she wrote stays where it is.
          link.target = '_blank';
          link.rel = 'noopener';
          link.textContent = titre;
          const item = document.createElement('li');
          item.append(link);
          return item;
        }),
      );
      panel.hidden = near.length === 0;
    }, PAUSE);
  });
}

function offer() {
  const saves = 'economy' in document.documentElement.dataset || navigator.connection?.saveData;
  for (const [selector, begin] of [
    ['[data-tools]', tools],
    ['[data-unsent]', keep],
    ['[data-similar]', saves ? () => {} : similar],
  ]) {
    for (const panel of document.querySelectorAll(`${selector}:not([data-on])`)) {
      panel.dataset.on = '';
      begin(panel);
    }
  }
}

offer();
// Pages are put in place without a reload.
new MutationObserver(offer).observe(document.body, { childList: true, subtree: true });
