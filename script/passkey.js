// Passkeys (WebAuthn): asks the browser, puts its answer into the page's own form and sends it. The server decides everything.
const FAILURES = {
  NotAllowedError: 'stopped',
  AbortError: 'stopped',
  InvalidStateError: 'known',
  NotSupportedError: 'unable',
  ConstraintError: 'unable',
};
// ES256, EdDSA, RS256 (RFC 8152 and 8812), the dearest to the server last.
const KINDS = [-7, -8, -257];
const WAIT = 4 * 60 * 1000;

const written = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes ?? [])))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
const read = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (it) => it.charCodeAt(0));

async function make({ dataset }) {
  const key = await navigator.credentials.create({
    publicKey: {
      challenge: read(dataset.challenge),
      rp: { id: dataset.party, name: 'Musoya Applic' },
      user: { id: read(dataset.user), name: dataset.name, displayName: dataset.name },
      pubKeyCredParams: KINDS.map((alg) => ({ type: 'public-key', alg })),
      excludeCredentials: dataset.known.split(' ').filter(Boolean).map((id) => ({ type: 'public-key', id: read(id) })),
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
      timeout: WAIT,
    },
  });
  return {
    client: key.response.clientDataJSON,
    authentificateur: key.response.getAuthenticatorData(),
    publique: key.response.getPublicKey(),
  };
}

async function enter(form) {
  const answer = await fetch('/connexion/defi', { method: 'POST' });
  if (!answer.ok) throw new Error(answer.status);
  const { challenge, party } = await answer.json();
  const key = await navigator.credentials.get({
    publicKey: { challenge: read(challenge), rpId: party, userVerification: 'required', timeout: WAIT },
  });
  const stays = document.querySelector('[name=rester]');
  if (stays?.checked) put(form, 'rester', '1');
  return {
    cle: key.rawId,
    client: key.response.clientDataJSON,
    authentificateur: key.response.authenticatorData,
    signature: key.response.signature,
    personne: key.response.userHandle,
  };
}

function put(form, name, value) {
  const field = form.querySelector(`input[name="${name}"]`) ?? document.createElement('input');
  Object.assign(field, { type: 'hidden', name, value });
  form.append(field);
}

async function send(form) {
  const said = form.querySelector('[data-said]');
  const button = form.querySelector('button');
  said.hidden = true;
  button.disabled = true;
  try {
    const answer = await { make, enter }[form.dataset.passkey](form);
    for (const [name, bytes] of Object.entries(answer)) put(form, name, written(bytes));
    form.submit();
  } catch (error) {
    said.setAttribute('role', 'alert');
    said.textContent = said.dataset[FAILURES[error.name] ?? 'failed'];
    said.hidden = false;
  }
  button.disabled = false;
}

document.addEventListener(
  'submit',
  (event) => {
    if (!event.target.matches('form[data-passkey]')) return;
    event.preventDefault();
    event.stopPropagation();
    send(event.target);
  },
  true,
);

const hasPasskeys = 'getPublicKey' in (window.AuthenticatorAttestationResponse?.prototype ?? {});
document.documentElement.dataset.passkeys = hasPasskeys ? 'on' : 'off';
