/* Small helps in fields. */
(() => {
  'use strict';
  duo.ready(root => duo.all(root, '[data-starts] span.starter').forEach(span => {
    const button = duo.make('button', { type: 'button', className: 'starter', textContent: span.textContent, ...duo.tongue(span) });
    button.addEventListener('click', () => {
      const field = document.getElementById(button.closest('[data-starts]').dataset.starts);
      const before = field.value.slice(0, field.selectionStart);
      field.setRangeText((before && !/\s$/.test(before) ? '\n' : '') + span.textContent + ' ', field.selectionStart, field.selectionEnd, 'end');
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.focus();
    });
    span.replaceWith(button);
  }));

  duo.ready(root => duo.all(root, '[data-zone]').forEach(field => { field.value ||= -new Date().getTimezoneOffset(); }));

  /* The server counts characters, not UTF-16 units. */
  const count = field => {
    const most = +field.dataset.most, left = most - [...field.value].length;
    let line = field.parentElement.querySelector('.counter');
    if (left > most / 10 || !field.dataset.left) return line?.remove();
    if (!line) field.after(line = duo.make('p', { className: 'hint counter' }));
    line.classList.toggle('over', left < 0);
    line.textContent = duo.fill(left < 0 ? field.dataset.over : field.dataset.left, { count: Math.abs(left) });
  };

  const group = field => {
    if (field.selectionStart !== field.value.length) return;
    const plain = field.value.toUpperCase().replace(/[^0-9A-Z]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1').slice(0, 8);
    field.value = plain.length > 4 ? plain.slice(0, 4) + ' ' + plain.slice(4) : plain;
  };

  document.addEventListener('input', event => {
    const field = event.target;
    if (field.dataset?.most) count(field);
    // A whole link may be pasted here.
    if ('code' in (field.dataset || {}) && !/[:/]/.test(field.value)) group(field);
  });
})();
