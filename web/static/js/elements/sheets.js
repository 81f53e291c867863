/* On the page without network: links to the sheets that this browser keeps. */
(() => {
  'use strict';
  const link = async (cache, request) => {
    const page = new DOMParser().parseFromString(await (await cache.match(request)).text(), 'text/html');
    const title = page.querySelector('h1'), item = duo.make('li');
    const to = duo.make('a', { href: new URL(request.url).pathname, textContent: title.textContent, ...duo.tongue(title) });
    item.append(to);
    return item;
  };

  duo.ready(root => duo.all(root, '[data-sheets]').forEach(async place => {
    const links = [];
    for (const name of await window.caches?.keys() || []) {
      if (!name.startsWith('sheets')) continue;
      const cache = await caches.open(name);
      for (const request of await cache.keys()) links.push(await link(cache, request));
    }
    place.querySelector('ul').replaceChildren(...links);
    place.hidden = !links.length;
  }));
})();
