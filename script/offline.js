// Names the pages that are kept on this phone, the newest first, and the address that could not be had.
async function fill() {
  for (const list of document.querySelectorAll('[data-kept]:not([data-filled])')) {
    list.dataset.filled = '';
    const asked = document.querySelector('[data-asked]');
    if (asked) {
      asked.querySelector('code').textContent = decodeURI(location.pathname);
      asked.hidden = location.pathname === '/hors-ligne';
      // What no phone can do by itself.
      document.querySelector('[data-needs]').hidden = !/^\/(connexion|admin|moderation)\b/.test(location.pathname);
      // What she wanted to write to.
      document.querySelector('main a[href^="/envois"]').hash = encodeURIComponent(decodeURI(location.pathname + location.search));
    }
    const ready = document.querySelector('[data-not-ready]');
    const active = navigator.serviceWorker && navigator.serviceWorker.controller;
    if (ready) ready.hidden = Boolean(active);
    if (!active) return;
    const pages = [];
    // What everybody reads, and what is hers alone as long as she is signed in.
    for (const name of (await caches.keys()).filter((name) => name === 'library' || name.startsWith('prive-'))) {
      const library = await caches.open(name);
      for (const request of await library.keys()) {
        const answer = await library.match(request, { ignoreVary: true });
        const title = answer && answer.headers.get('x-title');
        const seen = pages.find(({ url }) => url === request.url);
        if (title && !seen) pages.push({ url: request.url, title: text(title), at: Number(answer.headers.get('x-kept')) });
      }
    }
    pages.sort((one, other) => other.at - one.at);
    for (const { url, title } of pages) {
      const [item, link, name] = ['li', 'a', 'b'].map((tag) => document.createElement(tag));
      link.className = 'list-item';
      link.href = url;
      name.textContent = title.replace(list.dataset.kept, '');
      link.append(name);
      item.append(link);
      list.append(item);
    }
    list.hidden = !pages.length;
    document.querySelector('[data-kept-none]').hidden = Boolean(pages.length);
  }
}

// A title comes as the page has it, with its marks written out.
function text(title) {
  return new DOMParser().parseFromString(decodeURIComponent(title), 'text/html').body.textContent;
}

// A browser that keeps nothing has nothing to be listed.
const start = () => fill().catch(() => {});

start();
// Pages are put in place without a reload.
new MutationObserver(start).observe(document.body, { childList: true });
