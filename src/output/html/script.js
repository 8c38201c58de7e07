// The page is read without this script; with it entries can be searched and filtered.
const form = document.querySelector('.filter');
const output = form.querySelector('output');
const entries = [...document.querySelectorAll('[data-entry]')];
const texts = new Map();

function textOf(entry) {
  if (!texts.has(entry)) texts.set(entry, entry.textContent.toLowerCase());
  return texts.get(entry);
}

function filter() {
  const { text, severity, table, rule } = Object.fromEntries(new FormData(form));
  const words = text.toLowerCase().split(/\s+/u).filter(Boolean);
  let shown = 0;
  for (const entry of entries) {
    const { dataset } = entry;
    entry.hidden = !(
      (!severity || dataset.severity === severity) &&
      (!table || dataset.table.split(' ').includes(table)) &&
      (!rule || dataset.rule === rule) &&
      words.every((word) => textOf(entry).includes(word))
    );
    if (!entry.hidden) shown += 1;
  }
  for (const group of document.querySelectorAll('.group:has([data-entry])')) {
    group.hidden = !group.querySelector('[data-entry]:not([hidden])');
    // Reports that are looked for are shown, whatever folds them.
    if (shown < entries.length && group.closest('#overview')) group.open = true;
  }
  output.value =
    shown === entries.length
      ? ''
      : output.dataset.shown.replace('{shown}', shown).replace('{all}', entries.length);
}

/** What a link leads to is shown, whatever hides it. */
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  if (target.closest('[hidden]')) form.reset();
  for (let outer = target; outer; outer = outer.parentElement) {
    if (outer.localName === 'details') outer.open = true;
  }
  target.scrollIntoView();
}

form.addEventListener('input', filter);
form.addEventListener('submit', (event) => event.preventDefault());
form.addEventListener('reset', () => queueMicrotask(filter));
addEventListener('hashchange', reveal);
form.hidden = false;
filter();
reveal();
