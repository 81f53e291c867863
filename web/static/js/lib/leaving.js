/* Leaving. Quick exit (also by Shift three times in five seconds): blank at once, then the mark, then the server, then the cover;
without network the worker tells the server later. Signing out: what is typed goes to the server first.

The mark lies in the cache "left": since when, and "told" once the server knows. */
(() => {
  'use strict';
  const WITHIN = 5000, PATIENCE = 1200, DRAFTS = 500, MARK = '/left';
  const page = document.documentElement;
  const channel = window.BroadcastChannel && new BroadcastChannel('left');
  const wait = time => new Promise(done => setTimeout(done, time));
  const post = (to, body) => fetch(to, { method: 'POST', body, keepalive: true, headers: { Accept: 'text/html' } });
  let presses = [], used = false, leaving = false;

  const mark = async words => { if (window.caches) await (await caches.open('left')).put(MARK, new Response(words)); };
  const since = async () => (await window.caches?.match(MARK, { cacheName: 'left' }))?.text();

  /* What tells which pages were open. */
  const tidy = async () => {
    sessionStorage.clear();
    for (const name of await window.caches?.keys() || []) if (name.startsWith('sheets')) await caches.delete(name);
  };

  const blank = () => {
    page.classList.add('blank');
    document.title = '\u00a0';
    document.body.replaceChildren();
  };

  const away = async (drafts, at) => {
    await mark(String(at)).catch(() => {});
    channel?.postMessage('left');
    await tidy().catch(() => {});
    await Promise.race([drafts.catch(() => {}), wait(DRAFTS)]);
    const answer = await post('/exit', new URLSearchParams({ wiped: 'yes' })).catch(() => null);
    if (answer?.ok) await mark(at + ' told').catch(() => {});
    else navigator.serviceWorker?.ready.then(found => found.sync?.register('exit')).catch(() => {});
    return !!answer;
  };

  const leave = async () => {
    if (leaving) return;
    leaving = true;
    const drafts = duo.drafts.leave();
    blank();
    const there = await Promise.race([away(drafts, Date.now()), wait(PATIENCE).then(() => true)]);
    if (there || navigator.serviceWorker?.controller) return location.replace('/cover');
    // Nothing could be shown: it stays blank.
    history.replaceState(null, '', '/cover');
    addEventListener('online', () => location.replace('/cover'));
  };

  const signOut = async form => {
    const rest = await duo.drafts.settle(), words = (name, count) => duo.fill(form.dataset[name], { count });
    if (rest && form.dataset.unsent && navigator.onLine && !('warned' in form.dataset)) {
      form.dataset.warned = '';
      return duo.tell(words('unsent', rest));
    }
    const body = new URLSearchParams(new FormData(form));
    body.set('wiped', 'yes');
    const answer = await post(form.getAttribute('action'), body).catch(() => null);
    if (!answer?.ok) {
      const away = form.dataset.away ? words('away') : document.getElementById('say').dataset.offline;
      return duo.tell(away + (rest && form.dataset.kept ? ' ' + words('kept', rest) : ''));
    }
    const to = new URL(answer.url).pathname;
    if (to !== '/') return location.assign(to);
    blank();
    channel?.postMessage('out');
    await duo.drafts.wipe().catch(() => {});
    await tidy().catch(() => {});
    location.replace(to);
  };

  document.addEventListener('submit', event => {
    const form = event.target;
    if (!('exit' in form.dataset || 'signout' in form.dataset)) return;
    event.preventDefault();
    if ('exit' in form.dataset) leave(); else signOut(form);
  }, true);

  // Shift held for a capital letter is no press.
  document.addEventListener('keydown', event => { if (event.key !== 'Shift') { used = event.shiftKey; presses = []; } });
  document.addEventListener('keyup', event => {
    const form = document.querySelector('form[data-exit]');
    if (!form || event.key !== 'Shift') return;
    if (used) { used = false; return; }
    presses = [...presses.filter(at => Date.now() - at < WITHIN), Date.now()];
    const more = 3 - presses.length;
    if (more <= 0) leave();
    else duo.say(more === 1 ? form.dataset.once : duo.fill(form.dataset.more, { count: more }));
  });

  // The same person's other pages go too.
  channel?.addEventListener('message', event => {
    if (leaving) return;
    duo.drafts.leave().catch(() => {});
    blank();
    location.replace(event.data === 'out' ? '/' : '/cover');
  });

  // A page out of the browser's memory may be of somebody who has left.
  addEventListener('pageshow', event => {
    if (!event.persisted || !duo.owner) return;
    page.classList.add('blank');
    location.reload();
  });

  // The server gave a page although this browser was left: somebody came back, or it was not told yet.
  since().then(found => {
    if (!found) return;
    if (found.endsWith('told') && performance.timeOrigin > parseInt(found, 10)) caches.delete('left');
    else leave();
  }).catch(() => {});
})();
