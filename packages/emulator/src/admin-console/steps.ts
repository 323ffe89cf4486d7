import { type Html, html, nothing } from "./html.js";

/** Where in a wizard one is. */
export function stepsLine(steps: readonly string[], current: string): Html {
  return html`<ol class="steps" aria-label="Steps">${steps.map((step) => html`<li${step === current ? html` aria-current="step"` : nothing}>${step}</li>`)}</ol>`;
}
