"""What of a hostile string came alive in a page: scripts, requests, orders, elements, told by the browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request

from tests.browser.hostile import MARK

LISTEN = """() => {
  window.__hits = [];
  window.__hit = name => window.__hits.push(String(name));
  window.alert = window.__hit;
  document.addEventListener('securitypolicyviolation', each =>
    window.__hits.push('stopped: ' + each.violatedDirective + ' ' + each.blockedURI + ' ' + each.sample));
}"""
# Text in value, placeholder, aria-label, title, datetime and alt is only text. An address of our own with
# the words of a search in it is one too.
SCAN = """function scan([mark, root]) {
  const found = [];
  for (const each of (root ?? document).querySelectorAll('*')) {
    const tag = each.localName, says = what => found.push(tag + ' ' + what);
    if (tag.includes(mark)) says('is no element of ours');
    for (const { name, value } of each.attributes) {
      const text = ['value', 'placeholder', 'aria-label', 'title', 'alt', 'data-say'].includes(name);
      const own = name === 'href' && /^[/](exercises|join)[?#]/.test(value);
      const marked = value.toLowerCase().includes(mark) || name.includes(mark);
      if (/^on/.test(name) || (marked && !text && !own)) says(name + '=' + value.slice(0, 60));
    }
    if (tag === 'template' && each.content) found.push(...scan([mark, each.content]));
    if (['script', 'style'].includes(tag) && each.textContent.trim()) says('has words in it');
  }
  return found;
}"""
ALIVE = f"""([mark, strings]) => {{
  {SCAN}
  const comesAlive = text => {{
    const other = document.implementation.createHTMLDocument('');
    other.body.innerHTML = text;
    return scan([mark, other]).length > 0;
  }};
  const around = [['', ''], ['<input value="', '">'], ["<input value='", "'>"], ['<textarea>', '']];
  return strings.filter(each => around.some(([before, after]) => comesAlive(before + each + after))).length;
}}"""


class Caught:
    """Watches one browser, and looks through each of its pages."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self._origin = origin
        self.requests: list[str] = []
        self.pages = 0
        context.add_init_script(f"({LISTEN})()")
        context.on("request", self._request)

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        own = request.url.startswith(self._origin + "/") and MARK not in parts.path.lower()
        if not own:
            self.requests.append(request.url)

    def in_page(self, page: Page) -> list[str]:
        """Everything that came alive here, and every request that should not have been."""
        self.pages += 1
        found: list[str] = page.evaluate(SCAN, [MARK, None])
        hits: list[str] = page.evaluate("() => window.__hits")
        asked, self.requests[:] = list(self.requests), []
        return [*found, *(f"script {each}" for each in hits), *(f"request {each}" for each in asked)]


def alive(page: Page, strings: list[str]) -> int:
    """How many of the strings the look-through finds if each is put into a page as it is."""
    number: int = page.evaluate(ALIVE, [MARK, strings])
    return number
