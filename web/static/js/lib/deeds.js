/* Every POST names its deed, so that a repeat is harmless.

A new deed is minted for each submit: a page out of a cache never sends an old one. Only when the same form is sent
again and no answer ever came back does it keep its deed, since the first try may have arrived. */
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

  /* A short print of what is sent, so that the words themselves need not be kept to compare them. */
  const print = text => {
    let a = 0x9e3779b9, b = 0x85ebca6b;
    for (let i = 0; i < text.length; i++) {
      a = Math.imul(a ^ text.charCodeAt(i), 0x01000193);
      b = Math.imul(b ^ text.charCodeAt(i), 0x5bd1e995) + 1 | 0;
    }
    return (a >>> 0).toString(36) + (b >>> 0).toString(36);
  };

  const kept = to => { try { return (sessionStorage.getItem('deed ' + to) || '').split(' '); } catch { return []; } };
  const keep = (to, line) => { try { sessionStorage.setItem('deed ' + to, line); } catch { /* a deed then lives for one page */ } };

  duo.deeds = {
    mint,
    /* The deed for this body sent to this address. */
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
    /* An answer came back: the next submit is a new deed. */
    done(to) { try { sessionStorage.removeItem('deed ' + to); } catch { /* nothing was kept */ } },
  };
})();
