// A build is trusted once a page of it said that it started (docs/decisions/0041). Until then its pages take the place of none that did,
// and after TRIES of them that did not start, those that did are shown again.
const TRIAL = 'essai';
const BUILDS = 'versions';
const TRIES = 3;
const AGAIN = '?nouvelle-version';
let record;

// The builds of which a page started, the newest last, and how many pages of each other said that they did not.
const builds = () =>
  (record ??= (async () => {
    const kept = await held('/', BUILDS);
    return kept ? kept.json() : { started: [], failed: {} };
  })());

async function note() {
  if (!leaving) await (await caches.open(BUILDS)).put('/', new Response(JSON.stringify(await builds())));
}

// To this one the phone goes back. Where none ever started there is nothing to go back to.
const last = async () => (await builds()).started.slice(-1)[0];
const hasStarted = async (build) => (await builds()).started.includes(build);
const isBroken = async (build) => (await builds()).failed[build] >= TRIES;
const isOnTrial = async (build) => Boolean(await last()) && !(await hasStarted(build));

// What was kept until now waits for the network again.
async function doubt() {
  (await builds()).since = Date.now();
  await note();
}

// Whether a hole was mended since the worker was made that this phone has; the first one replaces none (docs/decisions/0043).
async function isUrgent() {
  const kept = await held('/', BUILDS);
  return kept && URGENT > ((await kept.json()).urgent || 0);
}

// Only what a page says counts: one that is slow, was left, or whose network broke off says nothing of its build.
async function fault(build) {
  if (!(await isOnTrial(build))) return;
  const { failed } = await builds();
  failed[build] = (failed[build] || 0) + 1;
  await note();
}

// A page of this build started: what was kept of it on trial is kept now, and what failed before is forgotten.
async function trust(build) {
  if (await hasStarted(build)) return;
  const it = await builds();
  const names = await caches.keys();
  it.started = [...it.started.filter((old) => names.includes(`shell-${old}`)), build];
  it.failed = {};
  await note();
  const trial = (await caches.has(TRIAL)) && (await caches.open(TRIAL));
  for (const request of trial ? await trial.keys() : []) {
    const page = await trial.match(request);
    if (built(page) === build && !leaving) await (await shelf(request.url)).put(request, page);
  }
  await caches.delete(TRIAL);
  await tidy();
}

// What is opened: the answer of the network, or what was kept of a build that starts where this one does not.
async function chosen(request, answer) {
  const build = built(answer);
  if (answer.status !== 200 || !isHtml(answer) || !(await isBroken(build))) return answer;
  await caches.delete(TRIAL);
  // Whoever is signed in reads what the site has now.
  const old = !caching(answer).includes('no-store') && (await kept(without(request.url)));
  if (!old || !(await hasStarted(built(old)))) return answer;
  // What is said above it stands in the page in the place of a missing one.
  const missing = await held(MISSING, HERE);
  const [, notice] = /<template data-notice="">(.*?)<\/template>/s.exec(missing ? await missing.text() : '') || ['', ''];
  return made((await old.text()).replace(/<main[^>]*>/, `$&${notice}`), old);
}

// She wants to try it once more.
async function again() {
  (await builds()).failed = {};
  await note();
  return Response.redirect('/', 302);
}

// The page that she reads was shown before the network answered, and the answer is another.
async function tell(page) {
  const is = await newer.get(page.id);
  newer.delete(page.id);
  if (is) page.postMessage('newer');
}

self.addEventListener('message', (event) => {
  const { started, stopped } = event.data;
  if (started) event.waitUntil(trust(started).then(() => tell(event.source)));
  if (stopped) event.waitUntil(fault(stopped));
});
