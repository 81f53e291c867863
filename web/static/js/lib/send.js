/* Forms go out by fetch: without network the words stay where they are.

The answers are those to a plain POST. A redirect means that the form was taken: its draft goes, and the browser follows.
A page that says what is wrong takes the place of <main>. data-plain leaves a form to the browser. */
(() => {
  'use strict';
  const PATIENCE = 20000;

  const release = (form, button) => {
    delete form.dataset.sending;
    button?.removeAttribute('aria-disabled');
  };

  const kept = (form, state) => {
    if (form.querySelector('[data-save]')) {
      duo.drafts.show(form, state);
      duo.say(form.querySelector('[data-save]').dataset[state]);
    } else duo.tell(document.getElementById('say')?.dataset[state === 'waiting' ? 'offline' : 'failed']);
  };

  const replace = page => {
    const main = page.getElementById('main');
    if (!main) return false;
    document.title = page.title;
    document.getElementById('main').replaceWith(main);
    window.htmx?.process(main);
    duo.begin(main);
    scrollTo(0, 0);
    return true;
  };

  const answered = async (form, to, answer, page) => {
    const owner = page.documentElement.dataset.owner || '';
    // A redirect to where nobody is signed in took nothing.
    const lost = duo.owner && owner !== duo.owner;
    if (answer.redirected && !lost || answer.ok && !answer.redirected) {
      duo.deeds.done(to);
      await duo.drafts.forget(form);
    }
    if (answer.redirected) return location.assign(answer.url);
    if (answer.status >= 500 || answer.status === 408 || answer.status === 429 || !replace(page)) kept(form, 'failed');
  };

  const send = async (form, button) => {
    const to = button?.getAttribute('formaction') || form.getAttribute('action') || location.href;
    const body = new URLSearchParams(new FormData(form));
    if (button?.name) body.append(button.name, button.value);
    if (body.has('deed')) body.set('deed', duo.deeds.choose(to, body));
    const slow = setTimeout(() => duo.drafts.show(form, 'sending'), 400);
    const patience = new AbortController();
    const timeout = setTimeout(() => patience.abort(), PATIENCE);
    try {
      duo.drafts.hold(form);
      const answer = await fetch(to, { method: 'POST', body, headers: { Accept: 'text/html' }, signal: patience.signal });
      await answered(form, to, answer, new DOMParser().parseFromString(await answer.text(), 'text/html'));
    } catch {
      kept(form, 'waiting');
    } finally {
      clearTimeout(slow);
      clearTimeout(timeout);
      // The button stays quiet until the browser has left.
      setTimeout(release, 800, form, button);
    }
  };

  document.addEventListener('submit', event => {
    const form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.getAttribute('method')?.toLowerCase() !== 'post' || 'exit' in form.dataset) return;
    if ('plain' in form.dataset) {
      const field = form.querySelector('input[name="deed"]');
      if (field) field.value = duo.deeds.mint();
      return;
    }
    event.preventDefault();
    if ('sending' in form.dataset) return;
    form.dataset.sending = '';
    button?.setAttribute('aria-disabled', 'true');
    send(form, button);
  });

  addEventListener('pageshow', event => {
    if (event.persisted) duo.all(document, 'form[data-sending]').forEach(form => release(form, form.querySelector('[aria-disabled]')));
  });
})();
