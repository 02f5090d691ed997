// How many bytes came over the network today, of what the worker asks for; what pages ask for themselves they count (`script/phone.js`).
// It stays on this phone, and begins anew with its day.
const METER = 'compteur';
let today;

async function weigh(more) {
  const day = new Date().toDateString();
  if (!today) {
    const kept = await held('/', METER);
    today = kept ? await kept.json() : {};
  }
  today = { day, bytes: (today.day === day ? today.bytes : 0) + more };
  if (!leaving) await (await caches.open(METER)).put('/', new Response(JSON.stringify(today)));
}

let weighed = Promise.resolve();
new PerformanceObserver((list) => {
  const more = list.getEntries().reduce((sum, { transferSize }) => sum + transferSize, 0);
  if (more) weighed = weighed.then(() => weigh(more)).catch(() => {});
}).observe({ type: 'resource' });
