/* The partner's steps: the page gets itself again and says what changed. hx-sse never retries a first connection, nor htmx a
GET; `again` does. `_htmx` is htmx's own (pinned, tested). */
(() => {
  'use strict';
  const TOGETHER = 1500;
  const source = event => event.detail?.ctx?.sourceElement?.id;
  let tries = 0, last = null, count = 0, later = 0, focused = null, folds = [], known = [];
  const parts = () => duo.all(document, '#live [data-new]');
  const there = part => part.isConnected ? part : document.getElementById('main');

  const again = event => {
    const stream = document.getElementById('stream'), id = event.target.id;
    const lost = !(event.detail?.ctx?.response?.status < 500);
    const what = id === 'again' ? lost && 'changed' : id === 'stream' && !stream._htmx?.sse && 'sse-retry';
    if (what) setTimeout(() => window.htmx.trigger(stream, what), Math.min(30000, 500 * 2 ** tries++) * (0.7 + Math.random() * 0.6));
  };
  document.addEventListener('htmx:error', again);
  document.addEventListener('htmx:response:error', again);
  document.addEventListener('htmx:sse:after:connection', () => { tries = 0; });

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
    if (task?.fragment.firstElementChild?.id !== 'live') {
      event.preventDefault();
      duo.drafts.flush();
      location.reload();
    }
    focused = document.activeElement?.closest('#live') ? document.activeElement : null;
    folds = duo.all(document, '#live details[open]');
    known = parts().map(part => part.dataset.new);
  });

  document.addEventListener('htmx:after:swap', event => {
    if (source(event) !== 'again') return;
    const live = document.getElementById('live');
    if (!live) return;
    folds.forEach(fold => { fold.open = true; });
    duo.begin(live);
    if (focused) there(focused).focus({ preventScroll: true });
    const words = live.dataset.say, way = document.getElementById('new');
    const part = way && parts().find(each => !known.includes(each.dataset.new));
    if (part) {
      way.hidden = false;
      way.firstElementChild.textContent = words;
      way.lastElementChild.onclick = () => { way.hidden = true; part.tabIndex = -1; there(part).focus(); };
    }
    announce(words, part && way.lastElementChild.textContent);
  });

  const announce = (words, way) => {
    if (!words || words === last && !way) return;
    last = words;
    count += 1;
    clearTimeout(later);
    later = setTimeout(() => {
      const many = document.getElementById('say')?.dataset.many;
      duo.say((count > 1 ? duo.fill(many, { count }) + ' ' : '') + last + (way ? ' ' + way : ''));
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

  addEventListener('online', () => {
    const stream = document.getElementById('stream'), open = stream?._htmx?.sse;
    open?.delayCanceller?.();
    if (stream) window.htmx?.trigger(stream, open ? 'changed' : 'sse-retry');
  });

  addEventListener('pageshow', event => {
    const stream = document.getElementById('stream');
    if (event.persisted && stream) window.htmx?.trigger(stream, 'changed');
  });
  duo.ready(root => { if (root === document) last = document.getElementById('live')?.dataset.say || null; });
})();
