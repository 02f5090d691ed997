// Writing in the forum. Topics like the one that is being typed are named below its title; nothing is asked where data is dear.
const PAUSE = 700;

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
  for (const panel of document.querySelectorAll('[data-similar]:not([data-on])')) {
    panel.dataset.on = '';
    if (!saves) similar(panel);
  }
}

offer();
// Pages are put in place without a reload.
new MutationObserver(offer).observe(document.body, { childList: true, subtree: true });
