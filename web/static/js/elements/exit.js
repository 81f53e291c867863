/* Quick exit: blank at once, then the server ends the sign-in, then the cover. Also by Shift three times in five seconds. */
(() => {
  'use strict';
  const WITHIN = 5000, PATIENCE = 1200;
  let presses = [], used = false;

  const leave = form => {
    document.documentElement.classList.add('blank');
    document.title = '\u00a0';
    duo.say(form.dataset.leaving);
    const gone = () => location.replace('/cover');
    const slow = setTimeout(gone, PATIENCE);
    fetch(form.getAttribute('action'), { method: 'POST', body: new URLSearchParams(new FormData(form)), keepalive: true })
      .catch(() => {}).finally(() => { clearTimeout(slow); gone(); });
  };

  document.addEventListener('submit', event => {
    if (!('exit' in event.target.dataset)) return;
    event.preventDefault();
    leave(event.target);
  }, true);

  // Shift held for a capital letter is no press.
  document.addEventListener('keydown', event => { if (event.key !== 'Shift') { used = event.shiftKey; presses = []; } });
  document.addEventListener('keyup', event => {
    const form = document.querySelector('form[data-exit]');
    if (!form || event.key !== 'Shift') return;
    if (used) { used = false; return; }
    presses = [...presses.filter(at => Date.now() - at < WITHIN), Date.now()];
    const more = 3 - presses.length;
    if (more <= 0) leave(form);
    else duo.say(more === 1 ? form.dataset.once : duo.fill(form.dataset.more, { count: more }));
  });
})();
