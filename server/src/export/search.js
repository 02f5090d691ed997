// The search of a copy on a memory card: the program that draws the directory on phones answers here too (docs/decisions/0035, 0040).
// A page that is opened from a file may fetch nothing, so `annuaire.js` brought the directory and the program as texts.
(() => {
  const { copy, pages, program } = window.musoya;
  const ABSENT = 'absent.html';
  // What is drawn here, and what an address says to have it drawn.
  const DRAWN = { '': '/annuaire', carte: '/carte', 'qui-fait-quoi': '/annuaire/qui-fait-quoi' };
  const OWN = 'recherche.html';
  const asked = new URLSearchParams(location.search);

  // Where an address of the site leads in the copy.
  function target(link) {
    const [address, place] = link.split('#');
    const [path, query] = address.split('?');
    const page = Object.keys(DRAWN).find((name) => DRAWN[name] === path);
    const searched = query && page !== undefined && `${OWN}?${page && `page=${page}&`}${query}`;
    return (pages[address] || searched || ABSENT) + (place ? `#${place}` : '');
  }

  // The page as a file can show it: its links lead to files, its pictograms are in this one, nothing in it asks the server.
  function fitted(main) {
    for (const it of main.querySelectorAll('script, [data-keep], form[method="post"]')) it.remove();
    for (const use of main.querySelectorAll('use')) use.setAttribute('href', `#${use.getAttribute('href').split('#').pop()}`);
    for (const link of main.querySelectorAll('a[href^="/"]')) {
      const to = target(link.getAttribute('href'));
      if (to === ABSENT && link.classList.contains('btn')) link.remove();
      else link.setAttribute('href', to);
    }
    for (const form of main.querySelectorAll('form[action]')) {
      if (form.getAttribute('action') === '/carte') {
        const page = Object.assign(document.createElement('input'), { type: 'hidden', name: 'page', value: 'carte' });
        form.prepend(page);
      }
      form.setAttribute('action', OWN);
    }
    return main;
  }

  async function draw() {
    const bytes = Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0));
    // It only counts and writes: whatever it could call outside is not there.
    const nothing = new Proxy({}, { get: () => () => { throw new TypeError('outside'); } });
    const { instance } = await WebAssembly.instantiate(bytes, new Proxy({}, { get: () => nothing }));
    const pocket = instance.exports;
    const hand = (text) => {
      const given = new TextEncoder().encode(text);
      const at = pocket.room(given.length);
      new Uint8Array(pocket.memory.buffer, at, given.length).set(given);
    };
    hand(copy);
    if (pocket.open() < 0) throw new TypeError('no copy');
    const path = DRAWN[asked.get('page') || ''] || DRAWN[''];
    asked.delete('page');
    hand(JSON.stringify({ path, query: [...asked], site: '', display: '', assets: {}, style: '' }));
    if (!pocket.draw()) throw new TypeError('no page');
    const html = new TextDecoder().decode(new Uint8Array(pocket.memory.buffer, pocket.written(), pocket.length()));
    const page = new DOMParser().parseFromString(html, 'text/html');
    document.title = page.title;
    document.querySelector('main').replaceChildren(...fitted(page.querySelector('main')).childNodes);
  }

  if ([...asked].some(([, value]) => value)) {
    draw().catch(() => {
      document.querySelector('[data-failed]').hidden = false;
    });
  }
})();
