// Notices outside the page, where somebody wished for them. The browser is asked on a press only; what it answered is its own to keep.
const words = {
  granted: 'This browser tells you too while you look elsewhere.',
  denied: 'This browser does not let pages tell you. Its settings for this site can change that.',
};

function say() {
  const button = document.querySelector('[data-notify]');
  const said = document.querySelector('[data-notify-said]');
  if (button && said) {
    button.hidden = !('Notification' in window) || Notification.permission !== 'default';
    said.textContent = 'Notification' in window ? words[Notification.permission] ?? '' : '';
  }
}

document.addEventListener('toggle', say, true);
document.addEventListener('click', async event => {
  if (event.target.closest('[data-notify]')) {
    await Notification.requestPermission();
    say();
  }
});

const told = new Set();
new MutationObserver(() => {
  for (const toast of document.querySelectorAll('[data-toast]')) {
    if (told.has(toast.dataset.toast)) {
      continue;
    }
    told.add(toast.dataset.toast);
    if (!('Notification' in window) || Notification.permission !== 'granted' || document.hasFocus()) {
      continue;
    }
    // The same name in every tab: the browser shows one.
    const notice = new Notification(toast.querySelector('a').textContent, { body: toast.querySelector('p').textContent, tag: `switchback-${toast.dataset.toast}` });
    notice.onclick = () => {
      window.focus();
      Blazor.navigateTo(toast.dataset.href);
    };
  }
}).observe(document.body, { childList: true, subtree: true });
