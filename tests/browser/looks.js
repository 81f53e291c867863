// Questions that axe does not ask. Each answers with a list of what is wrong, in words; empty is well.
(() => {
  const CONTROLS = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const said = each => each.outerHTML.replace(/\s+/g, " ").slice(0, 110);
  const style = each => getComputedStyle(each);
  const seen = each => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".skip, .unseen, [inert]")
    && each.getBoundingClientRect().width > 0;
  const controls = () => [...document.querySelectorAll(CONTROLS)].filter(seen);

  // A box drawn by its label (a card, a chip, a number) is touched and seen as the label.
  const touched = each => /radio|checkbox/.test(each.type) && each.closest("label") || each;

  const inSentence = each => {
    if (each.localName !== "a" || style(each).display !== "inline") return false;
    const block = each.closest("p, li, dd, small, span");
    return !!block && block.textContent.trim().length > each.textContent.trim().length;
  };

  const colour = text => {
    const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
    pen.fillStyle = text;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return { parts: [red, green, blue], alpha: alpha / 255 };
  };
  const ground = each => {
    for (let at = each; at; at = at.parentElement) {
      const found = colour(style(at).backgroundColor);
      if (found.alpha === 1) return found;
    }
    return colour("#fff");
  };
  const light = ({ parts }) => {
    const [red, green, blue] = parts.map(part => part / 255).map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };

  // The weakest of the four sides, or the fill: whichever is told apart better from what lies around.
  const edge = each => {
    const drawn = style(each), around = ground(each.parentElement), fill = colour(drawn.backgroundColor);
    const sides = ["Top", "Right", "Bottom", "Left"].map(side => {
      const line = colour(drawn[`border${side}Color`]);
      const there = parseFloat(drawn[`border${side}Width`]) >= 1 && drawn[`border${side}Style`] !== "none" && line.alpha === 1;
      return there ? ratio(line, around) : 1;
    });
    const filled = fill.alpha === 1 ? ratio(fill, around) : 1;
    return { strength: Math.max(Math.min(...sides), filled), drawn: Math.max(...sides) > 1 || filled > 1.01 };
  };

  // What is small has to be seen whole when the focus comes to it; of a tall field, the part that is on the screen.
  const covered = each => {
    each.focus();
    const { left, top, width, height } = touched(each).getBoundingClientRect();
    const low = height > innerHeight / 3 ? Math.max(top, 0) : top, high = height > innerHeight / 3 ? Math.min(top + height, innerHeight) : top + height;
    const points = [[0.5, 0.5], [0.1, 0.15], [0.9, 0.15], [0.1, 0.85], [0.9, 0.85]];
    const hidden = points.filter(([x, y]) => {
      const there = document.elementFromPoint(left + width * x, low + (high - low) * y);
      const bar = there?.closest(".top, .tabs, .toast");
      return !there || bar && !bar.contains(each);
    });
    return height > innerHeight / 3 ? hidden.length === points.length : hidden.length > 0;
  };

  window.looks = {
    head() {
      const count = document.querySelectorAll("h1").length;
      return [...(count === 1 ? [] : [`${count} headings of the first order`]), ...(document.title ? [] : ["no title"])];
    },
    wide(where) {
      const over = document.scrollingElement.scrollWidth - innerWidth;
      if (over <= 0) return [];
      const out = [...document.querySelectorAll("body *")].filter(each => seen(each) && each.getBoundingClientRect().right > innerWidth + 1);
      return [`${where}: ${over} pixels too wide: ${out.slice(-2).map(said).join(" | ")}`];
    },
    small() {
      return controls().filter(each => !inSentence(each)).flatMap(each => {
        const { width, height } = touched(each).getBoundingClientRect();
        return Math.min(width, height) < 43.9 ? [`${width.toFixed(1)} x ${height.toFixed(1)} ${said(each)}`] : [];
      });
    },
    faint() {
      return [...new Set(controls().map(touched))].flatMap(each => {
        const { strength, drawn } = edge(each), field = /^(input|select|textarea|label)$/.test(each.localName);
        const button = each.matches("button, .btn");
        return strength < 3 && (field || button && drawn) ? [`${strength.toFixed(2)} ${said(each)}`] : [];
      });
    },
    covered() {
      const there = controls();
      return [...there, ...there.reverse()].flatMap(each => covered(each) ? [said(each)] : []);
    },
  };
})();
