import './styles/crashed.css';

// The page that stands in for the app when that keeps crashing, so it needs nothing that could be why.
document.querySelector('#log')?.addEventListener('click', () => {
  void globalThis.stemroom.reveal({ kind: 'log' });
});
