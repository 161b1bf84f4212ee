// What the wall does by itself, for weeks, with nobody near it: its own clock, the age of its data, and a new start when it is stuck.
// Blazor draws everything else. Where this script writes, Blazor draws nothing (empty elements), so neither undoes the other.
const beatLostAfter = 60_000;
const freshEvery = 24 * 3600_000;
const knownEvery = 20 * 60_000;
const root = document.documentElement;
const started = performance.now();

let beat = null;
let beatAt = performance.now();
let asking = false;

const put = (element, text) => { if (element && element.textContent !== text) element.textContent = text; };
const two = number => String(number).padStart(2, '0');

function span(ms) {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
}

// Only when the very page can be had: an error page or a sign-in page would have no script that ever comes back.
async function reloadWhenServed() {
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch(location.href, { cache: 'no-store', redirect: 'manual', signal: AbortSignal.timeout(5000) });
    root.toggleAttribute('data-signed-out', answer.type === 'opaqueredirect');
    if (answer.status === 200) {
      location.reload();
      return;
    }
  } catch {
    // Not there: asked again with a later tick.
  }
  // Not more often than this, whatever the ticks do.
  setTimeout(() => { asking = false; }, 5000);
}

function tick() {
  const wall = document.querySelector('[data-wall]');
  const now = performance.now();
  if (!wall) {
    root.removeAttribute('data-wall-old');
    // The page died before it was drawn: only where a wall should be.
    if (location.pathname.startsWith('/wall') && now - beatAt > beatLostAfter) reloadWhenServed();
    return;
  }
  if (wall.dataset.beat !== beat) {
    beat = wall.dataset.beat;
    beatAt = now;
  }
  const sinceBeat = now - beatAt;
  const clock = new Date();
  put(wall.querySelector('[data-clock]'), `${two(clock.getHours())}:${two(clock.getMinutes())}:${two(clock.getSeconds())}`);

  // The server said how old the data were; from there on the browser counts, whichever clock is wrong.
  const known = wall.dataset.age !== undefined;
  const age = known ? Number(wall.dataset.age) + sinceBeat : null;
  const lost = root.hasAttribute('data-line-lost') || sinceBeat > 10_000;
  const old = lost || (known && age > Number(wall.dataset.oldAfter));
  root.toggleAttribute('data-wall-old', old);
  const why = root.hasAttribute('data-signed-out')
    ? 'the sign-in of this wall has run out. Sign in again in this browser, in another tab; the wall then comes back by itself.'
    : `no connection to Switchback for ${span(sinceBeat)}.`;
  put(wall.querySelector('[data-warning]'), lost
    ? `FROZEN: ${why} What you see is ${known ? `${span(age)} old` : 'old'}.`
    : old ? `OLD: no cluster has answered for ${span(age)}. What you see is how it was.` : '');
  if (known) put(wall.querySelector('[data-age-words]'), old ? `not live · data ${span(age)} old` : `live · data ${span(age)} old`);

  // A few pixels to and fro over the hour, so that nothing burns in.
  const minute = Math.floor(clock.getTime() / 60_000);
  wall.style.setProperty('--drift-x', `${minute % 5 - 2}px`);
  wall.style.setProperty('--drift-y', `${Math.floor(minute / 5) % 5 - 2}px`);

  if (sinceBeat > beatLostAfter || now - started > freshEvery) reloadWhenServed();
}

setInterval(tick, 250);
tick();

// An open circuit asks for nothing, so a sign-in that lasts as long as it is used would run out under the wall. This uses it.
setInterval(() => {
  if (document.querySelector('[data-wall]')) fetch(location.href, { cache: 'no-store', redirect: 'manual' }).catch(() => {});
}, knownEvery);
