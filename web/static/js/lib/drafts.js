/* Nothing typed is lost: drafts in this browser (sealed, 250 ms behind the hand) and on the server (every 5 s).

A form opts in by data-draft="<key>", and data-draft-url for the server. Browser drafts lie in IndexedDB, named by their
owner, under a key that pages bring and no browser keeps: once somebody has left, nobody can open them. They go when the server
has taken the form, not when it was sent. */
(() => {
  'use strict';
  const BEHIND = 250, BETWEEN = 5000;
  const forms = new Map(), text = new TextEncoder();

  const asked = request => new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

  /* The store and the sealing key, or null where the browser has neither, or nobody is there. */
  let opened;
  const open = () => opened ||= (async () => {
    const seal = document.documentElement.dataset.seal;
    if (!seal || !window.crypto?.subtle || !window.indexedDB) return null;
    const request = indexedDB.open('duologue', 2);
    request.onupgradeneeded = () => {
      const db = request.result;
      [...db.objectStoreNames].forEach(name => db.deleteObjectStore(name));
      db.createObjectStore('drafts');
    };
    const db = await asked(request);
    const raw = await crypto.subtle.digest('SHA-256', text.encode(seal));
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    return { key, store: mode => db.transaction('drafts', mode).objectStore('drafts') };
  })().catch(() => null);

  const name = form => duo.owner + ' ' + form.dataset.draft;

  const seal = async (form, draft, there) => {
    const base = await open();
    if (!base) return false;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const data = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, base.key, text.encode(JSON.stringify(draft)));
    await asked(base.store('readwrite').put({ iv, data, there }, name(form)));
    return true;
  };

  const unseal = async id => {
    const base = await open();
    const found = base && await asked(base.store('readonly').get(id));
    if (!found) return null;
    const data = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: found.iv }, base.key, found.data);
    return { there: found.there, ...JSON.parse(new TextDecoder().decode(data)) };
  };

  const drop = async id => { const base = await open(); if (base) await asked(base.store('readwrite').delete(id)).catch(() => {}); };

  /* The names of all drafts of whoever is signed in. */
  const own = async () => {
    const base = await open(), all = base ? await asked(base.store('readonly').getAllKeys()) : [];
    return all.filter(id => id.startsWith(duo.owner + ' '));
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
    held.writing = seal(form, { values: values(form), seen: held.seen, url: form.dataset.draftUrl }, held.there).catch(() => false);
    if (await held.writing && !quiet && !held.over && held.unsent) show(form, navigator.onLine ? 'phone' : 'waiting');
  };

  const pass = (url, sent) => {
    const body = new URLSearchParams();
    for (const [field, list] of Object.entries(sent)) list.forEach(value => body.append(field, value));
    return fetch(url, { method: 'PUT', body, keepalive: true, headers: { Accept: 'text/html' } });
  };

  const put = async form => {
    const held = forms.get(form), url = form.dataset.draftUrl;
    if (!held || held.over || !url || !held.unsent) return;
    clearTimeout(held.later);
    held.later = 0;
    held.unsent = false;
    held.sent = Date.now();
    const sent = values(form);
    try {
      const answer = await pass(url, sent);
      if (!answer.ok) throw answer;
      held.seen = sent;
      if (held.unsent || held.over) return;
      show(form, 'saved');
      held.there = true;
      keep(form, true);
      await held.writing;
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
    held.there = false;
    held.soon ||= setTimeout(keep, BEHIND, form);
    if (form.dataset.draftUrl) held.later ||= setTimeout(put, Math.max(400, held.sent + BETWEEN - Date.now()), form);
  };

  const begin = async form => {
    if (forms.has(form)) return;
    forms.set(form, { seen: values(form), sent: 0, soon: 0, later: 0, unsent: false, there: false, over: false });
    const draft = await unseal(name(form)).catch(() => null);
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
      await drop(name(form));
    },
    /* Somebody leaves: what the server has not is sent; what it has goes from here; the rest waits, closed. */
    async leave() {
      await Promise.all([...forms].map(([form, held]) => { if (held.soon) keep(form, true); return put(form); }));
      for (const id of await own()) if ((await unseal(id)).there) await drop(id);
    },
    /* The same for every draft of theirs, also of other pages; how many could not be sent. */
    async settle() {
      let rest = 0;
      for (const id of await own()) {
        const draft = await unseal(id).catch(() => null);
        const there = draft?.there || draft?.url && await pass(draft.url, draft.values).then(answer => answer.ok, () => false);
        if (there) await drop(id); else rest++;
      }
      return rest;
    },
    async wipe() { for (const id of await own()) await drop(id); },
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
