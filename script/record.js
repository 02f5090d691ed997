// Recording in the page: the microphone's sound becomes the form's file, as if it had been chosen.
const KINDS = ['audio/mp4', 'audio/webm;codecs=opus', 'audio/ogg;codecs=opus'];

function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}

async function record(panel, field) {
  const { start, stop, denied, name, minutes } = panel.dataset;
  const [button, time, player] = ['button', '[data-time]', 'audio'].map((it) => panel.querySelector(it));
  const type = KINDS.find((it) => MediaRecorder.isTypeSupported(it));
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    time.textContent = denied;
    return;
  }
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 32000 });
  const pieces = [];
  const began = performance.now();
  const ticking = setInterval(() => (time.textContent = clock((performance.now() - began) / 1000)), 500);
  const limit = setTimeout(() => recorder.stop(), minutes * 60 * 1000);
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.onstop = () => {
    clearInterval(ticking);
    clearTimeout(limit);
    stream.getTracks().forEach((it) => it.stop());
    const bare = type.split(';')[0];
    const extension = { 'audio/mp4': 'm4a', 'audio/webm': 'webm', 'audio/ogg': 'ogg' }[bare];
    const file = new File(pieces, `${name}.${extension}`, { type: bare });
    const chosen = new DataTransfer();
    chosen.items.add(file);
    field.files = chosen.files;
    player.src = URL.createObjectURL(file);
    player.hidden = false;
    button.querySelector('span').textContent = start;
    button.onclick = () => record(panel, field);
  };
  button.querySelector('span').textContent = stop;
  button.onclick = () => recorder.stop();
  recorder.start(1000);
}

function offer() {
  if (!window.MediaRecorder || !navigator.mediaDevices || !KINDS.some((it) => MediaRecorder.isTypeSupported(it))) return;
  for (const panel of document.querySelectorAll('[data-recorder][hidden]')) {
    const field = panel.closest('form').querySelector('input[type=file]');
    panel.hidden = false;
    panel.querySelector('button').onclick = () => record(panel, field);
  }
}

offer();
// Pages are put in place without a reload.
new MutationObserver(offer).observe(document.body, { childList: true, subtree: true });
