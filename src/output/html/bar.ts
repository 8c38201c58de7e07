import { html, type Markup } from './markup.js';

/** A stretch of a bar, and what is told of it. */
interface Stretch {
  /** Its class, which gives it its colour. */
  readonly kind: string;
  readonly name: string;
  readonly count: number;
  /** Where more of it is found. */
  readonly href?: string;
}

/**
 * How many there are of each kind: a bar, and each kind by name with its number.
 *
 * @param narrowest hundredths of the bar that a stretch has at least
 */
export function barPicture(
  { caption, count }: { readonly caption: string; readonly count: string },
  stretches: readonly Stretch[],
  narrowest = 0,
): Markup {
  const total = stretches.reduce((sum, stretch) => sum + stretch.count, 0);
  const widths = stretches.map((stretch) =>
    stretch.count === 0 ? 0 : Math.max(narrowest, (100 * stretch.count) / total),
  );
  const whole = widths.reduce((sum, width) => sum + width, 0);
  let x = 0;
  const bars = stretches.map(({ kind }, index) => {
    const width = (100 * (widths[index] ?? 0)) / whole;
    const bar = html`<rect class="${kind}" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="6" />`;
    x += width;
    return width > 0 && bar;
  });
  const named = stretches.map((stretch) => `${stretch.name} ${stretch.count}`).join(' · ');
  return html`<figure>
    <figcaption>${caption} <span class="count">${count}</span></figcaption>
    <svg viewBox="0 0 100 6" preserveAspectRatio="none" role="img" aria-label="${named}">${bars}</svg>
    <ul class="verdicts">
      ${stretches.map((stretch) => html`<li>${linked(stretch)}</li>`)}
    </ul>
  </figure>`;
}

function linked({ kind, name, count, href }: Stretch): Markup {
  const entry = html`<span class="swatch ${kind}"></span>${name} <b>${count}</b>`;
  return href === undefined ? entry : html`<a href="${href}">${entry}</a>`;
}
