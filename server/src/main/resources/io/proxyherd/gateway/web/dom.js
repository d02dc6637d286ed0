/** The element with that ID. */
export const byId = (id) => document.getElementById(id);

/** A new element. Text is only ever text: nothing that a server says becomes markup. */
export function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** A new element of an SVG drawing. */
export function shape(name, attributes = {}, ...children) {
  return fill(document.createElementNS('http://www.w3.org/2000/svg', name), attributes, children);
}

function fill(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? '' : value);
    }
  }
  made.append(...children);
  return made;
}

/** Sets a text only if it changed, so that nobody's selection is lost. */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** What a screen reader is to read out. */
export function announce(text) {
  say(byId('announce'), text);
}

/** What went wrong, for all to see; nothing hides it again. */
export function alarm(text) {
  const shown = byId('alarm');
  shown.hidden = !text;
  say(shown, text ?? '');
}
