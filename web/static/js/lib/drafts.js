/* Nothing typed is lost: drafts in this browser (sealed, 250 ms behind the hand) and on the server (every 5 s).

A form opts in by data-draft="<key>", and data-draft-url for the server. Browser drafts lie in IndexedDB under a key that
scripts cannot read out, named by their owner. They go when the server has taken the form, not when it was sent. */
(() => {
  'use strict';
  const BEHIND = 250, BETWEEN = 5000;
  const forms = new Map();

  const asked = request => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

  /* The database and its sealing key, or null where the browser has neither. */
  let opened;
  const open = () => opened ||= (async () => {
    if (!window.crypto?.subtle || !window.indexedDB) return null;
    const request = indexedDB.open('duologue', 1);
    request.onupgradeneeded = () => ['keys', 'drafts'].forEach(name => request.result.createObjectStore(name));
    const db = await asked(request);
    const store = (name, mode) => db.transaction(name, mode).objectStore(name);
    let key = await asked(store('keys', 'readonly').get('draft'));
    if (!key) {
      const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
      // Two tabs may begin at once: the first one's key stays.
      key = await new Promise((yes, no) => {
        const keys = store('keys', 'readwrite'), first = keys.get('draft');
        first.onsuccess = () => { if (!first.result) keys.put(made, 'draft'); yes(first.result || made); };
        first.onerror = () => no(first.error);
      });
    }
    return { store, key };
  })().catch(() => null);

  const name = form => duo.owner + ' ' + form.dataset.draft;

  const seal = async (form, draft) => {
    const base = await open();
    if (!base) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, base.key, new TextEncoder().encode(JSON.stringify(draft)));
    await asked(base.store('drafts', 'readwrite').put({ iv, data, at: Date.now() }, name(form)));
    return true;
  };

  const unseal = async form => {
    const base = await open();
    const found = base && await asked(base.store('drafts', 'readonly').get(name(form)));
    if (!found) return null;
    const data = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: found.iv }, base.key, found.data);
    return JSON.parse(new TextDecoder().decode(data));
  };

  const fields = form => [...form.elements].filter(field => field.name && !/^(hidden|submit|button|file|password)$/.test(field.type) && field.tagName !== 'FIELDSET');
  const picks = field => field.type === 'radio' || field.type === 'checkbox';

  const values = form => {
    const all = {};
    for (const field of fields(form)) {
      all[field.name] ||= [];
      if (!picks(field) || field.checked) all[field.name].push(field.value);
    }
    return all;
  };

  const same = (a, b) => JSON.stringify(a ?? []) === JSON.stringify(b ?? []);

  /* Only where the page has nothing, or nothing newer than what this browser saw. */
  const restore = (form, draft) => {
    const now = values(form);
    let back = false;
    for (const [field, wanted] of Object.entries(draft.values)) {
      const there = fields(form).filter(each => each.name === field);
      const blank = !(now[field] || []).some(Boolean);
      if (!there.length || same(now[field], wanted) || !wanted.some(Boolean) || !(blank || same(now[field], draft.seen[field]))) continue;
      if (picks(there[0])) there.forEach(each => { each.checked = wanted.includes(each.value); });
      else there.forEach((each, place) => { each.value = wanted[place] ?? ''; each.setAttribute('hx-morph-skip', ''); });
      there.forEach(each => each.dispatchEvent(new Event('duo:filled', { bubbles: true })));
      back = true;
    }
    return back;
  };

  const show = (form, state) => {
    const line = form.querySelector('[data-save]');
    // "We kept what you wrote" stays until the hand goes on.
    if (!line || line.dataset.state === state || line.dataset.state === 'kept' && !forms.get(form)?.touched) return;
    line.dataset.state = state;
    line.firstElementChild.textContent = line.dataset[state] || '';
  };

  const keep = async (form, quiet) => {
    const held = forms.get(form);
    if (!held || held.over) return;
    clearTimeout(held.soon);
    held.soon = 0;
    held.writing = seal(form, { values: values(form), seen: held.seen }).catch(() => false);
    if (await held.writing && !quiet && !held.over && held.unsent) show(form, navigator.onLine ? 'phone' : 'waiting');
  };

  const put = async form => {
    const held = forms.get(form), url = form.dataset.draftUrl;
    if (!held || held.over || !url || !held.unsent) return;
    clearTimeout(held.later);
    held.later = 0;
    held.unsent = false;
    held.sent = Date.now();
    const sent = values(form), body = new URLSearchParams();
    for (const [field, list] of Object.entries(sent)) list.forEach(value => body.append(field, value));
    try {
      const answer = await fetch(url, { method: 'PUT', body, keepalive: true, headers: { Accept: 'text/html' } });
      if (!answer.ok) throw answer;
      held.seen = sent;
      if (!held.unsent && !held.over) show(form, 'saved');
    } catch (problem) {
      held.unsent = !(problem instanceof Response && problem.status < 500);
      if (held.unsent) { show(form, 'waiting'); held.later = setTimeout(put, BETWEEN, form); }
    }
  };

  const typed = (form, hand) => {
    const held = forms.get(form);
    if (!held || held.over) return;
    held.touched ||= hand;
    held.unsent = true;
    held.soon ||= setTimeout(keep, BEHIND, form);
    if (form.dataset.draftUrl) held.later ||= setTimeout(put, Math.max(400, held.sent + BETWEEN - Date.now()), form);
  };

  const begin = async form => {
    if (forms.has(form)) return;
    forms.set(form, { seen: values(form), sent: 0, soon: 0, later: 0, unsent: false, over: false });
    const draft = await unseal(form).catch(() => null);
    if (draft && restore(form, draft)) { typed(form); show(form, 'kept'); }
  };

  const flush = () => forms.forEach((held, form) => {
    if (!form.isConnected) return forms.delete(form);
    if (held.soon) keep(form);
    put(form);
  });

  duo.drafts = {
    show,
    flush,
    async forget(form) {
      const held = forms.get(form);
      if (!held) return;
      held.over = true;
      clearTimeout(held.soon);
      clearTimeout(held.later);
      await held.writing;
      const base = await open();
      if (base) await asked(base.store('drafts', 'readwrite').delete(name(form))).catch(() => {});
    },
    /* Before a form goes out: stop drafts that would arrive after it. */
    hold(form) {
      const held = forms.get(form);
      if (!held) return;
      clearTimeout(held.later);
      held.later = 0;
      keep(form, true);
    },
  };

  for (const type of ['input', 'change']) {
    document.addEventListener(type, event => {
      const field = event.target, form = field.form;
      if (!form?.dataset.draft) return;
      // A field that a hand has touched is left alone when the page is morphed.
      if (!picks(field)) field.setAttribute('hx-morph-skip', '');
      typed(form, true);
    });
  }
  document.addEventListener('visibilitychange', () => { if (document.hidden) flush(); });
  addEventListener('pagehide', flush);
  addEventListener('pageshow', event => { if (event.persisted) forms.forEach(held => { held.over = false; }); });
  addEventListener('online', flush);
  duo.ready(root => duo.all(root, 'form[data-draft]').forEach(begin));
})();
