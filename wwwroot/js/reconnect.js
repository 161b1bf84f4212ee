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

async function reloadWhenServerAnswers() {
  for (;;) {
    try {
      const answer = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(5000) });
      if (answer.ok) {
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

let reloading = false;
function follow() {
  const lost = state('show') || state('failed') || state('rejected');
  if (lost && !document.documentElement.hasAttribute('data-line-lost')) {
    banner.querySelector('[data-lost-since]').textContent = now();
  }
  document.documentElement.toggleAttribute('data-line-lost', lost);
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
