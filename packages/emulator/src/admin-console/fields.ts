import { type Html, html, nothing } from "./html.js";
import type { PageCall } from "./page.js";

export interface FieldOptions {
  readonly name: string;
  readonly label: string;
  /** What it holds before anything is sent; what was sent stays when the form is refused. */
  readonly value?: string;
  readonly help?: string;
}

type Choice = readonly [value: string, text: string];

/** The fields of a form that is shown for the first time, or again with what was wrong beside the field. */
export class Fields {
  private readonly call: PageCall;

  constructor(call: PageCall) {
    this.call = call;
  }

  text(options: FieldOptions): Html {
    const { name } = options;
    return this.frame(
      options,
      html`<input type="text" id="${name}" name="${name}" value="${this.valueOf(options)}" autocomplete="off"${this.marks(options)}>`,
    );
  }

  /** Never sent back to the browser. */
  password(options: Omit<FieldOptions, "value">): Html {
    const { name } = options;
    return this.frame(
      options,
      html`<input type="password" id="${name}" name="${name}" autocomplete="off"${this.marks(options)}>`,
    );
  }

  area(options: FieldOptions): Html {
    const { name } = options;
    return this.frame(
      options,
      html`<textarea id="${name}" name="${name}" rows="4"${this.marks(options)}>${this.valueOf(options)}</textarea>`,
    );
  }

  select(options: FieldOptions & { readonly choices: readonly Choice[] }): Html {
    const { name, choices } = options;
    const value = this.valueOf(options);
    return this.frame(
      options,
      html`<select id="${name}" name="${name}"${this.marks(options)}>
${choices.map(([choice, text]) => html`<option value="${choice}"${choice === value ? html` selected` : nothing}>${text}</option>`)}
</select>`,
    );
  }

  /** `isOn` before anything was sent; `sentWith` names a field that every sending of the form has. */
  tick(options: {
    readonly name: string;
    readonly label: string;
    readonly isOn: boolean;
    readonly sentWith: string;
    readonly help?: string;
  }): Html {
    const { name, label, isOn, sentWith, help } = options;
    const { form } = this.call;
    return tickBox({ name, label, isOn: form.has(sentWith) ? form.has(name) : isOn, help });
  }

  /** The form's own complaint, where it belongs to a group of fields. */
  error(label: string): Html {
    const { refusal } = this.call;
    if (refusal === null || refusal.field !== label) return nothing;
    return html`<p class="error" id="${errorId(label)}">${refusal.message}</p>`;
  }

  private valueOf({ name, value = "" }: FieldOptions): string {
    return this.call.form.get(name) ?? value;
  }

  private marks({ name, label, help }: FieldOptions): Html {
    const isWrong = this.call.refusal?.field === label;
    const described = [isWrong ? errorId(label) : null, help === undefined ? null : `${name}-help`];
    const ids = described.filter((id) => id !== null).join(" ");
    return html`${isWrong ? html` aria-invalid="true" autofocus` : nothing}${ids === "" ? nothing : html` aria-describedby="${ids}"`}`;
  }

  private frame({ name, label, help }: FieldOptions, control: Html): Html {
    return html`<div class="field"><label for="${name}">${label}</label>
${control}${this.error(label)}${help === undefined ? nothing : html`<p class="help" id="${name}-help">${help}</p>`}</div>`;
  }
}

function errorId(label: string): string {
  return `wrong-${label.toLowerCase().replace(/[^a-z]+/g, "-")}`;
}

export function tickBox(options: {
  readonly name: string;
  readonly label: string;
  readonly value?: string;
  readonly isOn: boolean;
  /** What is read aloud, where the label alone says too little. */
  readonly spoken?: string;
  readonly help?: string | undefined;
}): Html {
  const { name, label, value = "on", isOn, spoken, help } = options;
  const aria = spoken === undefined ? nothing : html` aria-label="${spoken}"`;
  return html`<label class="tick"><input type="checkbox" name="${name}" value="${value}"${aria}${isOn ? html` checked` : nothing}> <span>${label}</span></label>${help === undefined ? nothing : html`<p class="help">${help}</p>`}`;
}

export function hiddenFields(form: URLSearchParams, names: readonly string[]): Html {
  return html`${names.flatMap((name) =>
    form.getAll(name).map((value) => html`<input type="hidden" name="${name}" value="${value}">`),
  )}`;
}

/** A button that sends one thing to do, with a form around it. */
export function actionButton(options: {
  readonly label: string;
  readonly values: Readonly<Record<string, string>>;
  readonly spoken?: string;
  readonly kind?: "main" | "danger" | "plain";
}): Html {
  const { label, values, spoken, kind = "plain" } = options;
  const hidden = Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const aria = spoken === undefined ? nothing : html` aria-label="${spoken}"`;
  return html`<form method="post" class="inline">${hidden}<button class="${kind}"${aria}>${label}</button></form>`;
}

export function factList(facts: readonly (readonly [label: string, value: Html | string])[]): Html {
  return html`<dl>${facts.map(([label, value]) => html`<dt>${label}</dt><dd>${value === "" ? html`<span class="quiet">none</span>` : value}</dd>`)}</dl>`;
}

/** A value to take away, with a button that copies it where scripts run. */
export function copied(id: string, { label, value }: { label: string; value: string }): Html {
  return html`<code id="${id}">${value}</code> <button type="button" class="copy" data-copy="${id}" aria-label="Copy ${label}" hidden>Copy</button>`;
}

/** A value that shows when one asks for it: the eye of the key wizard. */
export function revealed(id: string, { label, value }: { label: string; value: string }): Html {
  return html`<details class="reveal"><summary aria-label="Show ${label}"><span class="eye" aria-hidden="true"></span></summary>${copied(id, { label, value })}</details>`;
}

/** A field of a form that was sent; empty for none. */
export function sent(form: URLSearchParams, name: string): string {
  return form.get(name) ?? "";
}

/** What stands in a field one a line, or between commas. */
export function listed(text: string): string[] {
  return text.split(/[\s,;]+/).filter((word) => word !== "");
}
