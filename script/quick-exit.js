// The quick exit: hides the page at once, asks the server to clear this device, and opens the neutral site in its place.
(() => {
  const LINK = 'a.quick-exit';
  const WINDOW = 5000;
  const { after, build } = document.currentScript.dataset;
  const live = document.createElement('div');
  let presses = [];
  let combined = false;

  const leave = (link) => {
    const overlay = document.createElement('div');
    overlay.className = 'exit-overlay';
    document.body.replaceChildren(overlay);
    document.title = '\u00a0';
    // Fire and forget: the answer's Clear-Site-Data counts even when this page is gone, and no network is no obstacle.
    // In a copy of the site on a memory card there is no server.
    // Where there is no network, the next page that her session would show ends it first (script/lock.js).
    if (location.protocol !== 'file:') {
      try {
        localStorage.setItem('quitte', '1');
      } catch {
        // A browser that keeps nothing has nothing to read it from either.
      }
      fetch('/quitter', { keepalive: true, cache: 'no-store' }).catch(() => {});
    }
    try {
      // What waited to be sent and what she said, too, whether she wants to stay signed in and whether there is a network.
      for (const name of ['envois', 'voix']) indexedDB.deleteDatabase(name);
      localStorage.removeItem('envois');
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
    location.replace(link.dataset.neutral || link.href);
  };

  const say = (text) => {
    live.textContent = text;
  };

  // To the worker, which goes back to what started last where a new version does not.
  const stopped = () => {
    const { controller } = navigator.serviceWorker || {};
    if (controller) controller.postMessage({ stopped: build });
  };

  // In the capture phase, before any other script may take the click.
  addEventListener('click', (event) => {
    const link = event.target.closest && event.target.closest(LINK);
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leave(link);
  }, true);

  // Shift alone counts when it is let go; Shift held for a capital letter does not.
  addEventListener('keydown', (event) => {
    if (event.key === 'Shift') return;
    combined = event.shiftKey;
    presses = [];
  }, true);
  addEventListener('pointerdown', (event) => {
    combined = event.shiftKey;
  }, true);
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') return;
    const link = document.querySelector(LINK);
    const now = event.timeStamp;
    if (combined || !link) {
      combined = false;
      return;
    }
    presses = presses.filter((at) => now - at < WINDOW);
    presses.push(now);
    if (presses.length > 2) leave(link);
    else {
      say(presses.length > 1 ? link.dataset.one : link.dataset.other);
      setTimeout(say, WINDOW, '');
    }
  }, true);

  const hear = ({ filename }) => {
    if (!filename || !filename.includes('/pkg/')) return;
    stopped();
    // Once for each page.
    removeEventListener('error', hear);
  };
  addEventListener('error', hear);

  // A part that could not be had: the page works without it, says so once, and names what is here. The words stand in a page that is kept.
  const missed = async () => {
    if (live.dataset.missed) return;
    live.dataset.missed = '1';
    try {
      const answer = await fetch('/hors-ligne', { headers: { accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      document.getElementById('contenu').before(page.querySelector('[data-lost]').content);
    } catch {
      delete live.dataset.missed;
      addEventListener('online', missed, { once: true });
    }
  };
  addEventListener('missed', missed);
  // What fails to load says so to nobody but who listens before it does.
  addEventListener('error', ({ target }) => target.tagName === 'SCRIPT' && missed(), true);
  // What the page does not need in order to be read waits until it is there.
  if (after) {
    addEventListener('load', () => import(after).catch((cause) => {
      // What could not be fetched is a TypeError.
      if (cause instanceof TypeError) missed();
      else stopped();
    }));
  }
  live.className = 'sr';
  live.setAttribute('role', 'status');
  document.body.append(live);
})();
