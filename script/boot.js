// Starts the WASM once the page is painted and the browser has nothing better to do.
// `__hydrateIsland` is the name under which Leptos' islands and our navigation look for it.
const { glue, wasm } = document.querySelector("script[data-glue]").dataset;

async function start() {
  try {
    const module = await import(glue);
    window.__hydrateIsland = (element, id) => module[id]?.(element);
    await module.default({ module_or_path: wasm });
    module.hydrate();
    for (const island of document.querySelectorAll("leptos-island")) {
      await window.__hydrateIsland(island, island.dataset.component);
    }
    document.documentElement.dataset.ready = "";
  } catch {
    // Without WASM every link and every form works as plain HTML. She is told what could not be had; the worker hears of a fault.
    dispatchEvent((await isFault()) ? new ErrorEvent("error", { filename: wasm }) : new Event("missed"));
  }
}

// What could not be fetched fails as what is wrong in itself does; then it can be fetched now no more than before.
async function isFault() {
  const answers = await Promise.all([glue, wasm].map((address) => fetch(address))).catch(() => []);
  return answers.length > 0 && answers.every(({ ok }) => ok);
}

function miss(cause) {
  if (cause instanceof TypeError) dispatchEvent(new Event("missed"));
}

// A page that is put in place without reload brings its script along, which does not run by itself.
new MutationObserver(() => {
  for (const { src } of document.querySelectorAll("main script[src]")) import(src).catch(miss);
}).observe(document.body, { childList: true });

if ("requestIdleCallback" in window) requestIdleCallback(start, { timeout: 2000 });
else setTimeout(start, 200);
