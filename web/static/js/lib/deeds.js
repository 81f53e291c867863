/* Every POST names its deed. Each submit mints a new one, so a page out of a cache sends no old one. The same form sent
again before any answer came keeps its deed, since the first try may have arrived. */
(() => {
  'use strict';
  const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

  /* 128 random bits as 26 characters. */
  const mint = () => {
    let number = 0n;
    for (const byte of crypto.getRandomValues(new Uint8Array(16))) number = number << 8n | BigInt(byte);
    let id = '';
    for (let place = 0; place < 26; place++, number >>= 5n) id = ALPHABET[Number(number & 31n)] + id;
    return id;
  };

  /* A short print of what is sent, so that the words need not be kept. */
  const print = text => [...text].reduce((sum, sign) => Math.imul(sum, 31) + sign.codePointAt(0) | 0, 7) + '/' + text.length;

  const kept = to => { try { return (sessionStorage.getItem('deed ' + to) || '').split(' '); } catch { return []; } };
  const keep = (to, line) => { try { sessionStorage.setItem('deed ' + to, line); } catch { /* it then lives for one page */ } };

  duo.deeds = {
    mint,
    choose(to, body) {
      const rest = new URLSearchParams(body);
      rest.delete('deed');
      const [deed, was] = kept(to);
      const is = print(rest.toString());
      if (deed && was === is) return deed;
      const fresh = mint();
      keep(to, fresh + ' ' + is);
      return fresh;
    },
    /* An answer came back. */
    done(to) { try { sessionStorage.removeItem('deed ' + to); } catch { /* none kept */ } },
  };
})();
