// What is wrong with how this page looks: one line for each fault. Given: the page's language,
// and the texts that people have typed, which may be in any.
({ language, typed }) => {
  const found = new Set();
  const TINY = 2;
  // An English sentence may give the Chinese term in brackets.
  const GLOSS = /[(（][\u3400-\u9fff]+[)）]/g;
  const shown = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const aside = (e) =>
    e.closest(".hidden-text, .skip:not(:focus), [inert], template") || getComputedStyle(e).clipPath === "inset(50%)";
  const said = (text) => text.replace(/\s+/g, " ").trim().slice(0, 60);
  const where = (e) => {
    const name = e.id ? "#" + e.id : (e.getAttribute("class") ?? "").trim().split(/\s+/)[0];
    return e.tagName.toLowerCase() + (name ? (name.startsWith("#") ? name : "." + name) : "");
  };
  const tell = (kind, e, more) => found.add(`${kind}: ${where(e)} “${said(more ?? e.textContent)}”`);

  // Wider than the window.
  const root = document.documentElement;
  if (root.scrollWidth > window.innerWidth) {
    const widest = [...document.body.querySelectorAll("*")]
      .filter((e) => shown(e) && !aside(e))
      .sort((a, b) => b.getBoundingClientRect().right - a.getBoundingClientRect().right)[0];
    tell(`wider than the window by ${root.scrollWidth - window.innerWidth} px`, widest);
  }

  // The part of a box that its scrolling or clipping ancestors leave to be seen.
  const seenPart = (e, box) => {
    let [left, top, right, bottom] = [box.left, box.top, box.right, box.bottom];
    for (let up = e; up && up !== root; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const edge = up.getBoundingClientRect();
      [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
      [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
    }
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  };

  // Texts, each line with its box.
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest("script, style, noscript") || !shown(holder) || aside(holder)) continue;
    texts.push(node);
  }

  // Cut: something is hidden of an element that shows text, or of what a field holds.
  for (const e of document.body.querySelectorAll("*")) {
    if (!shown(e) || aside(e) || e instanceof SVGElement) continue;
    const style = getComputedStyle(e);
    const hides = (way) => way === "hidden" || way === "clip";
    const wide = e.scrollWidth > e.clientWidth + TINY && hides(style.overflowX);
    const high = e.scrollHeight > e.clientHeight + TINY && hides(style.overflowY);
    if (e.clientWidth && (wide || high) && e.textContent.trim()) tell("text is cut", e);
    if (e.matches("input:not([type=hidden], [type=file], [type=checkbox], [type=radio], [type=date], [type=datetime-local])")) {
      if (e.scrollWidth > e.clientWidth + TINY && e.closest(".entry")) tell("a field cuts its value", e, `${e.name} ${e.value}`);
    }
    if (e.matches("select")) {
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = style.font;
      const room = e.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) - 16;
      const text = e.selectedOptions[0]?.text ?? "";
      // A long choice may lose its end while closed; opened it is whole.
      if (pen.measureText(text).width * 0.6 > room) tell("a choice is cut", e, `${e.name} ${text}`);
    }
    if (e.matches(".scroll") && e.scrollWidth > e.clientWidth + TINY) {
      tell(`scrolls sideways in its frame, ${e.scrollWidth} in ${e.clientWidth} px`, e, e.querySelector("caption, th")?.textContent);
    }
  }

  // Too small: a picture shrinks with its frame, and what is written in it with the picture.
  const LEAST = 11;
  for (const node of texts) {
    const holder = node.parentElement;
    if (!(holder instanceof SVGTextContentElement)) continue;
    const size = parseFloat(getComputedStyle(holder).fontSize) * holder.getScreenCTM().a;
    if (size < LEAST - 0.05) tell(`text in a picture is too small, ${size.toFixed(1)} px`, holder);
    // Beyond the picture's edge nothing is drawn.
    const frame = holder.ownerSVGElement.getBoundingClientRect();
    const box = holder.getBoundingClientRect();
    if (box.left < frame.left - TINY || box.right > frame.right + TINY) tell("cut by the edge of its picture", holder);
  }

  // Overlapping: the lines of two texts, or two controls, share a good part of their room.
  const boxes = [];
  for (const node of texts) {
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      const seen = seenPart(node.parentElement, box);
      if (seen.width > 3 && seen.height > 3) boxes.push({ e: node.parentElement, text: node.data, ...seen });
    }
  }
  const controls = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((e) => shown(e) && !aside(e));
  for (const e of controls) {
    for (const part of e.getClientRects()) {
      const box = seenPart(e, part);
      if (box.width > 3 && box.height > 3) boxes.push({ e, text: e.textContent || e.name, ...box });
    }
  }
  for (const e of [...document.querySelectorAll(".badge, .tag")].filter((e) => shown(e) && !aside(e))) {
    const box = seenPart(e, e.getBoundingClientRect());
    if (box.width > 3 && box.height > 3) boxes.push({ e, text: e.textContent, ...box });
  }
  // What stays in view while the page moves under it covers something at any moment.
  const stays = (e) => {
    for (let up = e; up && up !== root; up = up.parentElement) {
      if (["sticky", "fixed"].includes(getComputedStyle(up).position)) return true;
    }
    return false;
  };
  for (const box of boxes) box.stays = stays(box.e);
  boxes.sort((a, b) => a.top - b.top);
  for (let i = 0; i < boxes.length; i++) {
    for (let j = i + 1; j < boxes.length && boxes[j].top < boxes[i].bottom; j++) {
      const [a, b] = [boxes[i], boxes[j]];
      if (a.e === b.e || a.e.contains(b.e) || b.e.contains(a.e) || a.stays !== b.stays) continue;
      const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const down = Math.min(a.bottom, b.bottom) - b.top;
      if (across > 3 && down > 0.35 * Math.min(a.height, b.height)) tell("overlap", a.e, `${said(a.text)} / ${said(b.text)}`);
    }
  }

  // Targets: 24 px across, or as far apart as if they were; links within a sentence may be smaller.
  const targets = controls
    .filter((e) => !e.disabled)
    .map((e) => {
      const label = e.matches("[type=checkbox], [type=radio]") ? e.labels?.[0] : null;
      const own = e.getBoundingClientRect();
      const more = label?.getBoundingClientRect() ?? own;
      const [left, right] = [Math.min(own.left, more.left), Math.max(own.right, more.right)];
      const [top, bottom] = [Math.min(own.top, more.top), Math.max(own.bottom, more.bottom)];
      return { e, left, right, top, bottom, x: (left + right) / 2, y: (top + bottom) / 2, stays: stays(e) };
    });
  const small = (t) => t.right - t.left < 23.5 || t.bottom - t.top < 23.5;
  const within = (e) =>
    e.matches("a") && getComputedStyle(e).display === "inline" &&
    [...e.parentElement.childNodes].some((n) => n !== e && n.textContent.trim() && !(n instanceof HTMLAnchorElement));
  for (const t of targets.filter(small)) {
    if (within(t.e)) continue;
    for (const other of targets) {
      if (other === t || t.e.contains(other.e) || other.e.contains(t.e) || t.stays !== other.stays) continue;
      const dx = small(other) ? Math.abs(other.x - t.x) : Math.max(other.left - t.x, t.x - other.right, 0);
      const dy = small(other) ? Math.abs(other.y - t.y) : Math.max(other.top - t.y, t.y - other.bottom, 0);
      if (Math.hypot(dx, dy) < (small(other) ? 24 : 12)) {
        tell("a target is too small", t.e, `${said(t.e.textContent || t.e.name)} by ${said(other.e.textContent || other.e.name)}`);
        break;
      }
    }
  }

  // Language: names of people and firms are marked by translate=no, other languages by lang.
  const foreign = (e) => {
    const own = e.closest("[lang]")?.getAttribute("lang") ?? "";
    return !own.startsWith(language) || e.closest("[translate=no], code, pre, kbd, samp, .hash, time");
  };
  for (const node of texts) {
    const text = said(node.data);
    if (/%\(\w+\)s|\{\{|__N__|\bundefined\b|\bNaN\b/.test(node.data)) tell("not put into words", node.parentElement, node.data);
    const said_by_people = (pattern) =>
      (node.data.replace(GLOSS, "").match(pattern) ?? []).every((part) => typed.includes(part.trim()));
    if (language === "zh" && /\bNone\b/.test(node.data)) tell("not put into words", node.parentElement, node.data);
    if (foreign(node.parentElement)) continue;
    if (/\b[a-z]{2,}_[a-z_]{2,}\b/.test(node.data)) tell("a code instead of words", node.parentElement, node.data);
    if (language === "en" && !said_by_people(/[\u3400-\u9fff]+/g)) tell("Chinese on an English page", node.parentElement, text);
    if (language === "zh" && !said_by_people(/\b[A-Za-z]+[ ,]+[a-z]{2,}\b[ ,]+[a-z]{2,}\b/g)) tell("English on a Chinese page", node.parentElement, text);
  }
  return [...found];
}
