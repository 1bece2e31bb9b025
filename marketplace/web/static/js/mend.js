// Makes one part of a page like another where it stands, so that focus, scrolling and what was opened
// stay with whoever reads it. What has the same place and kind is the same thing.
export function mend(held, made) {
  const [before, after] = [[...held.childNodes], [...made.childNodes]];
  after.forEach((next, at) => {
    const last = before[at];
    if (!last) held.append(next);
    else if (last.nodeName !== next.nodeName || last.id !== next.id) last.replaceWith(next);
    else if (!(last instanceof Element)) last.nodeValue = next.nodeValue;
    else {
      mendAttributes(last, next);
      mend(last, next);
    }
  });
  for (const gone of before.slice(after.length)) gone.remove();
}

function mendAttributes(held, made) {
  for (const { name } of [...held.attributes]) {
    if (name !== "open" && !made.hasAttribute(name)) held.removeAttribute(name);
  }
  for (const { name, value } of made.attributes) {
    if (held.getAttribute(name) !== value) held.setAttribute(name, value);
  }
}
