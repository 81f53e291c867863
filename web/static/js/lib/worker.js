/* The service worker: asked for once the page stands. A new one waits until nothing is being typed, then says so; the page
loads it when somebody asks. */
(() => {
  'use strict';
  const LATER = 3000, workers = navigator.serviceWorker;
  if (!workers || !('worker' in document.documentElement.dataset)) return;
  let going = false;

  const picked = field => /^(radio|checkbox)$/.test(field.type);
  const typing = () => duo.all(document, 'main :is(textarea, input:not([type="hidden"]))')
    .some(field => (picked(field) ? field.checked !== field.defaultChecked : field.value !== field.defaultValue));

  const offer = worker => {
    if (worker.state !== 'installed') return;
    if (typing()) { setTimeout(offer, LATER, worker); return; }
    const words = document.getElementById('say').dataset;
    const button = duo.make('button', { type: 'button', className: 'btn small', textContent: words.load });
    button.addEventListener('click', () => {
      going = true;
      duo.drafts.flush();
      worker.postMessage('go on');
    });
    duo.tell(words.ready).append(button);
  };

  workers.addEventListener('controllerchange', () => { if (going) location.reload(); });
  addEventListener('load', async () => {
    const found = await workers.register('/sw.js').catch(() => null);
    if (!found) return;
    const look = () => { if (found.waiting && workers.controller) offer(found.waiting); };
    found.addEventListener('updatefound', () => found.installing?.addEventListener('statechange', look));
    look();
  });
})();
