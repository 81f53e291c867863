/* The worker that takes itself away, with all that was kept, and leaves every address to the network. */
'use strict';
addEventListener('install', () => skipWaiting());
addEventListener('activate', event => event.waitUntil((async () => {
  for (const name of await caches.keys()) if (name !== 'left') await caches.delete(name);
  await registration.unregister();
})()));
