// The door of a meeting: where the browser reads codes with the camera, what it reads is written into the form and sent.
const ON = 'camera';
// What was read last: it is before the camera still when the page comes again.
const LAST = 'fiche-lue';
// So many looks without any code, two seconds, and it was taken away.
const GONE = 8;

function start(form) {
  const button = form.querySelector('[data-look]');
  const frame = form.querySelector('[data-camera]');
  const video = frame.querySelector('video');
  const field = form.querySelector('[name=fiche]');
  let stream;
  let without = 0;

  const stop = () => {
    for (const track of stream?.getTracks() ?? []) track.stop();
    stream = undefined;
    frame.hidden = true;
  };

  async function look(detector) {
    if (!stream) return;
    // Another form stands in its place, and looks itself.
    if (!form.isConnected) return stop();
    if (!document.hidden && !form.hidden) {
      const found = await detector.detect(video).catch(() => []);
      const text = found.map(({ rawValue }) => rawValue).find((it) => it.includes('fiche='));
      without = text ? 0 : without + 1;
      if (without >= GONE) sessionStorage.removeItem(LAST);
      if (text && text !== sessionStorage.getItem(LAST)) {
        sessionStorage.setItem(LAST, text);
        // Whatever was read: the door says what it is.
        field.value = text;
        form.requestSubmit();
      }
    }
    setTimeout(look, 250, detector);
  }

  async function open() {
    stop();
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      video.srcObject = stream;
      frame.hidden = false;
      await video.play();
      sessionStorage.setItem(ON, '1');
      look(new BarcodeDetector({ formats: ['qr_code'] }));
    } catch {
      // No camera, or not allowed: the code is typed.
      stop();
      sessionStorage.removeItem(ON);
      button.hidden = true;
      field.focus();
    }
  }

  button.hidden = false;
  button.addEventListener('click', () =>
    stream ? (stop(), sessionStorage.removeItem(ON), sessionStorage.removeItem(LAST)) : open(),
  );
  addEventListener('pagehide', stop);
  if (sessionStorage.getItem(ON)) open();
}

// Whoever was kept without network is not the last one: the form is ready for the next.
function ready(form) {
  let said;
  form.addEventListener('kept', () =>
    setTimeout(() => {
      said?.remove();
      said = form.previousElementSibling;
      form.hidden = false;
      form.querySelector('[name=fiche]').value = '';
      form.querySelector('[name=formulaire]').value = crypto.randomUUID();
    }),
  );
}

// Pages are put in place without a reload.
let known;
function begin() {
  const form = document.querySelector('form[data-scan]');
  if (!form || form === known) return;
  known = form;
  ready(form);
  if (self.BarcodeDetector && navigator.mediaDevices?.getUserMedia) start(form);
}
begin();
new MutationObserver(begin).observe(document.body, { childList: true, subtree: true });
