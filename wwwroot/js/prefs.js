// Theme, height of rows, time zone, single keys: attributes of the document, and cookies, so that the server draws the next page
// right from its first byte. The switches are radio buttons with data-prefer, wherever they stand.
const root = document.documentElement;
const values = { theme: ['system', 'light', 'dark'], rows: ['normal', 'dense'], tz: ['browser', 'utc', 'server'], keys: ['on', 'off'] };

function remember(name, value) {
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `${name}=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
}

function mark() {
  for (const input of document.querySelectorAll('[data-prefer]')) {
    input.checked = root.dataset[input.dataset.prefer] === input.value;
  }
}

function choose(name, value) {
  root.dataset[name] = value;
  remember(name, value);
  mark();
  if (name === 'tz') {
    // Times are written by the server.
    location.reload();
  }
}

// Listeners on the document: switches come and go with the circuit.
document.addEventListener('change', event => {
  if (event.target.dataset.prefer) {
    choose(event.target.dataset.prefer, event.target.value);
  }
});
document.addEventListener('prefer-next', event => {
  const all = values[event.detail];
  choose(event.detail, all[(all.indexOf(root.dataset[event.detail]) + 1) % all.length]);
});
// What a switch stands in has opened.
document.addEventListener('toggle', mark, true);

// The server cannot know the zone of this machine before it is told.
remember('tz-here', Intl.DateTimeFormat().resolvedOptions().timeZone);
