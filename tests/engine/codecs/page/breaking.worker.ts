import type { Break } from './decoding-api.ts';

// A worker of the app that breaks as its name says, at a message that it would send, once it has sent some of the kind.

const { script, message, after, how } = JSON.parse(self.name) as Break & { readonly script: string };
let sent = 0;

function breakDown(): void {
  switch (how) {
    case 'throws':
      throw new Error('It threw.');
    case 'throws outside of its promises':
      setTimeout(() => {
        throw new Error('It threw outside of its promises.');
      });
      return;
    case 'forgets a rejection':
      void Promise.reject(new Error('It forgot a rejection.'));
      return;
    case 'dies':
      close();
      return;
    case 'hangs':
  }
}

/** Whether to break down instead of sending this. */
function isFatal(data: unknown): boolean {
  const isOfKind = typeof data === 'object' && data !== null && 'about' in data && data.about === message;
  return isOfKind && ++sent > after;
}

function breakingAt<Post extends object>(post: Post): Post {
  return new Proxy(post, {
    apply(target: Post & (() => void), self: unknown, args: readonly unknown[]) {
      if (isFatal(args[0])) breakDown();
      else Reflect.apply(target, self, args);
    },
  });
}

const ports: { postMessage: object } = MessagePort.prototype;
ports.postMessage = breakingAt(ports.postMessage);
const scope: { postMessage: object } = globalThis;
scope.postMessage = breakingAt(scope.postMessage);

// What comes before the script is loaded is given to it then.
const early: MessageEvent<unknown>[] = [];
const keep = (event: MessageEvent<unknown>): void => {
  early.push(event);
};
addEventListener('message', keep);
await import(/* @vite-ignore */ script);
removeEventListener('message', keep);
for (const { data, ports: given } of early) {
  dispatchEvent(new MessageEvent<unknown>('message', { data, ports: [...given] }));
}
