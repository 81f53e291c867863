"""What a browser keeps, read as somebody with the phone and time would: caches, databases, storages."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from tests.browser.hands import Hand, until

KEPT = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request), path = new URL(request.url).pathname;
      found[name.split(' ')[0] + ' ' + path] = await answer.text();
    }
  }
  const open = name => new Promise(done => {
    const request = indexedDB.open(name);
    request.onsuccess = () => done(request.result);
  });
  const whole = value => JSON.stringify(value, (key, each) => {
    if (each instanceof CryptoKey) return 'a key';
    const bytes = each instanceof ArrayBuffer || ArrayBuffer.isView(each);
    return bytes ? new TextDecoder('latin1').decode(each) : each;
  });
  for (const { name } of await indexedDB.databases()) {
    const db = await open(name);
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store);
      const read = request => new Promise(done => { request.onsuccess = () => done(request.result); });
      const keys = await read(all.getAllKeys()), values = await read(all.getAll());
      keys.forEach((key, place) => { found['database ' + store + ' ' + key] = whole(values[place]); });
    }
    db.close();
  }
  for (const [name, store] of [['local', localStorage], ['page', sessionStorage]]) {
    for (const key of Object.keys(store)) found[name + ' ' + key] = store.getItem(key);
  }
  return found;
}"""
STANDS = "async () => !!(await navigator.serviceWorker.ready).active && !!navigator.serviceWorker.controller"


def kept(page: Page) -> dict[str, str]:
    """Everything by a name that says where it lies."""
    found: dict[str, Any] = page.evaluate(KEPT)
    return found


def names(page: Page, kind: str) -> set[str]:
    """The names of one kind: shell, sheets, left, database, local, page."""
    return {name.removeprefix(f"{kind} ") for name in kept(page) if name.startswith(f"{kind} ")}


def works(hand: Hand, path: str = "/") -> None:
    """Open a page and wait until the worker stands behind it."""
    hand.opens(path)
    until(lambda: hand.page.evaluate(STANDS))
