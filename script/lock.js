// The lock of this phone: after two minutes without a touch the page is covered and a code is asked for. The code stays here,
// as a slow hash; the server never sees it. It stops a glance, not somebody who knows phones. It is hers who set it: whoever else signs in
// on this phone is asked for no code that she cannot know.
(() => {
  const KEPT = 'verrou';
  const TOUCHED = 'verrou-touche';
  const WAIT = 2 * 60 * 1000;
  const TRIES = 5;
  const WRONG = 'verrou-faux';
  const ROUNDS = 100000;
  // What the quick exit leaves while the server has not heard of it.
  const LEFT = 'quitte';
  const RETRY = 5000;
  const words = document.currentScript.dataset;
  const root = document.documentElement;
  let cover = null;
  let shut = false;

  const kept = () => {
    try {
      const it = JSON.parse(localStorage.getItem(KEPT));
      return it?.qui && words.me && it.qui !== words.me ? null : it;
    } catch {
      return null;
    }
  };
  const show = () => {
    root.dataset.lock = kept() ? 'on' : 'off';
  };
  const touch = () => {
    if (!cover && !shut) localStorage.setItem(TOUCHED, String(Date.now()));
  };
  // A clock that was set back, or years ahead, locks: never the other way round.
  const isLate = () => {
    const age = Date.now() - Number(localStorage.getItem(TOUCHED) || 0);
    return age >= WAIT || age < 0;
  };

  const hash = async (code, salt) => {
    const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(code), 'PBKDF2', false, ['deriveBits']);
    const bits = await crypto.subtle.deriveBits(
      { name: 'PBKDF2', hash: 'SHA-256', salt: new TextEncoder().encode(salt), iterations: ROUNDS }, key, 256);
    return Array.from(new Uint8Array(bits), (byte) => byte.toString(16).padStart(2, '0')).join('');
  };

  const lock = () => {
    if (cover || !kept()) return;
    cover = document.createElement('dialog');
    cover.className = 'lock-cover';
    const form = document.createElement('form');
    const label = document.createElement('label');
    label.textContent = words.ask;
    const input = document.createElement('input');
    Object.assign(input, { type: 'password', inputMode: 'numeric', autocomplete: 'off', maxLength: 8, className: 'input' });
    label.append(input);
    const open = document.createElement('button');
    Object.assign(open, { type: 'submit', className: 'btn btn-primary', textContent: words.open });
    const leave = document.createElement('button');
    Object.assign(leave, { type: 'button', className: 'btn', textContent: words.leave });
    leave.addEventListener('click', end);
    form.append(label, open, leave);
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const lockOf = kept();
      if (!lockOf || (await hash(input.value, lockOf.salt)) === lockOf.hash) return unlock();
      input.value = '';
      const wrong = Number(localStorage.getItem(WRONG) || 0) + 1;
      localStorage.setItem(WRONG, String(wrong));
      if (wrong >= TRIES) end();
    });
    cover.append(form);
    // Who must leave at once does not type a code first: the question takes everything else out of reach.
    const exit = document.querySelector('a.quick-exit');
    if (exit) cover.append(exit.cloneNode(true));
    cover.addEventListener('cancel', (event) => event.preventDefault());
    document.body.append(cover);
    cover.showModal();
    root.dataset.covered = '';
    input.focus();
  };
  const unlock = () => {
    cover.close();
    cover.remove();
    cover = null;
    shut = false;
    localStorage.removeItem(WRONG);
    delete root.dataset.covered;
    touch();
  };
  // Her account is closed on this phone; the answer of the server takes the lock away, and nothing else does. What waits to be sent stays,
  // without the key to it: whoever guessed wrong reads nothing, and loses nothing of anybody's.
  const end = () => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/deconnexion' });
    if (localStorage.getItem('envois')) {
      const keeps = document.createElement('input');
      Object.assign(keeps, { type: 'hidden', name: 'garder', value: '1' });
      form.append(keeps);
    }
    document.body.append(form);
    form.submit();
  };

  const save = async (form) => {
    const code = form.querySelector('input').value;
    if (!/^[0-9]{4,8}$/.test(code)) return;
    const salt = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join('');
    localStorage.setItem(KEPT, JSON.stringify({ salt, hash: await hash(code, salt), qui: words.me }));
    form.reset();
    form.querySelector('[data-lock-saved]').hidden = false;
    touch();
    show();
  };

  document.addEventListener('submit', (event) => {
    if (!event.target.matches('[data-lock-form]')) return;
    event.preventDefault();
    event.stopPropagation();
    save(event.target);
  }, true);
  document.addEventListener('click', (event) => {
    if (!event.target.closest('[data-lock-off]')) return;
    localStorage.removeItem(KEPT);
    show();
  });

  // She left fast where no network was: the server hears it before anybody sees what her session still shows.
  const leftBehind = () => {
    try {
      return localStorage.getItem(LEFT);
    } catch {
      return null;
    }
  };
  const leave = async () => {
    root.dataset.covered = '';
    try {
      const answer = await fetch('/quitter', { cache: 'no-store' });
      if (!answer.headers.has('x-musoya')) throw new Error('not ours');
      localStorage.removeItem(LEFT);
      location.reload();
    } catch {
      setTimeout(leave, RETRY);
    }
  };
  if (leftBehind()) return leave();

  show();
  shut = Boolean(kept()) && isLate();
  if (shut) {
    // Before anything is painted; the question comes when there is a body to put it in.
    root.dataset.covered = '';
    document.addEventListener('DOMContentLoaded', lock);
  } else {
    touch();
  }
  for (const name of ['pointerdown', 'keydown', 'scroll']) addEventListener(name, touch, { passive: true, capture: true });
  const look = () => {
    if (kept() && isLate()) lock();
  };
  setInterval(look, 5000);
  addEventListener('pageshow', look);
  document.addEventListener('visibilitychange', look);
})();
