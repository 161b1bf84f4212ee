// Keys of tables and flyouts, here and not on the server, so that moving about never waits for it. Listeners stand on the document,
// because pages come and go with the circuit.
const typing = 'input:not([type="checkbox"]), textarea, select, [contenteditable]';
const frames = 60;
let last = null;

const lineOf = row => Number(row.getAttribute('aria-rowindex'));
const lines = grid => [...grid.querySelectorAll('tbody tr[aria-rowindex]')];

// A row that is not drawn is scrolled to, and takes the focus when it has come.
function focusLine(grid, line) {
  const count = Number(grid.getAttribute('aria-rowcount'));
  const target = Math.max(2, Math.min(count, line));
  const scroller = grid.closest('[data-scroll]');
  const drawn = lines(grid);
  if (!drawn.length) {
    return;
  }
  const height = drawn[0].getBoundingClientRect().height;
  const head = grid.tHead.getBoundingClientRect().height;
  const top = (target - 2) * height;
  if (top < scroller.scrollTop) {
    scroller.scrollTop = top;
  } else if (top + height + head > scroller.scrollTop + scroller.clientHeight) {
    scroller.scrollTop = top + height + head - scroller.clientHeight;
  }
  let left = frames;
  (function tryFocus() {
    const row = lines(grid).find(candidate => lineOf(candidate) === target);
    if (row) {
      row.focus({ preventScroll: true });
    } else if (left-- > 0) {
      requestAnimationFrame(tryFocus);
    }
  })();
}

function focusFirstInSight(grid) {
  const head = grid.tHead.getBoundingClientRect().bottom;
  const row = lines(grid).find(candidate => candidate.getBoundingClientRect().top >= head - 1) ?? lines(grid)[0];
  row?.focus({ preventScroll: true });
}

function moveInGrid(event, grid) {
  const row = event.target.closest('tbody tr[aria-rowindex]');
  const page = Math.max(1, Math.floor(grid.closest('[data-scroll]').clientHeight / Math.max(1, (row ?? grid.tHead).getBoundingClientRect().height)) - 2);
  const to = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[event.key];
  if (event.key === 'Home' || event.key === 'End') {
    focusLine(grid, event.key === 'Home' ? 2 : Infinity);
  } else if (to && row) {
    focusLine(grid, lineOf(row) + to);
  } else if (to) {
    focusFirstInSight(grid);
  } else if (row && event.target === row && event.key === ' ') {
    row.querySelector('[data-select], button')?.click();
  } else if (row && event.target === row && event.key === 'Enter') {
    row.querySelector('[data-open], button')?.click();
  } else if (row && (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) && row.querySelector('[data-more]')) {
    row.querySelector('[data-more]').click();
  } else {
    return false;
  }
  return true;
}

// The menu of a row opens beside the button that asked for it, upwards where there is more room.
document.addEventListener('click', event => {
  const more = event.target.closest('[data-more]');
  const menu = more && document.getElementById(more.getAttribute('popovertarget'));
  if (!menu) {
    return;
  }
  const at = more.getBoundingClientRect();
  const isLow = at.bottom > innerHeight * 0.55;
  menu.style.left = `${Math.max(8, Math.min(at.left, innerWidth - 416))}px`;
  menu.style.top = isLow ? 'auto' : `${at.bottom + 4}px`;
  menu.style.bottom = isLow ? `${innerHeight - at.top + 4}px` : 'auto';
  menu.style.maxHeight = `${(isLow ? at.top : innerHeight - at.bottom) - 16}px`;
}, true);

// Before the shell's own keys: where a page has a search of its own, "/" is for that.
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) {
    return;
  }
  const grid = event.target.closest('[data-grid]');
  const isHead = event.target.closest('thead');
  if (grid && !isHead && !event.target.closest(typing) && moveInGrid(event, grid)) {
    event.preventDefault();
    return;
  }
  // From the search of a list down into it; Enter there does not send the form around it.
  if ((event.key === 'Enter' || event.key === 'ArrowDown') && event.target.matches('form.wizard [data-page-find]')) {
    event.preventDefault();
    const below = event.target.closest('section').querySelector('[data-grid]');
    if (below) {
      focusFirstInSight(below);
    }
    return;
  }
  if (event.key === '/' && !event.target.closest(typing) && document.documentElement.dataset.keys !== 'off') {
    const find = document.querySelector('[data-page-find]');
    if (find) {
      event.preventDefault();
      event.stopImmediatePropagation();
      find.focus();
      find.select();
    }
    return;
  }
  if (event.key === 'Escape' && !event.target.closest(typing) && !document.querySelector('dialog[open], [popover]:popover-open')) {
    const drop = document.querySelector('[data-drop][open]');
    if (drop) {
      drop.open = false;
      drop.querySelector('summary').focus();
      return;
    }
    document.querySelector('[data-flyout] [data-close]')?.click();
  }
}, true);

document.addEventListener('click', event => {
  for (const drop of document.querySelectorAll('[data-drop][open]')) {
    if (!drop.contains(event.target)) {
      drop.open = false;
    }
  }
});

// What opens takes the focus; when it closes, the row that it was about has it again.
new MutationObserver(() => {
  const flyout = document.querySelector('[data-flyout]');
  const key = flyout?.dataset.row ?? null;
  if (key === last) {
    return;
  }
  const before = last;
  last = key;
  if (flyout) {
    flyout.focus({ preventScroll: true });
    return;
  }
  const row = document.querySelector(`[data-grid] tr[data-key="${CSS.escape(before)}"]`);
  (row ?? document.querySelector('[data-grid]'))?.focus({ preventScroll: true });
}).observe(document.body, { childList: true, subtree: true });

// A text that the server made for this browser: names go to the clipboard, the rest is saved as a file.
let handed = '';
new MutationObserver(() => {
  const given = document.querySelector('[data-hand-over]');
  const turn = given?.dataset.turn ?? '0';
  if (!given || turn === '0' || turn === handed) {
    handed = given ? turn : '';
    return;
  }
  handed = turn;
  const text = given.textContent;
  if (given.dataset.handOver === 'Names') {
    navigator.clipboard?.writeText(text).catch(() => {});
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: given.dataset.file.endsWith('.csv') ? 'text/csv' : 'application/json' }));
  link.download = given.dataset.file;
  link.click();
  URL.revokeObjectURL(link.href);
}).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['data-turn'] });
