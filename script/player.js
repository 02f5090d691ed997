// Beside the browser's own player, which needs no script: steps of 15 seconds, and a slower or faster voice.
const STEP = 15;
const RATES = [1, 1.25, 1.5, 0.75];

function offer() {
  for (const panel of document.querySelectorAll('[data-steps][hidden]')) {
    const player = panel.parentElement.querySelector('audio');
    const [back, forward, speed] = panel.querySelectorAll('button');
    const jump = (seconds) => {
      const end = Number.isFinite(player.duration) ? player.duration : Infinity;
      player.currentTime = Math.min(Math.max(player.currentTime + seconds, 0), end);
    };
    const say = () => {
      speed.textContent = panel.dataset.speed.replace('{rate}', player.playbackRate.toLocaleString('fr'));
    };
    back.onclick = () => jump(-STEP);
    forward.onclick = () => jump(STEP);
    speed.onclick = () => {
      player.playbackRate = RATES[(RATES.indexOf(player.playbackRate) + 1) % RATES.length];
      say();
    };
    say();
    panel.hidden = false;
  }
}

// Who points at something that was said stops the voice there: the instant is written for her.
function listen() {
  for (const field of document.querySelectorAll('input[data-instant]')) {
    delete field.dataset.instant;
    for (const player of field.closest('main').querySelectorAll('audio')) {
      player.addEventListener('pause', () => {
        if (player.ended) return;
        const second = Math.floor(player.currentTime);
        field.value = `${Math.floor(second / 60)}:${String(second % 60).padStart(2, '0')}`;
      });
    }
  }
}

function begin() {
  offer();
  listen();
}

begin();
// Pages are put in place without a reload.
new MutationObserver(begin).observe(document.body, { childList: true, subtree: true });
