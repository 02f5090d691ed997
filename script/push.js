// Phones that ring: asks the browser by her tap alone, puts its answer into the page's own form and sends it. The server decides the rest.
const said = (form, word) => {
  const line = form.querySelector('[data-said]');
  line.setAttribute('role', 'alert');
  line.textContent = line.dataset[word];
  line.hidden = false;
};
const subscription = async () => (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription();

async function turnOn(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== 'granted') return said(form, 'refused');
    // Who held the phone before has an address of her own, which ends here.
    await (await subscription())?.unsubscribe();
    const { pushManager } = await navigator.serviceWorker.register('/sw.js');
    await navigator.serviceWorker.ready;
    const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: form.dataset.key });
    form.elements.abonnement.value = JSON.stringify(made);
    form.submit();
  } catch {
    said(form, 'failed');
  } finally {
    button.disabled = false;
  }
}

// The browser forgets its address too; the server does so in any case.
async function turnOff(form, button) {
  await subscription().then((it) => it?.unsubscribe()).catch(() => {});
  const deed = document.createElement('input');
  Object.assign(deed, { type: 'hidden', name: button.name, value: button.value });
  form.append(deed);
  form.submit();
}

document.addEventListener(
  'submit',
  (event) => {
    const { target, submitter } = event;
    const on = target.matches('form[data-phone=on]');
    if (!on && !(target.matches('form[data-phone=off]') && submitter?.value === 'retirer')) return;
    event.preventDefault();
    event.stopPropagation();
    if (on) turnOn(target);
    else turnOff(target, submitter);
  },
  true,
);

const can = 'PushManager' in window && 'serviceWorker' in navigator && 'Notification' in window;
document.documentElement.dataset.push = can ? 'on' : 'off';
