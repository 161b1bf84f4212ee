// Starts Blazor and keeps the page honest while its line to the server is down.
//
// The script we serve (ASP.NET Core 9) tells its state only by classes on #components-reconnect-modal:
//   components-reconnect-show      the line is down, it is trying to reconnect
//   components-reconnect-hide      it is back, the same circuit goes on
//   components-reconnect-failed    it gave up trying
//   components-reconnect-rejected  the server answered, but no longer knows this circuit (it was restarted)
// After the last two only a new circuit helps, which means a reload; and a reload before the server answers would replace
// frozen numbers, which say that they are frozen, by the browser's error page.
const banner = document.getElementById('components-reconnect-modal');
const state = name => banner.classList.contains(`components-reconnect-${name}`);
const retryEvery = 2000;

// A person whose sign-in has run out is led to sign in. A wall has nobody near it, and a sign-in page would hang there for weeks
// without a word of what it was: it stays, says so, and comes back once this browser is signed in again.
async function isServed() {
  const ask = { cache: 'no-store', signal: AbortSignal.timeout(5000) };
  if (!document.querySelector('[data-wall]')) return (await fetch('/health/live', ask)).ok;
  const page = await fetch(location.href, { ...ask, redirect: 'manual' });
  document.documentElement.toggleAttribute('data-signed-out', page.type === 'opaqueredirect');
  return page.status === 200;
}

async function reloadWhenServerAnswers() {
  for (;;) {
    try {
      if (await isServed()) {
        location.reload();
        return;
      }
    } catch {
      // Still down: ask again.
    }
    await new Promise(resolve => setTimeout(resolve, retryEvery));
  }
}

// In the zone that the page's other times are in.
function now() {
  const { tz, here } = document.documentElement.dataset;
  const zones = { utc: 'UTC', browser: here || undefined };
  return new Date().toLocaleTimeString('en-GB', { timeZone: zones[tz] });
}

// Blazor goes on knocking for half a minute before it gives up; whoever stands before the wall need not wait for that.
let asking = false;
async function askWhileLost() {
  if (asking) return;
  asking = true;
  while (document.documentElement.hasAttribute('data-line-lost') && !reloading) {
    await isServed().catch(() => false);
    await new Promise(resolve => setTimeout(resolve, retryEvery));
  }
  asking = false;
}

let reloading = false;
function follow() {
  const lost = state('show') || state('failed') || state('rejected');
  if (lost && !document.documentElement.hasAttribute('data-line-lost')) {
    banner.querySelector('[data-lost-since]').textContent = now();
  }
  document.documentElement.toggleAttribute('data-line-lost', lost);
  if (lost && document.querySelector('[data-wall]')) askWhileLost();
  if ((state('failed') || state('rejected')) && !reloading) {
    reloading = true;
    reloadWhenServerAnswers();
  }
}

new MutationObserver(follow).observe(banner, { attributes: true, attributeFilter: ['class'] });

Blazor.start({
  circuit: {
    // Quickly at first, for a hiccup; then at the pace of the loop above, which goes on for as long as it takes.
    reconnectionOptions: { maxRetries: 15, retryIntervalMilliseconds: (attempt, most) => attempt >= most ? null : attempt < 3 ? 300 : retryEvery },
  },
}).catch(() => {
  // The very first connection failed: there is no circuit to rejoin.
  banner.classList.add('components-reconnect-failed');
});
