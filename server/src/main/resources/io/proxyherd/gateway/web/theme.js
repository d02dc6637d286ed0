// Runs before the page is drawn, so that it never flashes in the other colours.
(() => {
  const ORDER = ['system', 'light', 'dark'];
  const root = document.documentElement;
  const stored = () => {
    try { return localStorage.getItem('theme') ?? 'system'; } catch { return 'system'; }
  };
  const dark = matchMedia('(prefers-color-scheme: dark)');
  let chosen = ORDER.includes(stored()) ? stored() : 'system';
  const apply = () => {
    root.dataset.theme = chosen !== 'system' ? chosen : dark.matches ? 'dark' : 'light';
    root.dispatchEvent(new CustomEvent('theme'));
  };
  apply();
  dark.addEventListener('change', apply);
  addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    const name = () => {
      const words = { system: 'as the system', light: 'light', dark: 'dark' };
      button.setAttribute('aria-label', `Colours: ${words[chosen]}`);
      button.title = button.getAttribute('aria-label');
      button.textContent = { system: '◐', light: '☀', dark: '☾' }[chosen];
    };
    name();
    button.addEventListener('click', () => {
      chosen = ORDER[(ORDER.indexOf(chosen) + 1) % ORDER.length];
      apply();
      try { localStorage.setItem('theme', chosen); } catch { /* for this visit only */ }
      name();
    });
  });
})();
