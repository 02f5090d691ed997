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

offer();
// Pages are put in place without a reload.
new MutationObserver(offer).observe(document.body, { childList: true, subtree: true });
