// Switches light and dark. The choice is a cookie, so that the server draws the next page right from its first byte.
const root = document.documentElement;
const dark = () => root.dataset.theme === 'dark'
  || (root.dataset.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);

// One listener on the document: buttons come and go with the circuit.
document.addEventListener('click', event => {
  if (!event.target.closest('[data-theme-switch]')) {
    return;
  }
  root.dataset.theme = dark() ? 'light' : 'dark';
  const secure = location.protocol === 'https:' ? '; secure' : '';
  document.cookie = `theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax${secure}`;
});
