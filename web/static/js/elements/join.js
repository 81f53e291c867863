/* A joining link carries its secret behind "#", which is never sent. It goes into the form, and out of sight. */
(() => {
  'use strict';
  duo.ready(root => duo.all(root, '[data-secret]').forEach(place => {
    if (location.hash.length < 16) return;
    place.querySelector('input').value = location.href;
    place.hidden = true;
    history.replaceState(history.state, '', location.pathname + location.search);
  }));
})();
