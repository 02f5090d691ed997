// Hands a file itself on through the phone's share sheet, also without network where the phone has it: the card of an organisation, a
// document, a collection. Where the phone shares no such file, the link downloads it.

// Only what everybody may read, whoever is signed in here: the file leaves this phone. The worker answers with what is kept.
async function taken({ href, name, type }) {
  const answer = await fetch(href, { credentials: 'omit', headers: type === 'text/html' ? { accept: 'text/html' } : {} });
  if (!answer.ok || !answer.headers.has('x-musoya')) throw new TypeError(href);
  return new File([await answer.blob()], name, { type });
}

const all = (files) => Promise.all(files.map(taken));
// Chromium says yes to any type and refuses all but these when it has the file; there a collection goes as the files in it.
const TYPES = /^(application\/pdf$|audio\/|image\/|text\/|video\/)/;
const isTaken = ({ type }) => !navigator.userAgentData || TYPES.test(type);
const isShared = (files) => files.length > 0 && files.every(isTaken) && navigator.canShare({ files: files.map(({ name, type }) => new File([''], name, { type })) });

function offer(link) {
  const { href, dataset } = link;
  const said = link.querySelector('span');
  const [first, ...others] = [[{ href, name: dataset.name, type: dataset.type }], JSON.parse(dataset.parts || '[]')].filter(isShared);
  if (!first) return;
  const own = said.textContent;
  let files = null;
  let busy = false;
  const share = async () => {
    if (!files) {
      said.textContent = dataset.busy;
      files = await all(first).catch((cause) => {
        if (others.length) return all(others[0]);
        throw cause;
      });
    }
    await navigator.share({ files, title: dataset.title });
  };
  said.textContent = dataset.word;
  link.hidden = false;
  link.onclick = async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const was = files;
    try {
      await share();
      said.textContent = dataset.word;
    } catch ({ name }) {
      if (!files) said.textContent = dataset.network;
      // She closed the sheet.
      else if (name === 'AbortError') said.textContent = dataset.word;
      // Fetching took longer than a touch counts: the file is there now, and the next touch opens the sheet.
      else if (name === 'NotAllowedError' && !was) said.textContent = dataset.again;
      else {
        said.textContent = own || dataset.refused;
        link.onclick = null;
      }
    }
    busy = false;
  };
}

function start() {
  if (!navigator.canShare) return;
  for (const link of document.querySelectorAll('[data-share]:not([data-alive])')) {
    link.dataset.alive = '';
    offer(link);
  }
}

start();
// Pages are put in place without a reload.
new MutationObserver(start).observe(document.body, { childList: true });
