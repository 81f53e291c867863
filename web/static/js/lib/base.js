/* What the other files share: `duo`. */
(() => {
  'use strict';
  const starts = [];
  const duo = window.duo = {
    owner: document.documentElement.dataset.owner || '',
    make: (tag, values) => Object.assign(document.createElement(tag), values),
    all: (root, what) => [...(root.matches?.(what) ? [root] : []), ...root.querySelectorAll(what)],

    /* The language of a text, for where its words are put. */
    tongue(node) {
      const { lang, dir } = node.closest('[lang]');
      return { lang, dir };
    },

    /* Run `start(root)` for the page and for every part put in later. */
    ready(start) {
      starts.push(start);
      if (document.readyState !== 'loading') start(document);
    },
    begin: root => starts.forEach(start => start(root)),

    /* Words come from the page, translated; {count} and {time} are filled in here. */
    fill: (words, values) => (words || '').replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all),

    /* Cleared first, so that the same sentence is read out again. */
    say(words) {
      const region = document.getElementById('say');
      if (!region || !words) return;
      region.textContent = '';
      setTimeout(() => { region.textContent = words; }, 60);
    },

    /* A line at the foot of the page, for what has no place of its own. */
    tell(words) {
      document.querySelector('.toast[data-told]')?.remove();
      const toast = duo.make('div', { className: 'toast' });
      toast.dataset.told = '';
      toast.append(duo.make('p', { textContent: words }));
      document.getElementById('main')?.append(toast);
      duo.say(words);
      return toast;
    },
  };
  /* Times on a person's pages are of their own clock from the second page on. Who only looks leaves no trace. */
  if (duo.owner) document.cookie = `clock=${-new Date().getTimezoneOffset()};path=/;max-age=31536000;samesite=lax`;
  document.addEventListener('DOMContentLoaded', () => duo.begin(document));
})();
