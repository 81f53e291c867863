/* Where the focus goes: to the summary of errors, from there to a field. */
(() => {
  'use strict';
  duo.ready(root => {
    if (root !== document && root.id !== 'main') return;
    const problem = root.querySelector('#problem'), head = root.id === 'main' && root.querySelector('h1');
    if (head) head.tabIndex = -1;
    (problem || head)?.focus?.();
    const toast = root.querySelector('[data-toast]');
    if (toast) setTimeout(() => duo.say(toast.dataset.toast), 500);
  });

  document.addEventListener('click', event => {
    const link = event.target.closest?.('.problem a[href^="#"]');
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    for (let fold = field.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    field.closest('[data-item]')?.removeAttribute('hidden');
    (field.closest('fieldset, .field') || field).scrollIntoView({ block: 'start' });
    field.focus({ preventScroll: true });
  });

  // "Take a break" closes.
  const close = fold => { fold.open = false; };
  document.addEventListener('keydown', event => {
    const fold = event.key === 'Escape' && document.querySelector('details.pause[open]');
    if (fold) { close(fold); fold.querySelector('summary').focus(); }
  });
  document.addEventListener('click', event => {
    const fold = document.querySelector('details.pause[open]');
    if (fold && !fold.contains(event.target)) close(fold);
  });
})();
