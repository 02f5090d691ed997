// Phones that ring. What a lock screen shows comes with the ring, sealed, and is the same for all news: one stands for all.
self.addEventListener('push', (event) => event.waitUntil(self.registration.showNotification(...event.data.json())));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow('/compte/nouvelles'));
});
// The browser's maker gave it another address.
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil((async () => {
  const made = event.newSubscription || (await self.registration.pushManager.subscribe(event.oldSubscription.options));
  await fetch('/compte/telephone', { method: 'POST', redirect: 'manual', body: new URLSearchParams({ geste: 'garder', encore: 1, abonnement: JSON.stringify(made) }) });
})()));
