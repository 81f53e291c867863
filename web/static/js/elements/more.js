/* <duo-more>: all fields are in the page; empty ones beyond the least wait behind "Add another". */
(() => {
  'use strict';
  const filled = item => duo.all(item, 'input, textarea').some(field => (/radio|checkbox/.test(field.type) ? field.checked : field.value));

  class More extends HTMLElement {
    connectedCallback() {
      // The children may not be parsed yet.
      if (!this.button) setTimeout(() => this.build());
    }

    build() {
      this.items = duo.all(this, '[data-item]');
      const least = +this.dataset.least || 1;
      this.items.forEach((item, place) => { item.hidden = place >= least && !filled(item); });
      this.button = duo.make('button', { type: 'button', className: 'btn quiet small duo-add', textContent: this.dataset.add });
      this.button.addEventListener('click', () => this.add());
      this.addEventListener('duo:filled', () => { this.items.forEach(item => { if (filled(item)) item.hidden = false; }); this.look(); });
      this.append(this.button);
      this.look();
    }

    add() {
      const next = this.items.find(item => item.hidden);
      next.hidden = false;
      next.querySelector('input, textarea').focus();
      this.look();
    }

    look() { this.button.hidden = !this.items.some(item => item.hidden); }
  }
  customElements.define('duo-more', More);
})();
