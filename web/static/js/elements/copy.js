/* Copy, share, print: buttons that show themselves only where they work. */
(() => {
  'use strict';
  const can = { copy: () => navigator.clipboard, share: () => navigator.share, print: () => window.print };
  const act = {
    async copy(button) {
      await navigator.clipboard.writeText(button.dataset.copy);
      const words = button.querySelector('span'), before = words.textContent;
      words.textContent = button.dataset.done;
      duo.say(button.dataset.done);
      setTimeout(() => { words.textContent = before; }, 3000);
    },
    share: button => navigator.share({ title: button.dataset.title, url: button.dataset.share }),
    print: () => window.print(),
  };
  const kinds = Object.keys(can);

  duo.ready(root => kinds.forEach(kind => duo.all(root, `button[data-${kind}]`).forEach(button => { button.hidden = !can[kind](); })));
  document.addEventListener('click', event => {
    const button = event.target.closest?.('button[data-copy], button[data-share], button[data-print]');
    const kind = button && kinds.find(each => each in button.dataset);
    if (kind) Promise.resolve(act[kind](button)).catch(() => {});
  });
})();
