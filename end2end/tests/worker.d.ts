// What only workers have, as far as the stories speak with them: the types of TypeScript for workers cannot stand beside those for pages.

declare class ExtendableEvent extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

declare class NotificationEvent extends ExtendableEvent {
  constructor(type: string, init: { notification: Notification | undefined });
}

interface ServiceWorkerGlobalScope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { openWindow: (path: string) => Promise<null> };
}
