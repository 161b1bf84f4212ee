// Single keys. Which pages there are stands in the navigation: g and then the key of a link with data-go.
const root = document.documentElement;
const typing = 'input, textarea, select, [contenteditable]';
const patience = 1500;
let gone = -Infinity;

function showHelp() {
  const help = document.getElementById('keyboard-help');
  if (help && !help.open) {
    help.showModal();
    // What js/prefs.js marks when something opens; a dialog says so in newer browsers only.
    help.dispatchEvent(new Event('toggle'));
  }
}

const keys = {
  '/': () => document.querySelector('[data-find] input')?.select(),
  '?': showHelp,
  t: () => document.dispatchEvent(new CustomEvent('prefer-next', { detail: 'theme' })),
};

document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && event.target.closest('[data-find]')) {
    event.target.blur();
  }
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || root.dataset.keys === 'off'
    || event.target.closest(typing) || document.querySelector('dialog[open]')) {
    return;
  }
  if (event.timeStamp - gone < patience) {
    gone = -Infinity;
    const link = [...document.querySelectorAll('[data-go]')].find(candidate => candidate.dataset.go === event.key);
    if (link) {
      event.preventDefault();
      link.click();
      return;
    }
  }
  if (event.key === 'g') {
    gone = event.timeStamp;
  } else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

document.addEventListener('click', event => {
  if (event.target.closest('[data-help]')) {
    showHelp();
  }
  if (event.target.closest('.skip')) {
    // The base address would make another page of "#content".
    event.preventDefault();
    document.getElementById('content').focus();
  }
  // A menu has done its work when a link in it was followed.
  const menu = event.target.closest('a')?.closest('[popover]');
  if (menu?.matches(':popover-open')) {
    menu.hidePopover();
  }
});

document.addEventListener('submit', event => {
  const input = event.target.matches('[data-find]') && event.target.querySelector('input');
  if (input) {
    // The same address as the form's own, without loading the document anew.
    event.preventDefault();
    input.blur();
    Blazor.navigateTo(`/followers?query=${encodeURIComponent(input.value)}`);
    input.value = '';
  }
});
