// Copies the text of the <pre> beside a button that is marked data-copy. One listener on the document: buttons come and go.
document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  const text = button?.parentElement.querySelector('pre')?.textContent;
  if (!text) {
    return;
  }
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    // Browsers give the clipboard to https and loopback only: select it, so that a key press copies it.
    getSelection().selectAllChildren(button.parentElement.querySelector('pre'));
    button.textContent = 'Selected';
  }
  setTimeout(() => { button.textContent = before; }, 2000);
});
