/** Every way out that a page has. Each settles with what came of it. */
export const waysOut = {
  fetch: (host: string) => fetch(`http://${host}/`).then(() => 'out', String),
  'fetch of the world': () => fetch('https://example.com/').then(() => 'out', String),
  'fetch without an answer': (host: string) => fetch(`http://${host}/`, { mode: 'no-cors' }).then(() => 'out', String),
  beacon: (host: string) => {
    // True only says that it was queued; the listener tells whether it went out.
    navigator.sendBeacon(`http://${host}/`, 'x');
    return 'asked';
  },
  image: (host: string) =>
    new Promise<string>((done) => {
      const image = new Image();
      image.onload = () => {
        done('out');
      };
      image.onerror = () => {
        done('blocked');
      };
      image.src = `http://${host}/a.png`;
    }),
  'web socket': (host: string) =>
    new Promise<string>((done) => {
      try {
        const socket = new WebSocket(`ws://${host}/`);
        socket.onopen = () => {
          done('out');
        };
        socket.onerror = () => {
          done('blocked');
        };
      } catch (error) {
        done(String(error));
      }
    }),
  'event source': (host: string) =>
    new Promise<string>((done) => {
      try {
        const source = new EventSource(`http://${host}/`);
        source.onopen = () => {
          done('out');
        };
        source.onerror = () => {
          done('blocked');
        };
      } catch (error) {
        done(String(error));
      }
    }),
  frame: (host: string) =>
    new Promise<string>((done) => {
      document.addEventListener(
        'securitypolicyviolation',
        ({ effectiveDirective }) => {
          done(effectiveDirective);
        },
        {
          once: true,
        },
      );
      document.body.append(Object.assign(document.createElement('iframe'), { src: `http://${host}/` }));
    }),
  'style sheet': (host: string) =>
    new Promise<string>((done) => {
      const link = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `http://${host}/a.css` });
      link.onload = () => {
        done('out');
      };
      link.onerror = () => {
        done('blocked');
      };
      document.head.append(link);
    }),
  prefetch: (host: string) => {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: `http://${host}/p` }));
    document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: `http://${host}` }));
    return 'asked';
  },
  'peer connection': async (host: string) => {
    const peer = new RTCPeerConnection({
      iceServers: [{ urls: `turn:${host}?transport=tcp`, username: 'a', credential: 'b' }],
    });
    peer.createDataChannel('x');
    await peer.setLocalDescription();
    // Only then every way of it has been tried.
    await new Promise<void>((done) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') done();
      });
    });
    return 'asked';
  },
};
