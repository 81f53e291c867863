/* The partner's steps: the page gets itself again when the stream says so, and says in one sentence what changed.

hx-sse never retries a first connection that failed, nor htmx the getting; `again` does. `_htmx` is htmx's own (pinned; a test holds it). */
(() => {
  'use strict';
  const TOGETHER = 1500;
  const source = event => event.detail?.ctx?.sourceElement?.id;
  let tries = 0, last = null, count = 0, later = 0, focused = null, folds = [];

  const again = event => {
    const stream = document.getElementById('stream'), id = event.target.id;
    const lost = !(event.detail?.ctx?.response?.status < 500);
    const what = id === 'again' ? lost && 'changed' : id === 'stream' && !stream._htmx?.sse && 'sse-retry';
    if (what) setTimeout(() => window.htmx.trigger(stream, what), Math.min(30000, 500 * 2 ** tries++) * (0.7 + Math.random() * 0.6));
  };
  document.addEventListener('htmx:error', again);
  document.addEventListener('htmx:response:error', again);
  document.addEventListener('htmx:sse:after:connection', () => { tries = 0; });

  /* The session moved to another page: go there as a whole. */
  document.addEventListener('htmx:before:response', event => {
    const raw = event.detail.ctx.response.raw;
    if (source(event) !== 'again' || !raw.redirected || new URL(raw.url).pathname === location.pathname) return;
    event.preventDefault();
    duo.drafts.flush();
    location.replace(raw.url);
  });

  document.addEventListener('htmx:before:swap', event => {
    if (source(event) !== 'again') return;
    const task = event.detail.tasks.find(each => each.type === 'main');
    if (task?.swapSpec.style === 'none') return;
    // No live part in the answer: signed out elsewhere, or the cover.
    if (task?.fragment.firstElementChild?.id !== 'live') {
      event.preventDefault();
      duo.drafts.flush();
      location.reload();
    }
    focused = document.activeElement?.closest('#live') ? document.activeElement : null;
    folds = duo.all(document, '#live details[open]');
  });

  document.addEventListener('htmx:after:swap', event => {
    if (source(event) !== 'again') return;
    const live = document.getElementById('live');
    if (!live) return;
    folds.forEach(fold => { fold.open = true; });
    duo.begin(live);
    if (focused && !focused.isConnected) document.getElementById('main').focus({ preventScroll: true });
    announce(live.dataset.say);
  });

  const announce = words => {
    if (!words || words === last) return;
    last = words;
    count += 1;
    clearTimeout(later);
    later = setTimeout(() => {
      const many = document.getElementById('say')?.dataset.many;
      duo.say(count > 1 ? duo.fill(many, { count }) + ' ' + last : last);
      count = 0;
    }, TOGETHER);
  };

  document.addEventListener('presence', event => {
    const word = String(event.detail?.data || '').trim();
    duo.all(document, '[data-presence]').forEach(line => {
      if (!(word in line.dataset)) return;
      line.className = 'presence ' + word;
      line.textContent = line.dataset[word];
    });
  });

  // The next try may be a minute away; the network is back now.
  addEventListener('online', () => {
    const stream = document.getElementById('stream'), open = stream?._htmx?.sse;
    open?.delayCanceller?.();
    if (stream) window.htmx?.trigger(stream, open ? 'changed' : 'sse-retry');
  });

  // A page taken out of the browser's memory may be old.
  addEventListener('pageshow', event => {
    const stream = document.getElementById('stream');
    if (event.persisted && stream) window.htmx?.trigger(stream, 'changed');
  });
  duo.ready(root => { if (root === document) last = document.getElementById('live')?.dataset.say || null; });
})();
