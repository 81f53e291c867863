/* <duo-timer>: words for every cue, no sound, no forced end. data-runs begins it. */
(() => {
  'use strict';
  const IN = 4, ROUND = 10;
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const make = (tag, className, textContent = '') => duo.make(tag, { className, textContent });

  class Timer extends HTMLElement {
    connectedCallback() {
      if (this.face) return;
      this.spent = 0;
      this.cues = duo.all(this, '[data-at]').map(cue => ({ at: +cue.dataset.at, textContent: cue.lastChild.textContent.trim(), ...duo.tongue(cue) }));
      this.build();
      this.dataset.ready = '';
      this.awake = () => { if (!document.hidden && this.since) this.wake(); };
      document.addEventListener('visibilitychange', this.awake);
      if (this.runs) this.count();
    }

    disconnectedCallback() {
      this.halt();
      document.removeEventListener('visibilitychange', this.awake);
    }

    build() {
      const soft = this.dataset.manner === 'soft';
      this.runs = 'runs' in this.dataset;
      this.classList.toggle('soft', soft);
      this.face = make('div', 'running ' + this.dataset.manner);
      this.pebble = make('div', 'pebble');
      this.word = this.pebble.appendChild(make('span', ''));
      this.cue = make('p', 'cue-now');
      this.cue.setAttribute('aria-live', 'polite');
      this.left = make('p', 'time-left');
      this.left.setAttribute('role', 'timer');
      this.button = make('button', 'btn small ' + (soft ? 'quiet' : 'primary'), this.dataset.begin);
      this.button.type = 'button';
      this.button.addEventListener('click', () => (this.since ? this.halt() : this.run()));
      this.face.append(this.pebble, this.cue, this.left);
      if (!this.runs) (soft ? this.face : this.pebble).append(this.button);
      this.append(this.face);
      this.paint();
    }

    get seconds() { return this.spent + (this.since ? (Date.now() - this.since) / 1000 : 0); }

    run() {
      this.button.textContent = this.dataset.pause;
      this.button.classList.replace('primary', 'quiet');
      this.face.append(this.button);
      this.button.focus();
      this.count();
      this.wake();
    }

    count() {
      this.since = Date.now();
      this.dataset.on = '';
      this.classList.remove('waits');
      this.beat = setInterval(() => this.paint(), 250);
      this.paint();
    }

    halt() {
      if (!this.since) return;
      this.spent = this.seconds;
      this.since = 0;
      clearInterval(this.beat);
      this.classList.add('waits');
      this.button.textContent = this.dataset.go;
      this.lock?.release().catch(() => {});
      this.lock = null;
    }

    wake() {
      if (!this.runs) navigator.wakeLock?.request('screen').then(lock => {
        if (this.since) this.lock = lock; else lock.release();
      }).catch(() => {});
    }

    paint() {
      const all = +this.dataset.seconds, spent = this.seconds, rest = Math.max(0, Math.ceil(all - spent));
      const time = Math.floor(rest / 60) + ':' + String(rest % 60).padStart(2, '0');
      this.left.textContent = duo.fill(this.dataset.left, { time });
      if (!this.since && !spent) return;
      if (this.dataset.manner === 'breath') this.breathe(spent);
      const { at, ...cue } = rest ? this.cues.filter(each => each.at <= spent).pop() || { textContent: '' } : { textContent: this.dataset.over, ...duo.tongue(this) };
      if (this.cue.textContent !== cue.textContent) Object.assign(this.cue, cue);
      if (!rest && this.since) this.finish();
    }

    breathe(spent) {
      const place = spent % ROUND, inward = place < IN;
      const words = inward ? this.dataset.in : this.dataset.out;
      const number = Math.ceil(inward ? IN - place : ROUND - place);
      this.word.textContent = still.matches ? words + ' ' + number : words;
    }

    finish() {
      this.halt();
      this.classList.add('over');
      this.word.textContent = '';
      this.button.hidden = true;
    }
  }
  customElements.define('duo-timer', Timer);
})();
