"""What holds for every page: structure, labels, contrast, room."""

# Evaluated in the page: a policy against scripts does not stop the driver.
_STRUCTURE = """() => {
  const faults = [];
  const html = document.documentElement;
  if (!html.lang) faults.push('no lang');
  if (!['ltr', 'rtl'].includes(html.dir)) faults.push('no dir');
  if (!document.title.trim()) faults.push('no title');
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  if (document.querySelectorAll('main').length !== 1) faults.push('not one main');
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  if (new Set(ids).size !== ids.length) faults.push('an id twice');
  for (const input of document.querySelectorAll('input:not([type=hidden])')) {
    if (input.getAttribute('aria-hidden') === 'true' && input.tabIndex < 0) continue;
    if (!input.labels.length || !input.labels[0].innerText.trim()) faults.push(`no label: ${input.id}`);
    if (!input.autocomplete) faults.push(`no autocomplete: ${input.id}`);
    if (input.ariaInvalid === 'true' && !(input.getAttribute('aria-describedby') || '').includes('-error'))
      faults.push(`error not described: ${input.id}`);
  }
  for (const e of document.querySelectorAll('[aria-describedby], [aria-labelledby]'))
    for (const name of ['aria-describedby', 'aria-labelledby'])
      for (const id of (e.getAttribute(name) || '').split(' ').filter(Boolean))
        if (!document.getElementById(id)) faults.push(`${name} leads nowhere: ${id}`);
  for (const e of document.querySelectorAll('a, button'))
    if (!e.innerText.trim()) faults.push('a link or button without a name');
  for (const image of document.images) {
    if (!image.hasAttribute('alt')) faults.push('an image without alt');
    if (!image.naturalWidth) faults.push('an image that does not load');
  }
  for (const e of document.querySelectorAll('a, button, input:not([type=hidden]):not(.hidden)')) {
    const box = e.getBoundingClientRect();
    if (!e.closest('p') && !e.closest('.problems') && Math.min(box.width, box.height) < 24)
      faults.push(`too small to hit: ${e.innerText || e.id}`);
  }
  if (document.querySelector('script, style, [style], [onclick]')) faults.push('inline code');
  if (!document.styleSheets.length || !document.styleSheets[0].cssRules.length) faults.push('no stylesheet');
  return faults;
}"""

# WCAG 2.2, 1.4.3 and 1.4.11: text against what is behind it, and the edges of inputs.
_CONTRAST = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => { const [x, y] = [light(a), light(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const behind = e => {
    for (; e; e = e.parentElement) {
      const c = rgba(getComputedStyle(e).backgroundColor);
      if (c[3] > 0.99) return c;
    }
    return [255, 255, 255, 1];
  };
  const faults = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || e.closest('.hidden')) continue;
    const value = ratio(rgba(getComputedStyle(e).color), behind(e));
    if (value < 4.5) faults.push(`${value.toFixed(2)}: ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  for (const e of document.querySelectorAll('input:not([type=hidden]):not(.hidden)')) {
    const value = ratio(rgba(getComputedStyle(e).borderTopColor), behind(e.parentElement));
    if (value < 3) faults.push(`edge ${value.toFixed(2)}: ${e.id}`);
  }
  return faults;
}"""

_ROOM = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  return [`${root.scrollWidth} wide`].concat([...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1).map(e => e.outerHTML.slice(0, 80)));
}"""


def faults(page):
    """What is wrong with the page as it is shown: in light and dark, 360 pixels wide and wide, with large text."""
    found = list(page.evaluate(_STRUCTURE))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"contrast, {scheme}: {fault}" for fault in page.evaluate(_CONTRAST)]
    size = page.viewport_size
    # 320 is what 1280 pixels are at a zoom of 400 % (WCAG 2.2, 1.4.10).
    for width in (360, 320):
        page.set_viewport_size({"width": width, "height": 740})
        found += [f"{width} wide: {fault}" for fault in page.evaluate(_ROOM)]
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="light")
    return found
